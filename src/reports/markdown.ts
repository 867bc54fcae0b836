import { sortedBy } from '../base/order.ts';
import { outcomeWord } from './banner.ts';
import { type ScenarioRuns, scenarioRuns } from './content/strands.ts';
import { nameAmong, scenarioTally, tally } from './content/summary.ts';
import { stoppedSentence } from './content/stopped.ts';
import { defineReporter } from './define.ts';
import { type Block, withinCharacters } from './markdown/budget.ts';
import { markdownText } from './markdown/escape.ts';
import { outcomeMarks, scenarioBlocks, tableText } from './markdown/sections.ts';

/** GitHub takes 65,536; what posts the comment may want to add something. */
const mostCharacters = 60_000;
const mostListed = 50;
const scenarioWords = ['scenario', 'scenarios'] as const;

/** Every scenario in a line, those that failed first of too many. */
function overview(scenarios: readonly ScenarioRuns[]): string {
  const failingFirst = sortedBy(scenarios, ({ verdict }) => (verdict === 'pass' ? 1 : 0));
  const listed = scenarios.length > mostListed ? failingFirst : scenarios;
  const columns = ['', 'scenario', ''].map((title) => ({ title }));
  const rows = listed.map((scenario) =>
    [outcomeMarks[scenario.verdict], nameAmong(scenario, scenarios), tally(scenario)].map(
      (text) => ({ text }),
    ),
  );
  return tableText({ columns, rows }, mostListed);
}

/** The report as a comment of a pull request. */
export const markdown = defineReporter({
  name: 'markdown',
  summary: 'The verdicts, what led to them and how to run it again, for a comment on GitHub.',
  extension: 'md',
  drawsMessages: true,
  render(report, { selection } = {}) {
    const scenarios = scenarioRuns(report.runs);
    const stopped = stoppedSentence(report);
    const isOne = scenarios.length === 1;
    const failing = scenarios.filter(({ verdict }) => verdict !== 'pass');
    const [word, mark] = [outcomeWord[report.verdict], outcomeMarks[report.verdict]];
    const first = [
      ...(isOne ? [] : [`## ${mark} ${word}: ${scenarioTally(scenarios)}\n`]),
      ...(stopped === null ? [] : [`${markdownText(stopped)}\n`]),
    ];
    const blocks: Block[] = [
      ...first.map((text) => ({ text, what: scenarioWords, rank: 0 })),
      ...(isOne || scenarios.length === 0
        ? []
        : [{ text: overview(scenarios), what: ['overview', 'overviews'] as const, rank: 1 }]),
      ...(isOne ? scenarios : failing).flatMap((scenario) =>
        scenarioBlocks(scenario, selection, {
          level: isOne ? '##' : '###',
          name: nameAmong(scenario, scenarios),
          isAlone: isOne,
        }),
      ),
    ];
    return withinCharacters(blocks, mostCharacters);
  },
});
