import { isolated, printable } from '../../base/text/cells.ts';
import { printDuration } from '../../base/time.ts';
import type { Run } from '../../run/report/report.ts';
import type { Selection } from '../define.ts';
import { counted, grouped } from './count.ts';
import { repeatLine, reproduceLine } from './reproduce.ts';
import { checkIds, type ScenarioRuns, standingOf, type Strand, strandNoun } from './strands.ts';
import type { Table } from './table.ts';

/** Runs that are told in full, and commands that give them again. */
export const mostStories = 8;
const mostTraces = 8;
const digestLetters = 23;

/** `8 verdicts in 2 variants, all as expected`. */
export function tally(scenario: ScenarioRuns): string {
  const standings = scenario.strands.flatMap((strand) =>
    checkIds(strand.runs).flatMap((id) => standingOf(strand, id) ?? []),
  );
  const surprises = standings.filter(({ standing }) => standing !== 'ok').length;
  const violated = standings.filter(
    ({ standing, verdict }) => standing === 'ok' && verdict === 'violated',
  ).length;
  const { strands } = scenario;
  const all = counted(standings.length, 'verdict');
  const where = strands.length > 1 ? ` in ${counted(strands.length, strandNoun(strands))}` : '';
  if (surprises > 0) return `${surprises} of ${all}${where} not as expected`;
  const wanted = violated > 0 ? `; ${counted(violated, 'violation')} among them` : '';
  return `${all}${where}, all as expected${wanted}`;
}

/** The least of some numbers before the most, as it is printed; one that all share stands alone. */
function spread(numbers: readonly number[], print: (number: number) => string): string {
  const least = numbers.reduce((one, other) => Math.min(one, other), Infinity);
  const most = numbers.reduce((one, other) => Math.max(one, other), 0);
  return least === most ? print(most) : `${print(least)} to ${print(most)}`;
}

/** `seed 42, 1m of virtual time, 2 to 3 nodes`: variants and cells may differ in all of these. */
export function facts({ runs }: ScenarioRuns): string {
  const [run] = runs;
  if (run === undefined) return '';
  const seeds = new Set(runs.map(({ seed }) => seed));
  const durations = runs.map(({ durationNs }) => durationNs);
  const sizes = runs.map(({ nodes }) => nodes.length);
  const most = sizes.reduce((one, other) => Math.max(one, other), 0);
  return [
    seeds.size === 1 ? `seed ${run.seed}` : counted(seeds.size, 'seed'),
    `${spread(durations, printDuration)} of virtual time`,
    `${spread(sizes, grouped)} ${most === 1 ? 'node' : 'nodes'}`,
  ].join(', ');
}

/** A run among the others of its scenario: `two-nodes, seed 4`. */
function runLabel({ label, runs }: Strand, { seed }: Run): string {
  return runs.length > 1 ? `${label}, seed ${seed}` : label;
}

/** Things a reader should know, each once, and of which run it is unless it is of all. */
export function notesOf(scenario: ScenarioRuns): string[] {
  const owners = new Map<string, string[]>();
  for (const strand of scenario.strands) {
    for (const run of strand.runs) {
      for (const note of new Set(run.notes))
        owners.set(note, [...(owners.get(note) ?? []), runLabel(strand, run)]);
    }
  }
  return [...owners].map(([note, [first, ...others]]) => {
    if (others.length + 1 === scenario.runs.length) return note;
    const rest =
      others.length === 0 ? '' : ` and ${counted(others.length, 'more run', 'more runs')}`;
    return `${isolated(printable(first ?? ''))}${rest}: ${note}`;
  });
}

/** The fingerprints of the runs, and how many more there are. */
export function traceTable(scenario: ScenarioRuns): Table & { readonly rest: number } {
  const rows = scenario.strands.flatMap((strand) =>
    strand.runs.map((run) => {
      const { digest, events } = run.trace;
      const texts = [
        digest.slice(0, digestLetters),
        counted(events, 'event'),
        runLabel(strand, run),
      ];
      return texts.map((text) => ({ text, tone: 'quiet' as const }));
    }),
  );
  const columns = [{ title: '', least: digestLetters }, { title: '' }, { title: '' }];
  const rest = rows.length - mostTraces;
  return { columns, rows: rows.slice(0, mostTraces), rest: rest > 0 ? rest : 0 };
}

/** The commands that give the runs again that are not as expected, or all of them. */
export function commandsOf(scenario: ScenarioRuns, selection: Selection | undefined): string[] {
  const failing = scenario.runs.filter((run: Run) => run.verdict !== 'pass').slice(0, mostStories);
  return scenario.verdict === 'pass' || failing.length === 0
    ? [repeatLine(scenario.runs, selection)]
    : failing.map((run) => reproduceLine(run, selection));
}

/** `3 of 4 scenarios as expected`. */
export function scenarioTally(scenarios: readonly ScenarioRuns[]): string {
  const passed = scenarios.filter(({ verdict }) => verdict === 'pass').length;
  return `${grouped(passed)} of ${counted(scenarios.length, 'scenario')} as expected`;
}

/** The name of a scenario among others, with its file where two have one name. */
export function nameAmong(scenario: ScenarioRuns, scenarios: readonly ScenarioRuns[]): string {
  const { name, file } = scenario;
  return scenarios.filter((other) => other.name === name).length > 1 ? `${name} (${file})` : name;
}
