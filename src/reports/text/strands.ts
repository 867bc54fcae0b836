import { sortedBy } from '../../base/order.ts';
import type { CheckReport, Outcome, Run } from '../../run/report.ts';

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

/** Variant and cell without a seed that is an axis: seeds are judged together. */
function labelOf(run: Run): string {
  const axes = run.cell?.split(',').filter((axis) => !axis.startsWith('seed=')) ?? [];
  const parts = [run.variant ?? '', axes.join(',')].filter((part) => part !== '');
  return parts.length === 0 ? run.scenario : parts.join(' ');
}

/** Runs by scenario, and within it by variant and cell, in the order of the report. */
export function scenarioRuns(runs: readonly Run[]): ScenarioRuns[] {
  return [...gathered(runs, (run) => run.scenario)].map(([name, own]) => {
    const strands = [...gathered(own, labelOf)].map(([label, of]) => ({ label, runs: of }));
    return { name, runs: own, strands, verdict: worstOf(own) };
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

/** Of several seeds: violated in one is violated, held is held in all; else what is worth most care. */
const weight: Readonly<Record<Verdict, number>> = {
  violated: 0,
  undecided: 1,
  'out-of-model': 2,
  unachievable: 3,
  vacuous: 4,
  held: 5,
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
