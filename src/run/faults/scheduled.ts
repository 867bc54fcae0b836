import type { Value } from '../../base/units.ts';
import type { FaultReport, ScheduledFault } from '../report.ts';
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

/** One strike as an entry of the concrete schedule: at an instant, on named targets, so long. */
export function scheduledOf(strike: Strike): ScheduledFault {
  const { plan, targets, fromNs, untilNs, endsNs } = strike;
  const endNs = untilNs ?? endsNs;
  return {
    id: plan.id,
    fault: plan.definition.name,
    at: fromNs,
    durationNs: plan.definition.instant || endNs === null ? null : endNs - fromNs,
    targets,
    params: plainValue(plan.params),
  };
}

/** Keys of a fault as plain data; a formula is given as it was written. */
function plainValue(value: unknown): Value {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
      return value;
    case 'object': {
      if (value === null) return null;
      if (Array.isArray(value)) return value.map(plainValue);
      if ('evaluate' in value && 'text' in value) return plainValue(value.text);
      const entries = Object.entries(value).filter(([, part]) => part !== undefined);
      return Object.fromEntries(entries.map(([key, part]) => [key, plainValue(part)]));
    }
    default:
      return null;
  }
}
