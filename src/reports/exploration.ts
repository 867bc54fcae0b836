import { isolated, printable } from '../base/text/cells.ts';
import type { DesignReport, ExplorationReport, Failure } from '../search/exploration-report.ts';
import { banner } from './banner.ts';
import type { RenderOptions } from './define.ts';
import { reproduceLine } from './content/reproduce.ts';
import { counted, grouped } from './content/count.ts';
import { paragraph, type Style, styleOf } from './text/style.ts';
import type { Cell } from './content/table.ts';
import { tableLines } from './text/table.ts';

/** How a search is told. */
export interface ExplorationLooks extends RenderOptions {
  /** Only the last line. */
  readonly isQuiet?: boolean;
}

const mostFailures = 20;
const perPercent = 10_000_000;

/** `split/fenced/load=2`: a design's name among others. */
function nameOf({
  scenario,
  variant,
  cell,
}: Pick<DesignReport, 'scenario' | 'variant' | 'cell'>): string {
  return [scenario, variant, cell].filter((part) => part !== null).join('/');
}

/** Whether all runs together gave the check of a failure a verdict that its scenario expects. */
function isCovered(failure: Failure, designs: readonly DesignReport[]): boolean {
  const design = designs.find((one) => nameOf(one) === nameOf(failure));
  const check = design?.checks.find(({ id }) => id === failure.check);
  return check?.expected.includes(check.verdict) ?? false;
}

/** `3 kinds of violation, 1 not expected`. What is no violation is there only when nobody expected it. */
function foundText({ designs, failures }: ExplorationReport): string {
  const violations = failures.filter(({ verdict }) => verdict === 'violated');
  const surprises = violations.filter(({ expected }) => !expected).length;
  const kinds = counted(violations.length, 'kind of violation', 'kinds of violation');
  const unexpected = surprises === 0 ? 'as expected' : `${grouped(surprises)} not expected`;
  const others = failures.filter(({ verdict }) => verdict !== 'violated');
  const covered = others.filter((failure) => isCovered(failure, designs)).length;
  const left = others.length - covered;
  return [
    violations.length === 0 ? 'nothing violated' : `${kinds}, ${unexpected}`,
    ...(left === 0 ? [] : [`${counted(left, 'other verdict')} not expected`]),
    // Another run decided: the search passes with it.
    ...(covered === 0 ? [] : [`${counted(covered, 'other verdict')} beside an expected one`]),
  ].join('; ');
}

/** `10,000 runs of 2 designs: 3 kinds of violation, 1 not expected`. */
function tally(report: ExplorationReport): string {
  const { designs } = report;
  const runs = designs.reduce((sum, design) => sum + design.runs, 0);
  const where = designs.length === 1 ? '' : ` of ${counted(designs.length, 'design')}`;
  const said = `${counted(runs, 'run')}${where}: ${foundText(report)}`;
  const missing = designs.flatMap(({ checks }) => checks.filter(isMissing)).length;
  return missing === 0
    ? said
    : `${said}; ${counted(missing, 'expected one', 'expected ones')} not found`;
}

/** It had to be violated in some run, and was in none of those that were played. */
function isMissing({ verdict, expected }: DesignReport['checks'][number]): boolean {
  const isQuiet = verdict === 'held' || verdict === 'vacuous';
  return isQuiet && expected.includes('violated') && !expected.includes(verdict);
}

function checkText({ verdict, verdicts, expected }: DesignReport['checks'][number], runs: number) {
  const count = verdicts[verdict] ?? 0;
  const share = count === runs ? verdict : `${verdict} in ${grouped(count)} of ${grouped(runs)}`;
  if (expected.length > 1 && expected.includes(verdict)) return `${share}, as allowed`;
  if (expected.includes(verdict)) return verdict === 'held' ? share : `${share}, as expected`;
  return `${share}, expected ${expected.join(' or ')}`;
}

function designLines(design: DesignReport, style: Style): string[] {
  const { paint, glyphs } = style;
  const rows = design.checks.map((check): Cell[] => {
    const isExpected = check.expected.includes(check.verdict);
    const isDoubt = !isExpected && check.verdict === 'undecided';
    const look = isExpected
      ? { glyph: glyphs.ok, tone: 'good' as const }
      : isDoubt
        ? { glyph: glyphs.doubt, tone: 'doubt' as const }
        : { glyph: glyphs.wrong, tone: 'bad' as const };
    const text = `${look.glyph} ${checkText(check, design.runs)}`;
    return [{ text: check.id }, { text, tone: look.tone }];
  });
  return [
    '',
    `${paint.strong(nameOf(design))}${paint.quiet(`  ${counted(design.runs, 'run')}`)}`,
    ...tableLines([{ title: '' }, { title: '' }], rows, style),
    ...stopLines(design, style),
    ...spaceLines(design, style),
  ];
}

/** Runs that were stopped: what they might have shown is not known. */
function stopLines({ stopped, runs }: DesignReport, style: Style): string[] {
  return Object.entries(stopped).flatMap(([reason, count]) => {
    const which = count === runs ? 'all runs' : `${grouped(count)} of ${counted(runs, 'run')}`;
    const said = `${which} stopped before the end (${reason})`;
    return paragraph(said, style, 2).map(style.paint.doubt);
  });
}

/** Designs of which no run was played: nothing else can be said of them. */
function unplayedLines(designs: readonly DesignReport[], style: Style): string[] {
  const names = designs.filter(({ runs }) => runs === 0).map(nameOf);
  if (names.length === 0) return [];
  return ['', ...paragraph(`Not played: ${names.join(', ')}`, style, 0, 2).map(style.paint.doubt)];
}

/** How much of a space was searched, for a strategy that could come to its end. */
function spaceLines({ space, runs }: DesignReport, style: Style): string[] {
  if (space === null) return [];
  const { extent, left, states, pruned } = space;
  const rest = left === null ? 'nobody knows how many are left' : `${grouped(left)} left`;
  const said = [
    `${extent}: ${counted(runs, 'run')}`,
    extent === 'complete' ? 'nothing is left to play' : rest,
    ...(states === null ? [] : [counted(states, 'state')]),
    ...(pruned === 0 ? [] : [`${counted(pruned, 'more run')} given up in a known state`]),
  ].join(', ');
  return paragraph(said, style, 2).map(
    extent === 'complete' ? style.paint.quiet : style.paint.doubt,
  );
}

/** A kind of violation, and what says how to play the run that was found. */
type Playable = Failure & Pick<ExplorationReport, 'set' | 'phase'> & Pick<DesignReport, 'file'>;

function failureLines(
  failure: Playable,
  played: number | null,
  options: RenderOptions,
  style: Style,
): string[] {
  const { check, verdict, expected, signature, seed, events, count } = failure;
  const runs = played === null ? '' : ` of ${grouped(played)}`;
  const paint = expected ? style.paint.strong : style.paint.bad;
  const said = `${isolated(printable(nameOf(failure)))}: ${isolated(printable(check))} ${verdict} in ${grouped(count)}${runs} runs`;
  const how = expected ? ', as expected' : '';
  return [
    ...paragraph(said + how, style, 2).map(paint),
    ...paragraph(signature, style, 4).map(style.paint.quiet),
    `    ${reproduceLine(failure, options.selection)}`,
    ...paragraph(`cheapest to read: seed ${seed}, ${counted(events, 'event')}`, style, 4).map(
      style.paint.quiet,
    ),
  ];
}

function foundLines(report: ExplorationReport, options: RenderOptions, style: Style): string[] {
  const { failures, designs, set, phase } = report;
  if (failures.length === 0) return [];
  const byName = new Map(designs.map((design) => [nameOf(design), design]));
  const inOrder = [
    ...failures.filter(({ expected }) => !expected),
    ...failures.filter(({ expected }) => expected),
  ];
  const rest = inOrder.length - mostFailures;
  return [
    '',
    style.paint.strong('Found'),
    ...inOrder.slice(0, mostFailures).flatMap((failure) => {
      const { file = '', runs = null } = byName.get(nameOf(failure)) ?? {};
      return failureLines({ ...failure, set, phase, file }, runs, options, style);
    }),
    ...(rest > 0 ? [style.paint.quiet(`  and ${counted(rest, 'more kind', 'more kinds')}`)] : []),
  ];
}

/** Faults that touched nothing: of a whole scenario where they did so in none of its designs. */
function idleFaults(designs: readonly DesignReport[]): { name: string; ids: readonly string[] }[] {
  const busy = new Set(
    designs.flatMap(({ scenario, faults }) =>
      faults.filter(({ runs }) => runs > 0).map(({ id }) => `${scenario}/${id}`),
    ),
  );
  const idle = new Map<string, Set<string>>();
  for (const design of designs) {
    const { scenario } = design;
    for (const { id, runs } of design.faults) {
      if (runs > 0 || design.runs === 0) continue;
      const name = busy.has(`${scenario}/${id}`) ? nameOf(design) : scenario;
      idle.set(name, (idle.get(name) ?? new Set()).add(id));
    }
  }
  return [...idle].map(([name, ids]) => ({ name, ids: [...ids] }));
}

function coverageLines({ designs, coverage }: ExplorationReport, style: Style): string[] {
  const { faults } = coverage;
  if (faults.of === 0) return [];
  const said = `${grouped(faults.reached)} of ${counted(faults.of, 'fault')} touched something in some run`;
  return [
    '',
    style.paint.strong('Coverage'),
    ...paragraph(said, style, 2),
    ...idleFaults(designs).flatMap(({ name, ids }) =>
      paragraph(`${style.glyphs.dash} ${name}: ${ids.join(', ')} never did`, style, 2, 4),
    ),
  ];
}

/** Per cent with as many digits as say something. */
function percent(ppb: number): string {
  const value = ppb / perPercent;
  const digits = value >= 10 ? 0 : value >= 1 ? 1 : value >= 0.1 ? 2 : 3;
  return `${value.toFixed(digits)} %`;
}

function boundLines({ bound, designs }: ExplorationReport, style: Style): string[] {
  if (bound.mostPpb === null) return [];
  const each = designs.length === 1 ? '' : ' of a design in which nothing was found';
  const said = `With 95 % confidence at most ${percent(bound.mostPpb)} of the runs${each} would find something, if their schedules are drawn as these were.`;
  return ['', style.paint.strong('Bound'), ...paragraph(said, style, 2)];
}

function shardLines({ shards }: ExplorationReport, style: Style): string[] {
  if (shards === null) return [];
  const here = shards.parts.map(({ index }) => index).join(', ');
  const parts = shards.parts.length === 1 ? 'Part' : 'Parts';
  return paragraph(
    `${parts} ${here} of ${shards.of}: the others are missing, report merge puts them together.`,
    style,
    0,
  ).map(style.paint.doubt);
}

function stoppedLines({ complete, stopped }: ExplorationReport, style: Style): string[] {
  if (complete) return [];
  const said = `Stopped early (${stopped ?? 'a part is not complete'}): what was not played is not known.`;
  return paragraph(said, style, 0).map(style.paint.doubt);
}

/** What a search found, for people; ends with a line feed. */
export function explorationText(report: ExplorationReport, options: ExplorationLooks = {}): string {
  const style = styleOf(options);
  const headline = `${banner(report.verdict, style.paint)}  ${tally(report)}`;
  if (options.isQuiet === true) return `${headline}\n`;
  const lines = [
    headline,
    ...paragraph(
      `seeds ${report.seeds}, strategy ${report.strategy}${report.phase ? ', only a core is mended' : ''}`,
      style,
      0,
    ).map(style.paint.quiet),
    ...shardLines(report, style),
    ...stoppedLines(report, style),
    ...report.designs.flatMap((design) => (design.runs === 0 ? [] : designLines(design, style))),
    ...unplayedLines(report.designs, style),
    ...foundLines(report, options, style),
    ...coverageLines(report, style),
    ...boundLines(report, style),
  ];
  return `${lines.join('\n')}\n`;
}
