import { describe, expect, it } from 'vitest';
import { quorumCuts } from '../../src/run/quorum-cuts.ts';
import type { CheckPlan } from '../../src/scenario/plan/check.ts';
import type { RunPlan } from '../../src/scenario/scenario.ts';

/** Of nothing but its nodes, the domains that they are in, and which nodes its checks are about. */
function planOf(
  places: { readonly [node: string]: readonly string[] },
  checks: { readonly [id: string]: readonly string[] },
): RunPlan {
  const racks = [...new Set(Object.values(places).flat())];
  const plan: Partial<Record<keyof RunPlan, unknown>> = {
    nodes: Object.entries(places).map(([id, own]) => ({ id, places: own })),
    domains: racks.map((name) => ({ name, kind: 'rack', parents: [] })),
    checks: Object.entries(checks).map(([id, nodes]) => ({ id, of: { kind: 'nodes', nodes } })),
  };
  return plan as RunPlan;
}

const three = { n1: [], n2: [], n10: [] };
const all = ['n1', 'n2', 'n10'];

describe('what takes a majority', () => {
  it('is told once for each group that a check is about, with all checks that are', () => {
    const groups = quorumCuts(planOf(three, { one: all, other: all, pair: ['n1', 'n2'] }), 3);
    expect(groups.map(({ nodes, need, checks }) => [nodes, need, checks])).toEqual([
      [all, 2, ['one', 'other']],
      [['n1', 'n2'], 2, ['pair']],
    ]);
  });

  it('is not told of one node alone, nor for the check that every run has', () => {
    expect(quorumCuts(planOf(three, { single: ['n1'], 'no-program-errors': all }), 3)).toEqual([]);
    const checks: readonly CheckPlan[] = [];
    expect(quorumCuts({ ...planOf(three, {}), checks }, 3)).toEqual([]);
  });

  it('is fewest first, in natural order of names, and no more at a time than was asked', () => {
    const [own] = quorumCuts(planOf(three, { one: all }), 2);
    expect(own?.cuts).toEqual([
      ['n1', 'n2'],
      ['n1', 'n10'],
      ['n2', 'n10'],
    ]);
    const shared = { n1: ['rack-2'], n2: ['rack-2'], n10: ['rack-10'] };
    const [racked] = quorumCuts(planOf(shared, { one: all }), 2);
    expect(racked?.cuts.slice(0, 2)).toEqual([['rack-2'], ['n1', 'n2']]);
    expect(racked?.cuts.every((set) => set.length <= 2)).toBe(true);
    expect(quorumCuts(planOf(three, { one: all }), 1)[0]?.cuts).toEqual([]);
  });
});
