import { describe, expect, it } from 'vitest';
import { loss } from '../../../src/library/faults/loss.ts';
import { fault, FaultStage, ms, second } from '../../run/faults/fault-stage.ts';

function lostAt(more: object): number[] {
  const lost = fault('lost', { definition: loss, target: 'n1 -> n2', ...more });
  return new FaultStage([lost], { durationNs: 4 * second })
    .play()
    .rows('lost')
    .map(({ at }) => at / ms);
}

describe('loss', () => {
  it('loses all that is sent while it lasts', () => {
    expect(lostAt({ durationNs: 300 * ms })).toEqual([1000, 1100, 1200]);
  });

  it('does not touch what is under way', () => {
    expect(lostAt({ atNs: 1000.5 * ms, durationNs: 50 * ms })).toEqual([]);
  });

  it('loses a share', () => {
    const lost = lostAt({ atNs: 0, durationNs: null, probabilityPpb: 500_000_000 }).length;
    expect(lost).toBeGreaterThan(8);
    expect(lost).toBeLessThan(32);
  });
});
