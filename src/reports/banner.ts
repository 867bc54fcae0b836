import type { Paint } from '../base/text/paint.ts';
import type { Outcome } from '../run/report/report.ts';
import type { Tone } from './content/table.ts';

/** The word for how everything together came out. */
export const outcomeWord: Readonly<Record<Outcome, string>> = {
  pass: 'PASS',
  fail: 'FAIL',
  unknown: 'UNKNOWN',
};

/** What that word means to a reader. */
export const outcomeTone: Readonly<Record<Outcome, Tone>> = {
  pass: 'good',
  fail: 'bad',
  unknown: 'doubt',
};

/** The word that a report begins with. */
export function banner(outcome: Outcome, paint: Paint): string {
  return paint[outcomeTone[outcome]](outcomeWord[outcome]);
}
