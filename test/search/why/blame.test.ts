import { describe, expect, it } from 'vitest';
import { blameCurve } from '../../../src/search/why/blame.ts';

const usual = { violatedNs: 1000, points: 11, futures: 10, isStopped: () => false };

describe('a blame curve', () => {
  it('finds the interval in which it was decided', async () => {
    const fails = async (fromNs: number, salt: number) => fromNs >= 437 || salt <= 2;
    const { points, deciding } = await blameCurve({ ...usual, fails });
    expect(points[0]).toEqual({ at: 0, of: 10, failing: 2 });
    expect(points.at(-1)).toEqual({ at: 1000, of: 10, failing: 10 });
    expect(deciding?.fromNs).toBeGreaterThanOrEqual(400);
    expect(deciding?.fromNs).toBeLessThan(437);
    expect(deciding?.untilNs).toBeGreaterThanOrEqual(437);
    expect(deciding?.untilNs).toBeLessThanOrEqual(460);
  });

  it('has nothing to find when every future fails', async () => {
    const { points, deciding } = await blameCurve({ ...usual, fails: async () => true });
    expect(points).toHaveLength(11);
    expect(deciding).toBeNull();
  });

  it('ends when it is told to', async () => {
    let left = 15;
    const isStopped = () => left === 0;
    const fails = async () => {
      left -= 1;
      return false;
    };
    const { points } = await blameCurve({ ...usual, fails, isStopped });
    // What was under way then may have been broken off: it does not count.
    expect(points.map(({ of }) => of)).toEqual([10, 4]);
  });
});
