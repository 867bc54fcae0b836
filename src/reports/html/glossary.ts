import type { CheckReport, Report } from '../../run/report/report.ts';
import { block, inline, type Markup } from './markup.ts';

/** What each verdict says, for somebody who was not there. */
const meanings: Readonly<Record<CheckReport['verdict'], string>> = {
  held: 'The property was put to the test and was not broken.',
  violated: 'It was broken; the report says when, and by which events.',
  vacuous: 'Nothing put it to the test: no evidence, so no pass.',
  undecided: 'The run or the search ended too early to say; something good may still have come.',
  'out-of-model':
    'The schedule did what the model of the scenario does not allow, so the design is not to blame.',
  unachievable: 'The good thing could not come: too few nodes were ever up and connected.',
};

/** The verdicts of a report in words: only those that are in it. */
export function glossary({ runs }: Report): Markup | null {
  const seen = new Set(runs.flatMap((run) => run.checks.map(({ verdict }) => verdict)));
  const entries = Object.entries(meanings).filter(([word]) =>
    [...seen].some((verdict) => verdict === word),
  );
  if (entries.length === 0) return null;
  return block(
    'dl',
    {},
    ...entries.flatMap(([word, meaning]) => [inline('dt', {}, word), inline('dd', {}, meaning)]),
  );
}
