import { describe, expect, it } from 'vitest';
import { crash } from '../../../src/library/faults/crash.ts';
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

  it('is over when its process dies: who is switched on again has clocks that run', () => {
    for (const clock of ['jumps', 'stays-behind']) {
      const jump = { definition: vmJump, params: { clock }, atNs: second, durationNs: 8 * second };
      const cut = { definition: crash, params: { scope: 'host' }, durationNs: second };
      for (const atNs of [2 * second, 0.5 * second]) {
        const stage = new FaultStage([fault('a', jump), fault('b', { ...cut, atNs })]);
        const origin = stage.world.clockOf('n1').wallNs;
        let ran = 0;
        stage.at(5 * second, () => (ran = stage.world.clockOf('n1').wallNs - origin));
        stage.play();
        const behind = clock === 'jumps' || atNs < second ? 0 : second;
        expect(ran, `${clock} ${atNs}`).toBe(5 * second - behind);
        const beats = stage.rows('observed').filter(({ node, at }) => node === 'n1' && at > 3.05e9);
        expect(beats.some(({ name }) => name === 'beat')).toBe(true);
      }
    }
  });
});
