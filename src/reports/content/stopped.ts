import type { Report } from '../../run/report/report.ts';

/** What some reasons for an early end mean; those that say it themselves are not here. */
const stopReasons: ReadonlyMap<string, string> = new Map([
  ['max-events', 'a run has as many events as it may have, and may have gone on for ever'],
  ['time-stands-still', 'a workload without `think` asks again and again at one instant'],
  ['max-wall', 'the real time that was allowed is over'],
  [
    'max-memory',
    'the memory that Node may have is nearly used up (NODE_OPTIONS=--max-old-space-size=8192 gives it 8 GiB)',
  ],
  ['endless-step', 'a step of a program or a judgement did not come to an end'],
  ['unhandled-rejection', 'a promise was rejected, and nobody waited for it'],
]);

/** That not all was played to its end, and why; null when it was. */
export function stoppedSentence({ complete, stopped }: Report): string | null {
  if (complete) return null;
  const why = stopped === null ? '' : ` (${stopped})`;
  const meaning = stopReasons.get(stopped ?? '');
  const more = meaning === undefined ? '' : ` ${meaning};`;
  return `Stopped early${why}:${more} what was not finished is undecided.`;
}
