import { describe, expect, it } from 'vitest';
import { vmJump } from '../../../src/library/faults/vm-jump.ts';
import { fault, FaultStage, second } from '../../run/faults/fault-stage.ts';

describe('vm-jump', () => {
  const played = (clock: string) => {
    const jump = { definition: vmJump, params: { clock }, atNs: second, durationNs: 2 * second };
    const stage = new FaultStage([fault('a', jump)]);
    const origin = stage.world.clockOf('n1').monotonicNs;
    const seen: number[][] = [];
    for (const atS of [0.9, 2, 3.1]) {
      stage.at(atS * second, () => {
        const { wallNs, monotonicNs, bootNs } = stage.world.clockOf('n1');
        seen.push([wallNs, monotonicNs - origin, bootNs - origin].map((at) => at / second));
      });
    }
    stage.play();
    const beats = stage
      .rows('observed')
      .filter(({ node, name }) => node === 'n1' && name === 'beat');
    const during = beats.filter(({ at }) => at > second && at < 3 * second);
    return { seen, during };
  };

  it('resumes with the right time of day: inside, it has jumped', () => {
    const { seen, during } = played('jumps');
    expect(seen).toEqual([
      [0.9, 0.9, 0.9],
      [2, 1, 2],
      [3.1, 1.1, 3.1],
    ]);
    expect(during).toEqual([]);
  });

  it('or resumes as if nothing had been, and lags behind for good', () => {
    const { seen, during } = played('stays-behind');
    expect(seen).toEqual([
      [0.9, 0.9, 0.9],
      [1, 1, 1],
      [1.1, 1.1, 1.1],
    ]);
    expect(during).toEqual([]);
  });
});
