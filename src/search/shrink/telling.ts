import { printInstant } from '../../base/time.ts';
import type { CheckReport, FaultReport } from '../../run/report/report.ts';
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

/** Where a small scenario comes from. */
export interface Origin {
  readonly scenario: string;
  readonly variant: string | null;
  readonly seed: string;
  /** The seed whose draws that run had: a strategy may play a seed with those of another. */
  readonly drawnWith: string;
  /** How a search steered that run, as `--steer` has it; null: the seed says it all. */
  readonly steer: string | null;
}

/** What is told of a small scenario beside its run. */
export interface Telling {
  readonly wanted: Wanted;
  readonly origin: Origin;
  /** False: it was stopped before that was known. */
  readonly isMinimal: boolean;
}

function foundText({ origin, isMinimal }: Telling): string {
  const { scenario, variant, seed, steer } = origin;
  const of = variant === null ? scenario : `${scenario}/${variant}`;
  const how = steer === null ? '' : ` and --steer ${steer}`;
  const small = isMinimal
    ? 'made as small as it gets.'
    : 'made smaller until it was stopped: more of it may go.';
  return `Found in ${of} with seed ${seed}${how}, and ${small}`;
}

/** The story of a small scenario, as lines of a comment: what strikes, and what it breaks. */
export function tellingOf({ run }: Case, telling: Telling): string[] {
  const { check } = telling.wanted;
  const { seed, drawnWith, steer } = telling.origin;
  const why = steer === null ? 'which needs fewer faults' : 'and nothing is steered';
  const violated = run.checks.find(({ id }) => id === check);
  const strikes = run.faults.filter(({ touched }) => touched > 0);
  const rest = strikes.length - mostFaults;
  const isReseeded = run.seed !== seed && run.seed !== drawnWith;
  return [
    foundText(telling),
    ...(isReseeded ? [`All else is drawn as with seed ${run.seed}, ${why}.`] : []),
    ...(strikes.length === 0 ? ['Nothing needs to go wrong for it:'] : ['What happens:']),
    ...strikes.slice(0, mostFaults).map(strikeText),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
    ...(violated === undefined ? [] : [violationText(violated)]),
  ];
}
