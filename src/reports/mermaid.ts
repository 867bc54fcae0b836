import { outcomeWord } from './banner.ts';
import { counted } from './content/count.ts';
import { scenarioRuns } from './content/strands.ts';
import { mostStories } from './content/summary.ts';
import { toldRuns, untoldSentence } from './content/told.ts';
import { defineReporter } from './define.ts';
import { sequenceText } from './mermaid/sequence.ts';

/** The stories of the text report, one under another: a file holds one diagram. */
export const mermaid = defineReporter({
  name: 'mermaid',
  summary: 'What led to the verdicts as a Mermaid sequence diagram, for pages that draw such.',
  extension: 'mmd',
  drawsMessages: true,
  render(report) {
    const scenarios = scenarioRuns(report.runs);
    const failing = scenarios.filter(({ verdict }) => verdict !== 'pass');
    const shown = failing.length > 0 ? failing : scenarios;
    const all = shown.flatMap(({ strands }) => toldRuns(strands, mostStories));
    const stories = all.slice(0, mostStories);
    const left = all.length - stories.length;
    const untold = [
      ...shown.flatMap(({ strands }) => untoldSentence(strands, mostStories) ?? []),
      ...(left > 0 ? [`${counted(left, 'more run')} left out.`] : []),
    ];
    const [only] = scenarios;
    const what =
      only !== undefined && scenarios.length === 1
        ? only.name
        : counted(scenarios.length, 'scenario');
    const title = `${outcomeWord[report.verdict]} ${what}`;
    return sequenceText(stories, { title, isHeaded: true, untold });
  },
});
