import type { NodeId } from '../../base/units.ts';
import type { FaultPlan } from '../../scenario/plan/fault.ts';
import type { Target, Term } from '../../scenario/selector.ts';
import type { World } from '../../world/world.ts';
import type { FaultPlayer } from '../faults/player.ts';
import type { Selection } from '../faults/targets/selection.ts';
import type { Strike } from '../faults/strike.ts';
import { effectOf, takeAim, widestTarget } from '../faults/targets/target.ts';
import { rehearsed } from './candidate.ts';
import type { Outage } from './forecast.ts';

/** All that a fault could strike; one that chooses links among nodes could choose any of them. */
function reachOf(plan: FaultPlan, all: readonly NodeId[]): Target {
  const target = widestTarget(plan.target, all);
  const { arrangement } = plan.definition;
  if (arrangement === null || !Object.hasOwn(plan.params, arrangement.key)) return target;
  const everybody = { text: 'all', terms: [allOf(all)], except: null };
  const among = target.kind === 'nodes' ? target.selector : everybody;
  return { kind: 'links', selector: { text: among.text, from: among, to: among, both: true } };
}

function allOf(nodes: readonly NodeId[]): Term {
  return { amount: null, base: { kind: 'nodes', nodes } };
}

/**
 * What faults of the file take out of service: those that are active (`active`: not the nemesis's
 * own), and single ones that will begin at a known instant. Whom these will strike is not known yet
 * when it is drawn or depends on a role: all whom they could strike are counted.
 */
export function outagesOf(
  scheduled: readonly FaultPlayer[],
  active: readonly Strike[],
  world: World,
  selection: Selection,
): readonly Outage[] {
  const now = active.flatMap((strike) => ofStrike(strike, world));
  const toCome = scheduled.flatMap((player): readonly Outage[] => {
    const { plan, foreseen } = player;
    if (foreseen === null) return [];
    const wide = { ...plan, target: reachOf(plan, world.ids), params: effectOf(plan), match: null };
    const { targets } = takeAim(wide, world.ids, selection, plan.id);
    return rehearsed(plan, targets, { occurrence: 0, ...foreseen }, world);
  });
  return [...now, ...toCome];
}

/**
 * What an active strike takes out of service, now and later: of one on nodes that does things in its own
 * time all its phases are known. What cuts links may cut them again, and is taken to.
 */
function ofStrike(
  { plan, occurrence, targets, fromNs, endsNs, blocked }: Strike,
  world: World,
): readonly Outage[] {
  if (blocked === null) return [];
  if (blocked.lasts || plan.definition.targets === 'links') {
    return [{ id: plan.id, fromNs, untilNs: endsNs, blocked }];
  }
  return rehearsed(plan, targets, { occurrence, fromNs, untilNs: endsNs }, world);
}
