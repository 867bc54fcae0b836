import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { swizzle } from '../../../src/library/faults/swizzle.ts';
import { fault, FaultStage, ms, second } from '../../run/faults/fault-stage.ts';

const names = ['n1', 'n2', 'n3'];

/** When each node was first clogged, and when it was free again, in ms. */
function clogs(seed: string, params: object = { gap: '200ms' }, more: object = {}) {
  const s = fault('s', { definition: swizzle, target: 'n1, n2, n3', params, ...more });
  const stage = new FaultStage([s], { durationNs: 4 * second, seed }).play();
  const held = stage.rows('held');
  const released = stage.rows('released');
  return { stage, held, released };
}

/** The nodes in the order in which they were first, or last, in the rows. */
function orderOf(rows: ReturnType<FaultStage['rows']>, pick: 'first' | 'last'): string[] {
  const at = new Map<string, number>();
  for (const { at: ns, node, peer } of rows) {
    for (const name of [node, peer]) {
      if (name === null || (pick === 'first' && at.has(name))) continue;
      at.set(name, ns);
    }
  }
  return [...at.keys()];
}

describe('swizzle', () => {
  it('clogs one node after the other and frees them one by one, losing nothing', () => {
    const { stage, held, released } = clogs('42', { gap: '200ms' }, { durationNs: 2 * second });
    expect(held.length).toBeGreaterThan(5);
    expect(released).toHaveLength(held.length);
    expect(stage.rows('lost')).toEqual([]);
    // The first is clogged at 1 s, the third at 1.4 s, and the third to be freed at 2 s.
    expect(held[0]?.at).toBeGreaterThanOrEqual(second);
    expect(held.at(-1)?.at).toBeLessThan(2 * second);
    expect(released.at(-1)?.at).toBe(2 * second);
    const letsGo = new Set(released.map(({ at }) => at / ms));
    expect(letsGo.size).toBeGreaterThan(1);
  });

  it('frees what is still clogged when it ends', () => {
    const { held, released } = clogs('42', { gap: '600ms' });
    expect(released).toHaveLength(held.length);
    expect(released.at(-1)?.at).toBe(2 * second);
  });

  it('plays the same for one seed, and in several orders over many', () => {
    const orders = new Set<string>();
    fc.assert(
      fc.property(fc.nat(1_000_000), (seed) => {
        const one = orderOf(clogs(String(seed)).held, 'first');
        expect(orderOf(clogs(String(seed)).held, 'first')).toEqual(one);
        expect(one.toSorted()).toEqual(names);
        orders.add(one.join());
      }),
      { seed: 42, numRuns: 15 },
    );
    expect(orders.size).toBeGreaterThan(1);
  });

  it('strikes all messages of its nodes, whatever share of occurrences happens', () => {
    const sure = { probabilityPpb: 999_999_999 };
    expect(clogs('42', { gap: '200ms' }, sure).held).toHaveLength(clogs('42').held.length);
  });
});
