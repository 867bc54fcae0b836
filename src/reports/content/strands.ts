import { compactJson } from '../../base/json/json.ts';
import { sortedBy } from '../../base/order.ts';
import type { CheckReport, Outcome, Run } from '../../run/report/report.ts';

type Verdict = CheckReport['verdict'];

/** The runs that differ in nothing but their seed: one column of a table. */
export interface Strand {
  /** Variant and cell; the scenario's name when it has neither. */
  readonly label: string;
  readonly runs: readonly Run[];
}

/** All runs of one scenario. */
export interface ScenarioRuns {
  readonly name: string;
  /** The file's own name. */
  readonly file: string;
  readonly runs: readonly Run[];
  readonly strands: readonly Strand[];
  /** The worst of its runs. */
  readonly verdict: Outcome;
}

function gathered<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/** An axis of a cell: `links.defaults.latency=1ms` is a path and its value. */
function axesOf({ cell }: Run): { readonly path: string; readonly value: string }[] {
  const axes: { path: string; value: string }[] = [];
  for (const part of cell?.split(',') ?? []) {
    const at = part.indexOf('=');
    const last = axes.at(-1);
    // A value with a comma in it was split too.
    if (at < 0 && last !== undefined) last.value += `,${part}`;
    else axes.push({ path: part.slice(0, at), value: part.slice(at + 1) });
  }
  return axes;
}

/** The end of each path that is enough to tell it from the others: `latency`. */
function shortPaths(paths: readonly string[]): Map<string, string> {
  const ending = (path: string, parts: number): string => path.split('.').slice(-parts).join('.');
  const shortest = (path: string): string => {
    const others = paths.filter((other) => other !== path);
    for (let parts = 1; ; parts += 1) {
      const short = ending(path, parts);
      if (short === path || others.every((other) => ending(other, parts) !== short)) return short;
    }
  };
  return new Map(paths.map((path) => [path, shortest(path)]));
}

/** Names runs by variant and cell, without a seed that is an axis: seeds are judged together. */
function labelsFor(runs: readonly Run[]): (run: Run) => string {
  const paths = new Set(runs.flatMap((run) => axesOf(run).map(({ path }) => path)));
  const short = shortPaths([...paths]);
  return (run) => {
    const axes = axesOf(run)
      .filter(({ path }) => path !== 'seed')
      .map(({ path, value }) => `${short.get(path) ?? path}=${value}`);
    const parts = [run.variant ?? '', axes.join(', ')].filter((part) => part !== '');
    return parts.length === 0 ? run.scenario : parts.join(' ');
  };
}

/** Labels one after another: by semicolons where a label has commas itself, as one of two axes has. */
export function labelList(labels: readonly string[]): string {
  return labels.join(labels.some((label) => label.includes(', ')) ? '; ' : ', ');
}

/** What strands are: cells of a matrix where one has more axes than the seed, else variants. */
export function strandNoun(strands: readonly Strand[]): 'cell' | 'variant' {
  const isCell = strands.some(({ runs }) =>
    runs.some((run) => run.cell !== null && axesOf(run).some(({ path }) => path !== 'seed')),
  );
  return isCell ? 'cell' : 'variant';
}

/**
 * Runs by scenario: several files may give theirs one name, and files in different folders have one
 * name themselves. A run that is there already belongs to the next of these.
 */
function byScenario(runs: readonly Run[]): Pick<ScenarioRuns, 'name' | 'file' | 'runs'>[] {
  const found = new Map<string, { readonly keys: Set<string>; readonly runs: Run[] }[]>();
  const groups: Pick<ScenarioRuns, 'name' | 'file' | 'runs'>[] = [];
  for (const run of runs) {
    const named = compactJson([run.scenario, run.file]);
    const key = compactJson([run.variant, run.cell, run.seed]);
    const twins = found.get(named) ?? [];
    found.set(named, twins);
    let group = twins.find(({ keys }) => !keys.has(key));
    if (group === undefined) {
      group = { keys: new Set(), runs: [] };
      twins.push(group);
      groups.push({ name: run.scenario, file: run.file, runs: group.runs });
    }
    group.keys.add(key);
    group.runs.push(run);
  }
  return groups;
}

/** Runs by scenario, and within it by variant and cell, in the order of the report. */
export function scenarioRuns(runs: readonly Run[]): ScenarioRuns[] {
  return byScenario(runs).map(({ name, file, runs: own }) => {
    const strands = [...gathered(own, labelsFor(own))].map(([label, of]) => ({ label, runs: of }));
    return { name, file, runs: own, strands, verdict: worstOf(own) };
  });
}

/** Runs of several seeds carry the verdict of all of them already. */
function worstOf(runs: readonly Run[]): Outcome {
  const outcomes = runs.map((run) => run.verdict);
  return outcomes.includes('fail') ? 'fail' : outcomes.includes('unknown') ? 'unknown' : 'pass';
}

/** Ids of all checks, in the order in which they first appear. */
export function checkIds(runs: readonly Run[]): string[] {
  return [...new Set(runs.flatMap((run) => run.checks.map((check) => check.id)))];
}

/** A check's verdict over the runs of a strand. */
export interface Standing {
  readonly verdict: Verdict;
  readonly expected: readonly Verdict[];
  readonly observed: CheckReport['observed'];
  readonly standing: 'ok' | 'wrong' | 'doubt';
  /** Runs that got this verdict, and all runs. */
  readonly count: number;
  readonly of: number;
}

/**
 * Which verdict speaks for several seeds, as the outcome of the report has it: violated in one is violated,
 * and held is held in all that put the property to the test.
 */
export const weight: Readonly<Record<Verdict, number>> = {
  violated: 0,
  'out-of-model': 1,
  unachievable: 2,
  undecided: 3,
  held: 4,
  vacuous: 5,
};

/** How one check stands in a strand; undefined when none of its runs has the check. */
export function standingOf(strand: Strand, id: string): Standing | undefined {
  const own = strand.runs.flatMap((run) => run.checks.filter((check) => check.id === id));
  const worst = sortedBy(own, (check) => weight[check.verdict])[0];
  if (worst === undefined) return undefined;
  const { verdict, expected, observed } = worst;
  const standing = expected.includes(verdict) ? 'ok' : verdict === 'undecided' ? 'doubt' : 'wrong';
  const count = own.filter((check) => check.verdict === verdict).length;
  return { verdict, expected, observed, standing, count, of: own.length };
}
