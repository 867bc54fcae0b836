import { compareNatural, sortedBy } from '../base/order.ts';
import type { NodeId } from '../base/units.ts';
import type { CheckPlan } from '../scenario/plan/check.ts';
import type { RunPlan } from '../scenario/scenario.ts';
import { CutSets } from '../world/cut-sets.ts';
import type { CutSet } from '../world/cut-sets.ts';
import { majority } from '../world/program/node.ts';
import { groupOf } from './checks/group.ts';

/** What takes the majority of one group of nodes. */
export interface QuorumCuts {
  /** The nodes of which a majority is wanted, in natural order. */
  readonly nodes: readonly NodeId[];
  readonly need: number;
  /** Checks that are about this group. */
  readonly checks: readonly string[];
  /** Domains and nodes of which the failure leaves no majority, fewest first. */
  readonly cuts: readonly CutSet[];
}

/** Every run has these; they are about nobody's quorum. */
const implicit = 'no-program-errors';

/** For each group that a check of a run is about, what takes its majority; at most so many at a time. */
export function quorumCuts(plan: RunPlan, most: number): readonly QuorumCuts[] {
  const groups = new Map<string, { nodes: readonly NodeId[]; checks: CheckPlan[] }>();
  for (const check of plan.checks) {
    if (check.id === implicit) continue;
    const nodes = groupOf(check, plan);
    if (nodes.length < 2) continue;
    const key = nodes.join('\n');
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { nodes, checks: [check] });
    else known.checks.push(check);
  }
  const places = new Map(plan.nodes.map(({ id, places: own = [] }) => [id, own]));
  const sets = new CutSets(plan.domains ?? [], most);
  return [...groups.values()].map(({ nodes, checks }) => {
    const need = majority(nodes);
    const placed = nodes.map((id) => ({ id, places: places.get(id) ?? [] }));
    const cuts = sets
      .ofQuorum(placed, need)
      .map((set) => sortedBy(set, (name) => name, compareNatural));
    return {
      nodes,
      need,
      checks: checks.map(({ id }) => id),
      cuts: sortedBy(
        sortedBy(cuts, (set) => set.join(' '), compareNatural),
        ({ length }) => length,
      ),
    };
  });
}
