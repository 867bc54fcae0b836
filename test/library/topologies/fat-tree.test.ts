import { describe, expect, it } from 'vitest';
import { fatTree } from '../../../src/library/topologies/fat-tree.ts';
import { acrossShare, built, diameter, wiring } from '../../support/topology-stage.ts';

describe('fat-tree', () => {
  it('has 5/4 k² switches with at most k ports, four hops apart at most', () => {
    for (const arity of [2, 4, 6]) {
      const made = built(fatTree, { arity });
      const wires = wiring(made);
      expect(wires.size).toBe((5 * arity * arity) / 4);
      for (const [name, others] of wires) {
        // The other half of the ports of an edge switch is for nodes.
        expect(others.size, name).toBe(name.startsWith('edge') ? arity / 2 : arity);
      }
      expect(diameter(made)).toBe(4);
    }
  });

  it('has its full bisection, spread over all cores, and loses a quarter with one of four', async () => {
    const made = built(fatTree, { arity: 4 });
    expect(Math.abs((await acrossShare(made, 16)) - 1)).toBeLessThan(0.005);
    expect(await acrossShare(made, 16, ['core-1'])).toBeLessThan(0.9);
  });

  it('refuses an odd arity', () => {
    expect(fatTree.build({ arity: 3 })).toMatch(/even/);
  });
});
