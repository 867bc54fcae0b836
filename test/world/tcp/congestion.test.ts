import { describe, expect, it } from 'vitest';
import { Congestion } from '../../../src/world/tcp/congestion.ts';

const mss = 1000;
/** Ten segments at first, as most kernels have it. */
const fresh = (isFast = true): Congestion => new Congestion(mss, 10, isFast);

describe('the congestion window', () => {
  it('doubles in a round trip of slow start, when it is used', () => {
    const congestion = fresh();
    for (let n = 1; n <= 10; n++) congestion.acknowledged(mss, n * mss, 10 * mss);
    expect(congestion.windowBytes).toBe(20 * mss);
  });

  it('does not grow while less than half of it is under way', () => {
    const congestion = fresh();
    for (let n = 1; n <= 10; n++) congestion.acknowledged(mss, n * mss, 4 * mss);
    expect(congestion.windowBytes).toBe(10 * mss);
  });

  it('grows by a segment in a round trip beyond the threshold', () => {
    const congestion = fresh();
    congestion.thresholdBytes = 10 * mss;
    for (let n = 1; n <= 10; n++) congestion.acknowledged(mss, n * mss, 10 * mss);
    expect(congestion.windowBytes).toBe(11 * mss);
  });

  it('is halved by a loss that duplicates show, and inflated by those that follow', () => {
    const congestion = fresh();
    const advice = [1, 2, 3, 4].map(() => congestion.duplicate(mss, 11 * mss, 10 * mss, Infinity));
    expect(advice).toEqual(['go-on', 'go-on', 'resend-first', 'go-on']);
    expect(congestion.thresholdBytes).toBe(5 * mss);
    expect(congestion.windowBytes).toBe((5 + 3 + 1) * mss);
    // Half an acknowledgement: the next one is missing too.
    expect(congestion.acknowledged(3 * mss, 4 * mss, 10 * mss)).toBe('resend-first');
    expect(congestion.acknowledged(7 * mss, 11 * mss, 7 * mss)).toBe('go-on');
    expect(congestion.isRecovering).toBe(false);
    expect(congestion.windowBytes).toBeLessThanOrEqual(5 * mss);
  });

  it('is one segment after a timeout; duplicates of what was resent say nothing', () => {
    const congestion = fresh();
    congestion.timedOut(11 * mss, 10 * mss, true);
    expect(congestion.windowBytes).toBe(mss);
    expect(congestion.thresholdBytes).toBe(5 * mss);
    for (let n = 0; n < 5; n++) {
      expect(congestion.duplicate(2 * mss, 11 * mss, mss, Infinity)).toBe('go-on');
    }
  });

  it('grows by one segment at most for an acknowledgement in the slow start after a timeout', () => {
    const congestion = fresh();
    congestion.timedOut(11 * mss, 10 * mss, true);
    // It covers four segments, of which most had arrived before.
    congestion.acknowledged(4 * mss, 4 * mss, 4 * mss);
    expect(congestion.windowBytes).toBe(2 * mss);
    for (let n = 5; n <= 7; n++) congestion.acknowledged(2 * mss, 2 * n * mss, 10 * mss);
    expect(congestion.windowBytes).toBe(5 * mss);
    // Beyond the threshold it grows by a segment in a round trip.
    congestion.acknowledged(5 * mss, 19 * mss, 10 * mss);
    expect(congestion.windowBytes).toBe(6 * mss);
  });

  it('is halved for each timeout that it was idle, down to the first window, and remembers what it was', () => {
    const congestion = fresh();
    congestion.windowBytes = 64 * mss;
    congestion.idled(250, 100);
    expect(congestion.windowBytes).toBe(16 * mss);
    expect(congestion.thresholdBytes).toBe(Infinity);
    congestion.thresholdBytes = 4 * mss;
    congestion.idled(100, 100);
    expect(congestion.windowBytes).toBe(16 * mss);
    congestion.idled(10_000, 100);
    expect(congestion.windowBytes).toBe(10 * mss);
    // Three quarters of the window before: so far the path was known.
    expect(congestion.thresholdBytes).toBe(12 * mss);
    congestion.windowBytes = 3 * mss;
    congestion.idled(10_000, 100);
    expect(congestion.windowBytes).toBe(3 * mss);
  });

  it('lets two more segments go on the first duplicates (limited transmit)', () => {
    const congestion = fresh();
    congestion.duplicate(mss, 11 * mss, 10 * mss, Infinity);
    congestion.duplicate(mss, 11 * mss, 10 * mss, Infinity);
    expect(congestion.allowanceBytes).toBe(12 * mss);
    expect(fresh(false).duplicate(mss, 11 * mss, 10 * mss, Infinity)).toBe('go-on');
  });
});
