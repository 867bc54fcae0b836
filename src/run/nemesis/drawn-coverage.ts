import type { FaultPlan } from '../../scenario/plan/fault.ts';
import type { Coverage } from '../report/report.ts';

/** What all that was drawn of one fault of the pool did; with a reason when that is nothing. */
export function drawnCoverage(
  { id, definition }: FaultPlan,
  drawn: readonly Coverage[],
  isInSwarm: boolean,
): Coverage {
  const touched = drawn.reduce((sum, one) => sum + one.touched, 0);
  const never = isInSwarm ? 'the nemesis did not begin it' : 'it is not in the swarm of this seed';
  const note = touched > 0 ? null : (drawn[0]?.note ?? never);
  const occurrences = drawn.reduce((sum, one) => sum + one.occurrences, 0);
  return { id, fault: definition.name, occurrences, touched, pool: true, note };
}
