import { printInstant } from '../../base/time.ts';
import type { CheckReport, FaultReport } from '../../run/report.ts';
import type { Case, Wanted } from './case.ts';

const mostFaults = 12;

function strikeText({ fault, targets, from, until, summary }: FaultReport): string {
  const whom = targets.join(', ');
  const end = until === null ? '' : ` until ${printInstant(until)}`;
  const label = summary === null ? '' : ` (${summary})`;
  return `  ${printInstant(from)}  ${fault} ${whom}${end}${label}`;
}

function violationText(check: CheckReport): string {
  const at = check.at === null ? '' : `${printInstant(check.at)}  `;
  return `  ${at}${check.check} is violated: ${check.witness?.why ?? 'see the report'}`;
}

/** The story of a minimal scenario, as lines of a comment: what strikes, and what it breaks. */
export function tellingOf(
  { run }: Case,
  { check }: Wanted,
  origin: { readonly scenario: string; readonly variant: string | null; readonly seed: string },
): string[] {
  const of = origin.variant === null ? origin.scenario : `${origin.scenario}/${origin.variant}`;
  const violated = run.checks.find(({ id }) => id === check);
  const strikes = run.faults.filter(({ touched }) => touched > 0);
  const rest = strikes.length - mostFaults;
  const isReseeded = run.seed !== origin.seed;
  return [
    `Found in ${of} with seed ${origin.seed}, and made as small as it gets.`,
    ...(isReseeded
      ? [`All else is drawn as with seed ${run.seed}, which needs fewer faults.`]
      : []),
    ...(strikes.length === 0 ? ['Nothing needs to go wrong for it:'] : ['What happens:']),
    ...strikes.slice(0, mostFaults).map(strikeText),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
    ...(violated === undefined ? [] : [violationText(violated)]),
  ];
}
