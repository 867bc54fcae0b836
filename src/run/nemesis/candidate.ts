import type { NodeId } from '../../base/units.ts';
import type { FaultPlan, PoolFault } from '../../scenario/plan/fault.ts';
import type { Target } from '../../scenario/selector.ts';
import type { Random } from '../../world/program/node.ts';
import type { Link } from '../../world/verbs.ts';
import type { World } from '../../world/world.ts';
import { theseLinks, theseNodes } from '../faults/targets/explicit.ts';
import { MessageDraws } from '../faults/rules/message-draws.ts';
import type { Selection } from '../faults/targets/selection.ts';
import { effectOf, takeAim } from '../faults/targets/target.ts';
import type { Aimed } from '../faults/targets/target.ts';
import type { Outage } from './forecast.ts';
import { Rehearsal } from './rehearsal.ts';

/** Shares are in parts per billion. */
const whole = 1_000_000_000;

/** What a turn has drawn: which fault of the pool, and how long it is to last. */
export interface Lot {
  readonly turn: number;
  readonly from: PoolFault;
  /** Null: an instant, or until the nemesis ends. */
  readonly durationNs: number | null;
}

/** A drawn fault as it would begin now. */
export interface Candidate {
  /** With plain `at` and `duration`, and explicit nodes. */
  readonly plan: FaultPlan;
  /** What it takes out of service, one for each phase of its length. */
  readonly outages: readonly Outage[];
}

function isLinks(targets: readonly NodeId[] | readonly Link[]): targets is readonly Link[] {
  return targets.some((one) => typeof one === 'object');
}

/** Exactly those that were aimed at; a fault without a target has none here either. */
function explicit({ target, definition }: FaultPlan, { targets }: Aimed): Target {
  if (target.kind === 'none' && (definition.arrangement === null || targets.length === 0)) {
    return target;
  }
  if (target.kind === 'domains')
    return { kind: 'domains', selector: theseNodes(targets as readonly string[]) };
  return isLinks(targets)
    ? { kind: 'several', selectors: theseLinks(targets) }
    : { kind: 'nodes', selector: theseNodes(targets) };
}

/**
 * A lot as it would begin now: roles as they are held, draws as they fall. Null when its target is
 * empty: no node holds the role.
 */
export function candidateOf(
  lot: Lot,
  untilNs: number,
  world: World,
  selection: Selection,
): Candidate | null {
  const { fault } = lot.from;
  const { engine, ids } = world;
  const id = `${fault.id}-${lot.turn}`;
  // A role is settled here, also for a fault on messages: what is drawn has explicit nodes.
  const aimed = takeAim({ ...fault, match: null }, ids, selection, `nemesis ${id}`);
  if (aimed.isEmpty) return null;
  const { nowNs } = engine;
  const endsNs = lot.durationNs === null ? untilNs : Math.min(untilNs, nowNs + lot.durationNs);
  const durationNs = endsNs - nowNs;
  const { instant } = fault.definition;
  const plan: FaultPlan = {
    ...fault,
    id,
    params: effectOf(fault),
    target: explicit(fault, aimed),
    schedule: { kind: 'at', at: { kind: 'constant', ns: nowNs } },
    duration: instant ? null : { kind: 'constant', ns: durationNs },
    drawnFrom: fault.id,
  };
  const length = instant ? 0 : durationNs;
  const window = { occurrence: 0, fromNs: nowNs, untilNs: nowNs + length };
  return { plan, outages: rehearsed(plan, aimed.targets, window, world) };
}

/** The time of an occurrence of a fault. */
export interface OccurrenceWindow {
  /** Which one, from 0: it says what it draws. */
  readonly occurrence: number;
  readonly fromNs: number;
  /** Null: to the end. */
  readonly untilNs: number | null;
}

/** What an occurrence takes out of service, phase by phase, drawing as it will or has done. */
export function rehearsed(
  plan: FaultPlan,
  targets: Aimed['targets'],
  { occurrence, fromNs, untilNs }: OccurrenceWindow,
  world: World,
): readonly Outage[] {
  const { id, definition, params } = plan;
  const takesAll = plan.match === null && plan.probabilityPpb === whole;
  const stream = world.engine.draws.stream(`fault ${id}`).child(`occurrence ${occurrence}`);
  const draws = (elapsedNs: () => number): Random =>
    new MessageDraws(stream.child('own'), () => fromNs + elapsedNs()).random;
  const lengthNs = (untilNs ?? Infinity) - fromNs;
  const rehearsal = new Rehearsal(world, draws);
  rehearsal.play(definition, targets, params, lengthNs, takesAll);
  return rehearsal.phases(lengthNs).map((phase) => ({
    id,
    fromNs: fromNs + phase.fromNs,
    untilNs: phase.untilNs === Infinity ? null : fromNs + phase.untilNs,
    blocked: phase.blocked,
  }));
}
