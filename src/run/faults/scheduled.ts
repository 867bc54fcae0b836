import { writtenFields } from '../../base/schema/written.ts';
import type { Value } from '../../base/units.ts';
import { isInstant } from '../../library/faults/define.ts';
import type { MatchPlan } from '../../scenario/plan/fault.ts';
import type { NthRange } from '../../scenario/plan/trigger.ts';
import { effectOf } from './targets/target.ts';
import type { FaultReport, ScheduledFault, ScheduledMatch } from '../report/report.ts';
import type { Strike } from './strike.ts';

/** One strike, as the report's table of faults has it. */
export function reportOf(strike: Strike): FaultReport {
  const { plan, targets, fromNs, untilNs, touched } = strike;
  return {
    id: plan.id,
    fault: plan.definition.name,
    summary: plan.summary,
    targets,
    from: fromNs,
    until: untilNs,
    touched,
  };
}

/** Strikes as the concrete schedule. Those of a series, or of what wears out, share their parameters. */
export function scheduleOf(strikes: readonly Strike[]): ScheduledFault[] {
  const written = new Map<object, Value>();
  return strikes.map((strike) => {
    const { definition, params } = strike.plan;
    const known = written.get(params) ?? writtenFields(definition.params, effectOf(strike.plan));
    written.set(params, known);
    return scheduledOf(strike, known);
  });
}

/** One strike as an entry of it: at an instant, on named targets, so long. */
function scheduledOf(strike: Strike, params: Value): ScheduledFault {
  const { plan, targets, fromNs, untilNs, endsNs } = strike;
  // As it was to be: a crash that ended a pause early stands in the schedule itself.
  const endNs = plan.while.length > 0 ? (untilNs ?? endsNs) : endsNs;
  return {
    id: plan.id,
    fault: plan.definition.name,
    at: fromNs,
    durationNs:
      isInstant(plan.definition, plan.match !== null) || endNs === null ? null : endNs - fromNs,
    targets,
    params,
    match: plan.match === null ? null : matchOf(plan.match),
    probabilityPpb: plan.probabilityPpb,
    while: plan.while.map(({ text }) => text),
    inside: plan.inside,
    drawnFrom: plan.drawnFrom,
  };
}

function matchOf({ message, op, where, nth, per }: MatchPlan): ScheduledMatch {
  return {
    message,
    op,
    where: where?.text ?? null,
    nth: nth === null ? null : nthText(nth),
    per,
  };
}

function nthText({ first, last }: NthRange): string {
  if (first === last) return String(first);
  return last === Infinity ? `${first}..` : `${first}..${last}`;
}
