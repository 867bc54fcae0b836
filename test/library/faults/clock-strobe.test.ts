import { describe, expect, it } from 'vitest';
import { clockStrobe } from '../../../src/library/faults/clock-strobe.ts';
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

  it('leaves it where it was, wherever its end finds it', () => {
    expect(offsets(280 * ms)).toEqual([0, -200, 0, -200, 0]);
    expect(offsets(180 * ms)).toEqual([0, -200, 0, 0, 0]);
  });
});
