import { describe, expect, it } from 'vitest';
import { leafSpine } from '../../../src/library/topologies/leaf-spine.ts';
import { acrossShare, built, diameter } from '../../support/topology-stage.ts';

describe('leaf-spine', () => {
  it('puts any two leaves two hops apart', () => {
    const made = built(leafSpine, { leaves: 6, spines: 3 });
    expect(made.switches).toHaveLength(9);
    expect(diameter(made)).toBe(2);
  });

  it('has its full bisection with as many spines as hosts below a leaf, and half with half', async () => {
    const share = (spines: number): Promise<number> =>
      acrossShare(built(leafSpine, { leaves: 4, spines }), 16);
    expect(Math.abs((await share(4)) - 1)).toBeLessThan(0.005);
    expect(Math.abs((await share(2)) - 0.5)).toBeLessThan(0.005);
  });

  it('survives the loss of a spine, with what the others carry', async () => {
    const share = await acrossShare(built(leafSpine, { leaves: 4, spines: 4 }), 16, ['spine-1']);
    // Three spines for four hosts of a leaf: two of them share one.
    expect(Math.abs(share - 0.75)).toBeLessThan(0.01);
  });
});
