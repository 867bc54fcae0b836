import { describe, expect, it } from 'vitest';
import { duplicate } from '../../../src/library/faults/duplicate.ts';
import { fault, FaultStage, second } from '../../run/faults/fault-stage.ts';

describe('duplicate', () => {
  it('delivers twice what is sent while it lasts; of two faults, three times', () => {
    const twice = { definition: duplicate, target: 'n1 -> n2', match: { message: 'ping' } };
    const heard = (count: number): number => {
      const faults = ['a', 'b'].slice(0, count).map((id) => fault(id, twice));
      return new FaultStage(faults, { durationNs: 3 * second })
        .play()
        .rows('observed')
        .filter(({ node, name, data }) => {
          const { from, n } = data as { from: string; n: number };
          return node === 'n2' && name === 'heard' && from === 'n1' && n === 15;
        }).length;
    };
    expect([heard(0), heard(1), heard(2)]).toEqual([1, 2, 3]);
  });
});
