import type { Paint } from '../base/paint.ts';
import type { Outcome } from '../run/report.ts';

/** The word for how everything together came out. */
export const outcomeWord: Readonly<Record<Outcome, string>> = {
  pass: 'PASS',
  fail: 'FAIL',
  unknown: 'UNKNOWN',
};

/** Paints what says how everything together came out. */
export function outcomePaint(outcome: Outcome, paint: Paint): (text: string) => string {
  return { pass: paint.good, fail: paint.bad, unknown: paint.doubt }[outcome];
}

/** The word that a report begins with. */
export function banner(outcome: Outcome, paint: Paint): string {
  return outcomePaint(outcome, paint)(outcomeWord[outcome]);
}
