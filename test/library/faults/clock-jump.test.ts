import { describe, expect, it } from 'vitest';
import { clockJump } from '../../../src/library/faults/clock-jump.ts';
import { fault, FaultStage, second } from '../../run/faults/fault-stage.ts';

describe('clock-jump', () => {
  it('moves the time of day, and no other clock, for good', () => {
    const by = (written: string) => ({ definition: clockJump, params: { by: written } });
    const stage = new FaultStage([
      fault('a', by('-10m')),
      fault('b', { ...by('90s'), atNs: 2 * second }),
    ]);
    const reading = (): number[] => {
      const { wallNs, monotonicNs } = stage.world.clockOf('n1');
      return [wallNs, monotonicNs - origin];
    };
    const origin = stage.world.clockOf('n1').monotonicNs;
    const seen: number[][] = [];
    for (const atS of [0.5, 1.5, 3]) stage.at(atS * second, () => seen.push(reading()));
    stage.play();
    expect(seen).toEqual([
      [0.5 * second, 0.5 * second],
      [1.5 * second - 600 * second, 1.5 * second],
      [3 * second - 510 * second, 3 * second],
    ]);
  });

  it('is an instant: it has begun, hit and ended, and is never active', () => {
    const stage = new FaultStage([
      fault('a', { definition: clockJump, params: { by: '1s' } }),
    ]).play();
    expect(stage.rows('fault-began', 'fault-hit', 'fault-ended').map(({ type }) => type)).toEqual([
      'fault-began',
      'fault-hit',
      'fault-ended',
    ]);
    expect(stage.windows('a')).toEqual([[1000, 1000]]);
    expect(stage.schedule.scheduled()).toMatchObject([{ durationNs: null }]);
  });
});
