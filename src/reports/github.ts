import { printable } from '../base/text/cells.ts';
import type { Report } from '../run/report/report.ts';
import { outcomeWord } from './banner.ts';
import { defineReporter, type RenderOptions } from './define.ts';
import { evidenceLines } from './content/evidence.ts';
import { type Annotation, commandLines } from './github/command.ts';
import { summaryMarkdown } from './github/summary.ts';
import { shareLines, type Surprise, surprises, titleOf } from './github/surprises.ts';
import { stoppedSentence } from './content/stopped.ts';
import { pathOf } from './content/reproduce.ts';
import { type ScenarioRuns, scenarioRuns } from './content/strands.ts';
import { tally } from './content/summary.ts';

/** A scenario in the log of the step. No line of it may begin as a command does. */
function logLine(scenario: ScenarioRuns): string {
  const kinds = scenario.runs.flatMap(({ coverage }) => coverage.map(({ fault }) => fault));
  const faults = kinds.length === 0 ? '' : `; faults: ${[...new Set(kinds)].join(', ')}`;
  const said = `${scenario.name}  ${tally(scenario)}${faults}`;
  return `${outcomeWord[scenario.verdict]}  ${printable(said)}`;
}

/**
 * Where its check is written, else the file of its scenario, with the path from the top of the
 * repository; nowhere for what came through a pipe.
 */
function placeOf(
  { shown, check }: Surprise,
  { selection }: RenderOptions,
): Pick<Annotation, 'file' | 'line'> {
  const path = pathOf(shown.run, selection);
  if (path === '-') return { file: null, line: null };
  const { file, line } = selection?.placeOf?.(shown.run, check) ?? { file: path, line: null };
  return { file: file.replace(/^(\.\/)+/, ''), line };
}

function annotationOf(surprise: Surprise, options: RenderOptions): Annotation {
  return {
    severity: surprise.result === 'fail' ? 'error' : 'warning',
    ...placeOf(surprise, options),
    title: printable(titleOf(surprise)),
    message: [...shareLines(surprise), ...evidenceLines(surprise.shown, options)].join('\n'),
  };
}

function annotationsOf(
  report: Report,
  scenarios: readonly ScenarioRuns[],
  options: RenderOptions,
): Annotation[] {
  const stopped = stoppedSentence(report);
  const whole = { severity: 'warning', file: null, line: null, title: 'fault-sim' } as const;
  return [
    ...(stopped === null ? [] : [{ ...whole, message: stopped }]),
    ...surprises(scenarios).map((surprise) => annotationOf(surprise, options)),
  ];
}

/** What is not as expected, as annotations alone; empty when all is. */
export function annotationText(report: Report, options: RenderOptions): string {
  const annotations = annotationsOf(report, scenarioRuns(report.runs), options);
  return commandLines(annotations)
    .map((line) => `${line}\n`)
    .join('');
}

/** The report as the log of a step of GitHub Actions. */
export const github = defineReporter({
  name: 'github',
  summary:
    'A line for each scenario, and annotations of its file for what is not as expected, for GitHub Actions.',
  extension: 'txt',
  render(report, options = {}) {
    const scenarios = scenarioRuns(report.runs);
    const annotations = annotationsOf(report, scenarios, options);
    const lines = [...scenarios.map(logLine), ...commandLines(annotations)];
    return `${lines.join('\n')}\n`;
  },
  stepSummary: summaryMarkdown,
});
