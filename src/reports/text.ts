import { isolated } from '../base/cells.ts';
import { printDuration } from '../base/time.ts';
import type { Report, Run } from '../run/report.ts';
import { banner, outcomePaint, outcomeWord } from './banner.ts';
import { defineReporter, type RenderOptions, type Selection } from './define.ts';
import { stoppedSentence } from './stopped.ts';
import { faultLines } from './text/faults.ts';
import { ledgerLines } from './text/ledger.ts';
import { metricLines } from './text/metrics.ts';
import { nemesisLines } from './text/nemesis.ts';
import { repeatLine, reproduceLine } from './text/reproduce.ts';
import { type ScenarioRuns, scenarioRuns } from './text/strands.ts';
import { storyLines, toldRuns } from './text/story.ts';
import { counted, grouped, paragraph, type Style, styleOf } from './text/style.ts';
import { tableLines } from './text/table.ts';
import { tally } from './text/tally.ts';
import { verdictLines } from './text/verdicts.ts';

const mostStories = 8;
const mostTraces = 8;
const digestLetters = 23;

function facts(scenario: ScenarioRuns): string {
  const [run] = scenario.runs;
  if (run === undefined) return '';
  const seeds = new Set(scenario.runs.map(({ seed }) => seed));
  const seeded = seeds.size === 1 ? `seed ${run.seed}` : counted(seeds.size, 'seed');
  return [
    seeded,
    `${printDuration(run.durationNs)} of virtual time`,
    counted(run.nodes.length, 'node'),
  ].join(', ');
}

function titled(title: string, lines: readonly string[], { paint }: Style): string[] {
  return lines.length === 0 ? [] : ['', paint.strong(title), ...lines];
}

function noteLines(scenario: ScenarioRuns, style: Style): string[] {
  const notes = new Set(scenario.runs.flatMap((run) => run.notes));
  return [...notes].flatMap((note) => paragraph(`${style.glyphs.dash} ${note}`, style, 2, 4));
}

function traceLines(scenario: ScenarioRuns, style: Style): string[] {
  const { paint } = style;
  const runs = scenario.strands.flatMap((strand) =>
    strand.runs.map((run) => {
      const { digest, events } = run.trace;
      const seed = strand.runs.length > 1 ? `, seed ${run.seed}` : '';
      const texts = [digest.slice(0, digestLetters), counted(events, 'event'), strand.label + seed];
      return texts.map((cell) => ({ text: cell, paint: paint.quiet }));
    }),
  );
  const columns = [{ title: '', least: digestLetters }, { title: '' }, { title: '' }];
  const shown = tableLines(columns, runs.slice(0, mostTraces), style);
  const rest = runs.length - mostTraces;
  return rest > 0
    ? [...shown, paint.quiet(`  and ${counted(rest, 'more run', 'more runs')}`)]
    : shown;
}

function reproduceLines(
  scenario: ScenarioRuns,
  selection: Selection | undefined,
  style: Style,
): string[] {
  const failing = scenario.runs.filter((run: Run) => run.verdict !== 'pass').slice(0, mostStories);
  const lines =
    scenario.verdict === 'pass' || failing.length === 0
      ? [repeatLine(scenario.runs, selection)]
      : failing.map((run) => reproduceLine(run, selection));
  // A command is never wrapped: it must survive copying.
  return titled(
    'Reproduce',
    lines.map((line) => `  ${line}`),
    style,
  );
}

function scenarioLines(scenario: ScenarioRuns, options: RenderOptions, style: Style): string[] {
  const { paint } = style;
  const summary = scenario.runs[0]?.summary ?? null;
  const stories = toldRuns(scenario.strands, mostStories).flatMap((told) => {
    const lines = storyLines(told, style);
    return lines.length === 0 ? [] : ['', ...lines];
  });
  return [
    `${banner(scenario.verdict, paint)}  ${paint.strong(isolated(scenario.name))}`,
    ...paragraph(tally(scenario), style, 0),
    ...(summary === null ? [] : ['', ...paragraph(summary, style, 2)]),
    ...paragraph(facts(scenario), style, 2).map((line) => paint.quiet(line)),
    ...titled('Verdicts', verdictLines(scenario, style), style),
    ...stories,
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
  const passed = scenarios.filter(({ verdict }) => verdict === 'pass').length;
  const said = `${grouped(passed)} of ${counted(scenarios.length, 'scenario')} as expected`;
  const called = (scenario: ScenarioRuns): string =>
    scenarios.filter(({ name }) => name === scenario.name).length > 1
      ? `${scenario.name} (${scenario.file})`
      : scenario.name;
  const overview = tableLines(
    [{ title: '' }, { title: '' }, { title: '' }],
    scenarios.map((scenario) => [
      {
        text: outcomeWord[scenario.verdict],
        paint: outcomePaint(scenario.verdict, style.paint),
      },
      { text: called(scenario) },
      { text: tally(scenario) },
    ]),
    style,
  );
  const failing = scenarios.filter(({ verdict }) => verdict !== 'pass');
  const rule = style.paint.quiet(style.glyphs.lying.repeat(Math.min(style.columns, 100)));
  return [
    `${banner(report.verdict, style.paint)}  ${said}`,
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
