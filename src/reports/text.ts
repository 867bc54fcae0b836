import { isolated } from '../base/text/cells.ts';
import type { Report } from '../run/report/report.ts';
import { banner, outcomeTone, outcomeWord } from './banner.ts';
import { counted } from './content/count.ts';
import { faultTable, idleFaults } from './content/faults.ts';
import { ledgerTable } from './content/ledger.ts';
import { nemesisSentences } from './content/nemesis.ts';
import { type ScenarioRuns, scenarioRuns } from './content/strands.ts';
import {
  commandsOf,
  facts,
  mostStories,
  nameAmong,
  notesOf,
  scenarioTally,
  tally,
  traceTable,
} from './content/summary.ts';
import { stoppedSentence } from './content/stopped.ts';
import { toldRuns, untoldSentence } from './content/told.ts';
import { defineReporter, type RenderOptions, type Selection } from './define.ts';
import { metricLines } from './text/metrics.ts';
import { storyLines } from './text/story.ts';
import { paragraph, type Style, styleOf } from './text/style.ts';
import { tableLines } from './text/table.ts';
import { verdictLines } from './text/verdicts.ts';

function titled(title: string, lines: readonly string[], { paint }: Style): string[] {
  return lines.length === 0 ? [] : ['', paint.strong(title), ...lines];
}

function noteLines(scenario: ScenarioRuns, style: Style): string[] {
  return notesOf(scenario).flatMap((note) =>
    paragraph(`${style.glyphs.dash} ${note}`, style, 2, 4),
  );
}

function faultLines(scenario: ScenarioRuns, style: Style): string[] {
  const { columns, rows } = faultTable(scenario);
  const idle = idleFaults(scenario).flatMap((reason) =>
    paragraph(`${style.glyphs.doubt} ${reason}`, style, 2, 4).map((line) =>
      style.paint.doubt(line),
    ),
  );
  return [...tableLines(columns, rows, style), ...idle];
}

function ledgerLines(scenario: ScenarioRuns, style: Style): string[] {
  const { columns, rows } = ledgerTable(scenario, style.glyphs);
  return tableLines(columns, rows, style);
}

function traceLines(scenario: ScenarioRuns, style: Style): string[] {
  const { columns, rows, rest } = traceTable(scenario);
  const shown = tableLines(columns, rows, style);
  return rest > 0
    ? [...shown, style.paint.quiet(`  and ${counted(rest, 'more run', 'more runs')}`)]
    : shown;
}

function nemesisLines(scenario: ScenarioRuns, style: Style): string[] {
  return nemesisSentences(scenario).flatMap((said) => paragraph(said, style, 2, 4));
}

function reproduceLines(
  scenario: ScenarioRuns,
  selection: Selection | undefined,
  style: Style,
): string[] {
  // A command is never wrapped: it must survive copying.
  const lines = commandsOf(scenario, selection).map((line) => `  ${line}`);
  return titled('Reproduce', lines, style);
}

function scenarioLines(scenario: ScenarioRuns, options: RenderOptions, style: Style): string[] {
  const { paint } = style;
  const summary = scenario.runs[0]?.summary ?? null;
  const stories = toldRuns(scenario.strands, mostStories).flatMap((told) => {
    const lines = storyLines(told, style);
    return lines.length === 0 ? [] : ['', ...lines];
  });
  const untold = untoldSentence(scenario.strands, mostStories);
  return [
    `${banner(scenario.verdict, paint)}  ${paint.strong(isolated(scenario.name))}`,
    ...paragraph(tally(scenario), style, 0),
    ...(summary === null ? [] : ['', ...paragraph(summary, style, 2)]),
    ...paragraph(facts(scenario), style, 2).map((line) => paint.quiet(line)),
    ...titled('Verdicts', verdictLines(scenario, style), style),
    ...stories,
    ...(untold === null
      ? []
      : ['', ...paragraph(untold, style, 0).map((line) => paint.quiet(line))]),
    ...titled('Faults', faultLines(scenario, style), style),
    ...titled('Nemesis', nemesisLines(scenario, style), style),
    ...titled('Requests', ledgerLines(scenario, style), style),
    ...titled('Metrics', metricLines(scenario, style), style),
    ...titled('Notes', noteLines(scenario, style), style),
    ...titled('Traces', traceLines(scenario, style), style),
    ...reproduceLines(scenario, options.selection, style),
  ];
}

function stoppedLines(report: Report, style: Style): string[] {
  const said = stoppedSentence(report);
  if (said === null) return [];
  return [...paragraph(said, style, 0).map((line) => style.paint.doubt(line)), ''];
}

/** Several scenarios: those that passed in a line each, the others in full below. */
function manyLines(
  report: Report,
  scenarios: readonly ScenarioRuns[],
  options: RenderOptions,
  style: Style,
): string[] {
  const overview = tableLines(
    [{ title: '' }, { title: '' }, { title: '' }],
    scenarios.map((scenario) => [
      { text: outcomeWord[scenario.verdict], tone: outcomeTone[scenario.verdict] },
      { text: nameAmong(scenario, scenarios) },
      { text: tally(scenario) },
    ]),
    style,
  );
  const failing = scenarios.filter(({ verdict }) => verdict !== 'pass');
  const rule = style.paint.quiet(style.glyphs.lying.repeat(Math.min(style.columns, 100)));
  return [
    `${banner(report.verdict, style.paint)}  ${scenarioTally(scenarios)}`,
    ...overview,
    ...failing.flatMap((scenario) => ['', rule, ...scenarioLines(scenario, options, style)]),
  ];
}

/** The report for people: what was judged, how it came to that, and how to see it again. */
export const text = defineReporter({
  name: 'text',
  summary: 'The verdicts, what led to them, and how to run it again, for people.',
  extension: 'txt',
  render(report, options = {}) {
    const style = styleOf(options);
    const scenarios = scenarioRuns(report.runs);
    const [only] = scenarios;
    const body =
      scenarios.length === 1 && only !== undefined
        ? scenarioLines(only, options, style)
        : manyLines(report, scenarios, options, style);
    return `${[...stoppedLines(report, style), ...body].join('\n')}\n`;
  },
});
