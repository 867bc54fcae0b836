import { describe, expect, it } from 'vitest';
import { OperationCount } from '../../../../src/run/faults/rules/operation-count.ts';

const second = { first: 2, last: 2 };

/** Which of some operations, told by their nodes, a fault takes. */
function taken(per: 'node' | null, nth = second): readonly boolean[] {
  const count = new OperationCount({ message: null, op: null, where: null, nth, per });
  return ['n1', 'n2', 'n1', 'n2', 'n1'].map((node) => count.takes(node));
}

describe('operations of disks', () => {
  it('are counted over all nodes of the target', () => {
    expect(taken(null)).toEqual([false, true, false, false, false]);
  });

  it('are counted for each node, if asked', () => {
    expect(taken('node')).toEqual([false, false, true, true, false]);
    expect(taken('node', { first: 2, last: 3 })).toEqual([false, false, true, true, true]);
  });

  it('are all meant where nobody counts', () => {
    const count = new OperationCount(null);
    expect([count.takes('n1'), count.takes('n1')]).toEqual([true, true]);
  });
});
