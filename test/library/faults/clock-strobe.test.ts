import { describe, expect, it } from 'vitest';
import { clockStrobe } from '../../../src/library/faults/clock-strobe.ts';
import { ProgramClock } from '../../../src/world/time/clock.ts';
import { fault, FaultStage, ms, second } from '../../run/faults/fault-stage.ts';

describe('clock-strobe', () => {
  const offsets = (durationNs: number): number[] => {
    const strobe = { definition: clockStrobe, params: { by: '-200ms', period: '100ms' } };
    const stage = new FaultStage([fault('a', { ...strobe, atNs: second, durationNs })]);
    const seen: number[] = [];
    for (const atMs of [950, 1050, 1150, 1250, 2000])
      stage.at(atMs * ms, () => seen.push(stage.world.clockOf('n1').wallNs - stage.engine.nowNs));
    stage.play();
    return seen.map((offset) => offset / ms);
  };

  it('moves the time of day there and back, once in a period', () => {
    expect(offsets(400 * ms)).toEqual([0, -200, 0, -200, 0]);
  });

  it('may move what programs read of the monotonic clock, and no timer', () => {
    const params = { by: '-200ms', period: '100ms', clock: 'monotonic' };
    const strobe = { definition: clockStrobe, params, atNs: second, durationNs: 250 * ms };
    const stage = new FaultStage([fault('a', strobe)]);
    const clocks = stage.world.machineOf('n1')?.clocks;
    if (clocks === undefined) throw new Error('n1 has no clocks');
    const program = new ProgramClock(clocks, stage.engine);
    const origin = program.monotonic();
    const seen: number[] = [];
    for (const atMs of [950, 1050, 1150, 1350])
      stage.at(atMs * ms, () => seen.push((program.monotonic() - origin) / ms));
    stage.play();
    expect(seen).toEqual([950, 850, 1150, 1350]);
    const beats = stage
      .rows('observed')
      .filter(({ node, name }) => node === 'n1' && name === 'beat');
    expect(beats).toHaveLength(100);
  });

  it('leaves it where it was, wherever its end finds it', () => {
    expect(offsets(280 * ms)).toEqual([0, -200, 0, -200, 0]);
    expect(offsets(180 * ms)).toEqual([0, -200, 0, 0, 0]);
  });
});
