import { printable } from '../../base/text/cells.ts';
import type { RenderOptions } from '../define.ts';
import type { Case } from './cases.ts';
import { whyOf, verdictSentence } from './grounds.ts';
import { momentLine } from '../moments.ts';
import { reproduceLine } from './reproduce.ts';
import { counted } from './count.ts';

const mostEvents = 30;

/** Why it came out so, as far as it can be told. */
function reasonFor({ run, check }: Case): string | undefined {
  const told = whyOf(check, run);
  if (told !== undefined) return printable(told);
  const isCut = check.verdict === 'undecided' && run.stopped !== null;
  return isCut ? `the run was stopped early (${run.stopped})` : undefined;
}

/** What happened and how to see it again, for people, in lines of plain text. */
export function evidenceLines(of: Case, { selection }: RenderOptions): string[] {
  const { run, check, result } = of;
  const events = check.witness?.events ?? [];
  const rest = events.length - mostEvents;
  const reason = reasonFor(of);
  const isExcused =
    result !== 'fail' && result !== 'unknown' && !check.expected.includes(check.verdict);
  return [
    verdictSentence(check),
    ...(check.observed === null ? [] : [`beyond its model it was seen to be ${check.observed}`]),
    ...(reason === undefined ? [] : [reason]),
    ...(isExcused ? ['seeds are judged together, and another one decides'] : []),
    // The last ones complete the evidence.
    ...(rest > 0 ? [`${counted(rest, 'earlier event')} left out`] : []),
    ...events.slice(rest > 0 ? rest : 0).map((event) => momentLine(event, run.units)),
    reproduceLine(run, selection),
  ];
}

/** The same in one line: `violated at 16.514s, expected held: token 3 accepted after token 4`. */
export function evidenceSentence(of: Case): string {
  const reason = reasonFor(of);
  return verdictSentence(of.check) + (reason === undefined ? '' : `: ${reason}`);
}
