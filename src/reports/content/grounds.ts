import { printInstant } from '../../base/time.ts';
import type { CheckReport, Run } from '../../run/report/report.ts';

/** Verdicts that come without evidence, in words. */
const meanings: ReadonlyMap<string, string> = new Map([
  ['vacuous', 'nothing put it to the test'],
  ['unachievable', 'too few nodes could be up and connected for it'],
]);

/** Why a verdict came without evidence; what could not be decided has a note that says so. */
function meaningOf({ id, verdict }: CheckReport, { notes }: Run): string | undefined {
  const doubt = `${id} is undecided: `;
  return meanings.get(verdict) ?? notes.find((note) => note.startsWith(doubt))?.slice(doubt.length);
}

/** Why a check got its verdict, in words; undefined where there is nothing to say. */
export function whyOf(check: CheckReport, run: Run): string | undefined {
  return check.witness?.why ?? meaningOf(check, run);
}

/** `violated at 16.514s, expected held`; `violated at 16.514s, as expected`. */
export function verdictSentence({ verdict, at, expected }: CheckReport): string {
  const when = at === null ? '' : ` at ${printInstant(at)}`;
  const said = expected.includes(verdict) ? 'as expected' : `expected ${expected.join(' or ')}`;
  return `${verdict}${when}, ${said}`;
}
