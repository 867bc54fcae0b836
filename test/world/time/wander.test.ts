import { describe, expect, it } from 'vitest';
import type { Wander } from '../../../src/world/time/wander.ts';
import { ClockStage, clock, second } from '../../support/clock-stage.ts';

/** The rate of a clock in each second, in ppb. */
async function rates(wander: Wander, seconds: number): Promise<number[]> {
  const stage = new ClockStage({}, { a: clock(0, 50_000, { wander }) }, seconds);
  const instants = Array.from({ length: seconds + 1 }, (_, at) => at);
  const offsets = await stage.seen(instants, () => stage.offset('a'));
  return offsets.slice(1).map((offset, at) => offset - (offsets[at] ?? 0));
}

describe('a clock wanders', () => {
  it('at random: each time one step up or down', async () => {
    const walk = { kind: 'random-walk', stepPpb: 10, everyNs: second } as const;
    const seen = await rates(walk, 1000);
    const steps = seen.slice(1).map((rate, at) => rate - (seen[at] ?? 0));
    expect(new Set(steps)).toEqual(new Set([-10, 10]));
    // Far from its start with the square root of the steps: five deviations are 1,581.
    expect(Math.abs((seen.at(-1) ?? 0) - 50_000)).toBeLessThan(1581);
  });

  it('with the temperature: never faster than when it is right, slowest twice in a period', async () => {
    const weather = { kind: 'temperature', depthPpb: 3000, periodNs: 96 * second } as const;
    const seen = await rates(weather, 192);
    expect(Math.max(...seen)).toBe(50_000);
    expect(Math.min(...seen)).toBe(47_000);
    expect(seen.filter((rate) => rate === 47_000)).toHaveLength(4);
    expect(seen.slice(0, 96)).toEqual(seen.slice(96));
  });
});
