import { describe, expect, it } from 'vitest';
import { gps } from '../../../src/library/clocks/gps.ts';
import { ClockStage, clock, second } from '../../support/clock-stage.ts';

const { offsetNs, receiver } = gps;
const node = { ...clock(0, 20), offsetNs, receiver };
const day = 86_400;

describe('gps', () => {
  it('is right to 100 ns as long as it hears satellites', async () => {
    const stage = new ClockStage({}, { a: node }, day);
    const offsets = await stage.seen([0, 60, day], () => stage.offset('a'));
    expect(offsets.every((offset) => Math.abs(offset) <= 100)).toBe(true);
    expect(stage.keeper('a')).toEqual({ synchronised: true, stratum: 1 });
  });

  it('jammed, drifts as the crystal in its oven, and says how far off it may be', async () => {
    const stage = new ClockStage({}, { a: node }, day);
    const start = stage.offset('a');
    stage.between(60_000, (day - 60) * 1000, () => stage.world.verbs.clock(0).stopSync());
    const [held = 0, end = 0] = await stage.seen([60 + 36_000, day], () => stage.offset('a'));
    expect([held - start, end - start]).toEqual([36_000 * 20, 0]);
    const bounds = new ClockStage({}, { a: node }, day);
    bounds.at(60_000, () => void bounds.world.verbs.clock(0).stopSync());
    const seen = await bounds.seen([60, 3_600, day], () => bounds.bounds('a'));
    expect(seen.filter(([low, high]) => low > 0 || high < 0)).toEqual([]);
    expect(bounds.keeper('a').synchronised).toBe(false);
  });

  it('takes back within two seconds whatever moves or bends its clock', async () => {
    const stage = new ClockStage({}, { a: node }, 60);
    stage.at(10_000, () => stage.world.verbs.stepWall(0, 5 * second));
    stage.between(20_000, 30_000, () => stage.world.verbs.drift(0, 200_000));
    const seen = await stage.seen([10.5, 12, 25, 40], () => stage.offset('a'));
    expect(seen.map((offset) => Math.abs(offset) < 300_000)).toEqual([false, true, true, true]);
    expect(Math.abs(seen[3] ?? 0)).toBeLessThanOrEqual(100);
  });
});
