import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RoundTrip } from '../../../src/world/tcp/round-trip.ts';

const ms = 1_000_000;

describe('the retransmission timeout (RFC 6298)', () => {
  it('is a second before anything was measured', () => {
    expect(new RoundTrip().timeoutNs).toBe(1000 * ms);
  });

  it('is, after the first sample R, R + 4 R/2', () => {
    const trip = new RoundTrip();
    trip.sample(100 * ms);
    expect(trip).toMatchObject({
      smoothedNs: 100 * ms,
      variationNs: 50 * ms,
      timeoutNs: 300 * ms,
    });
  });

  it('moves with the next ones by 1/8 and 1/4', () => {
    const trip = new RoundTrip();
    trip.sample(100 * ms);
    trip.sample(180 * ms);
    // 3/4 of 50 and 1/4 of 80; 7/8 of 100 and 1/8 of 180.
    expect(trip).toMatchObject({
      smoothedNs: 110 * ms,
      variationNs: 57.5 * ms,
      timeoutNs: 340 * ms,
    });
  });

  it('is 200 ms more than the smoothed round trip at least, and 120 s at most', () => {
    const trip = new RoundTrip();
    trip.sample(1 * ms);
    expect(trip.timeoutNs).toBe(201 * ms);
    for (let times = 0; times < 20; times++) trip.backOff();
    expect(trip.timeoutNs).toBe(120_000 * ms);
  });

  it('doubles with each timeout until something is measured again', () => {
    const trip = new RoundTrip();
    trip.sample(100 * ms);
    trip.backOff();
    trip.backOff();
    expect(trip.timeoutNs).toBe(1200 * ms);
    trip.sample(100 * ms);
    // The variation shrinks to 3/4 of 50; four times that are less than the floor.
    expect(trip.timeoutNs).toBe(300 * ms);
  });

  it('is three seconds for data when the opening had to be sent again unmeasured', () => {
    const trip = new RoundTrip();
    trip.openedSlowly();
    expect(trip.timeoutNs).toBe(3000 * ms);
  });

  it('is that of the equations of the RFC, for any series of samples and timeouts', () => {
    // Above 0 a round trip in ns; -1 a timeout.
    const series = fc.array(fc.oneof(fc.integer({ min: 1, max: 3_000 * ms }), fc.constant(-1)));
    fc.assert(
      fc.property(series, (happened) => {
        const trip = new RoundTrip();
        let [smoothed, variation, timeout] = [0, 0, 1000 * ms];
        let measured = false;
        for (const one of happened) {
          if (one < 0) {
            trip.backOff();
            timeout = Math.min(120_000 * ms, 2 * timeout);
          } else {
            trip.sample(one);
            variation = measured ? 0.75 * variation + 0.25 * Math.abs(smoothed - one) : one / 2;
            smoothed = measured ? 0.875 * smoothed + 0.125 * one : one;
            timeout = Math.min(120_000 * ms, smoothed + Math.max(200 * ms, 4 * variation));
            measured = true;
          }
          // It reckons in whole nanoseconds, each of which may be doubled nine times.
          expect(Math.abs(trip.timeoutNs - timeout)).toBeLessThan(50_000);
        }
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});
