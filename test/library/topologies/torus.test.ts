import { describe, expect, it } from 'vitest';
import { torus } from '../../../src/library/topologies/torus.ts';
import { acrossShare, built, diameter, wiring } from '../../support/topology-stage.ts';

describe('torus', () => {
  it('wires each switch to two neighbours in each dimension, half way round at most', () => {
    const made = built(torus, { size: [4, 5, 3] });
    const wires = wiring(made);
    expect(wires.size).toBe(60);
    for (const others of wires.values()) expect(others.size).toBe(6);
    expect(diameter(made)).toBe(2 + 2 + 1);
  });

  it('wires two neighbours once, and nobody to itself', () => {
    const wires = wiring(built(torus, { size: [2, 1] }));
    expect([...wires].map(([name, others]) => [name, [...others]])).toEqual([
      ['at-1-1', ['at-2-1']],
      ['at-2-1', ['at-1-1']],
    ]);
  });

  it('has less bisection than hosts: half way round a ring of eight only a half arrives at best', async () => {
    // Four wires lead across the middle in each direction, two of each half: eight hosts want them.
    const share = await acrossShare(built(torus, { size: [8] }), 8);
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.51);
  });

  it('refuses what nobody could look at', () => {
    expect(torus.build({ size: [] })).toMatch(/at least one/);
    expect(torus.build({ size: [1000, 1000] })).toMatch(/too large/);
  });
});
