import { describe, expect, it } from 'vitest';
import { clockDrift } from '../../../src/library/faults/clock-drift.ts';
import { fault, FaultStage, second } from '../../run/faults/fault-stage.ts';

describe('clock-drift', () => {
  it('adds up while it lasts, and leaves the offset that was gathered', () => {
    const drift = (by: string) => ({
      definition: clockDrift,
      params: { by },
      durationNs: 2 * second,
    });
    const faults = [
      fault('a', drift('200ppm')),
      fault('b', { ...drift('-50ppm'), atNs: 2 * second }),
    ];
    const stage = new FaultStage(faults);
    const offsets: number[] = [];
    for (const atS of [1, 2, 3, 4, 6]) {
      stage.at(atS * second, () => {
        offsets.push(stage.world.clockOf('n1').wallNs - stage.engine.nowNs);
      });
    }
    stage.play();
    expect(offsets).toEqual([0, 200_000, 350_000, 300_000, 300_000]);
  });
});
