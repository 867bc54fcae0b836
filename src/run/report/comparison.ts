import { compactJson } from '../../base/json/json.ts';
import { compareText } from '../../base/order.ts';
import { fixedDecimal, ratio } from '../../base/quantity/ratio.ts';
import { printDuration } from '../../base/time.ts';
import type { Verdict } from '../../library/checks/define.ts';
import { divergenceOf } from './divergence.ts';
import type { CheckReport, MetricReport, Report, Run } from './report.ts';
import { outcomeOf } from '../checks/verdict.ts';

/**
 * What a difference means: `regression` was as expected and is not; `fix` the other way round;
 * `changed` another verdict, as good or bad as before; `moved` the same violation at another time
 * or for another reason; `metric` another value; `new` and `removed` are in one report only;
 * `trace` other events, while everything that was judged is the same; `other` what else is told, as
 * what a fault touched and how a search was made.
 */
export const differenceClasses = [
  'regression',
  'fix',
  'changed',
  'moved',
  'metric',
  'new',
  'removed',
  'trace',
  'other',
] as const;

/** One of the classes. */
export type DifferenceClass = (typeof differenceClasses)[number];

/** One difference between two reports. */
export interface Difference {
  readonly class: DifferenceClass;
  /** `split/fenced/42`. */
  readonly run: string;
  /** `checks.lock`, `metrics.p99`, `trace`; null: the run itself. */
  readonly path: string | null;
  readonly before: string | null;
  readonly after: string | null;
}

/** What comparing two reports came to. */
export interface Comparison {
  readonly schema: 'fault-sim.diff/1';
  /** The engines, when they differ: then other events are no surprise. */
  readonly engines: readonly [string, string] | null;
  /** In order of run and path. */
  readonly differences: readonly Difference[];
}

/** How far metrics may be apart, as shares: `p99` by its name, `*` for all others. */
export type Tolerances = ReadonlyMap<string, number>;

/** What is not looked at: `metrics`, `metrics.p99`, `trace`. */
export interface ComparisonOptions {
  readonly ignore: readonly string[];
  readonly tolerances: Tolerances;
}

function keyOf({ scenario, variant, cell, seed }: Run): string {
  return [scenario, variant, cell, seed].filter((part) => part !== null).join('/');
}

const isOk = (check: { readonly verdict: Verdict; readonly expected: readonly Verdict[] }) =>
  outcomeOf([check]) === 'pass';

/** Whether a run passed, and a check of it. */
type RunCheck = readonly [passed: boolean, check: CheckReport];

function verdictText([passed, { verdict, expected, observed }]: RunCheck): string {
  const said = observed === null ? verdict : `${verdict}, observed: ${observed}`;
  return passed || expected.includes(verdict) ? said : `${said}, expected ${expected.join(' or ')}`;
}

/** Whether it was broken, in the model or out of it. */
function isBroken({ verdict, observed }: CheckReport): boolean {
  return verdict === 'violated' || observed === 'violated';
}

function whyText({ at, witness }: CheckReport): string {
  return compactJson([at, witness?.why ?? null]);
}

/** Compares the parts of two plays of one run. */
class RunComparison {
  readonly differences: Difference[] = [];
  readonly #key: string;
  readonly #options: ComparisonOptions;

  constructor(key: string, options: ComparisonOptions) {
    this.#key = key;
    this.#options = options;
  }

  add(cls: DifferenceClass, path: string | null, before: string | null, after: string | null) {
    const ignored = this.#options.ignore.some(
      (one) => path !== null && (path === one || path.startsWith(`${one}.`)),
    );
    if (!ignored) this.differences.push({ class: cls, run: this.#key, path, before, after });
  }

  /** Things with an id that are in one report, in the other, or in both. */
  aligned<T extends { readonly id: string }>(
    noun: string,
    before: readonly T[],
    after: readonly T[],
    both: (path: string, before: T, after: T) => void,
  ): void {
    const old = new Map(before.map((one) => [one.id, one]));
    const now = new Map(after.map((one) => [one.id, one]));
    for (const id of [...new Set([...old.keys(), ...now.keys()])].sort(compareText)) {
      const [one, other] = [old.get(id), now.get(id)];
      const path = `${noun}.${id}`;
      if (one === undefined) this.add('new', path, null, null);
      else if (other === undefined) this.add('removed', path, null, null);
      else both(path, one, other);
    }
  }

  /**
   * A check of the run before and of the one after. Runs that differ in their seed are judged together:
   * where such a run passes, all is as expected, whatever this seed alone showed.
   */
  check(path: string, one: RunCheck, other: RunCheck): void {
    const [[passed, before], [passes, after]] = [one, other];
    const [was, is] = [passed || isOk(before), passes || isOk(after)];
    const [old, now] = [verdictText(one), verdictText(other)];
    if (was !== is) this.add(was ? 'regression' : 'fix', path, old, now);
    else if (old !== now) this.add('changed', path, old, now);
    else if (isBroken(before) && whyText(before) !== whyText(after)) {
      this.add('moved', path, before.witness?.why ?? null, after.witness?.why ?? null);
    }
  }

  metric(path: string, before: MetricReport, after: MetricReport): void {
    const { tolerances } = this.#options;
    const tolerance = tolerances.get(before.id) ?? tolerances.get('*') ?? 0;
    const isNear = (old: number | null, now: number | null): boolean => {
      if (before.unit !== after.unit) return false;
      if (old === null || now === null) return old === now;
      return Math.abs(now - old) <= Math.abs(old) * tolerance;
    };
    const tell = (where: string, old: string, now: string): void =>
      this.add('metric', where, old, now);
    if (!isNear(before.value, after.value))
      tell(path, valueText(before.value, before), valueText(after.value, after));
    else this.#series(before, after, isNear, (old, now) => tell(path, old, now));
    this.aligned(path, valuesBy(before), valuesBy(after), (where, one, other) => {
      if (!isNear(one.value, other.value))
        tell(where, valueText(one.value, before), valueText(other.value, after));
    });
  }

  /** The first point of a series that differs: the value of the whole may be the same. */
  #series(
    before: MetricReport,
    after: MetricReport,
    isNear: (old: number | null, now: number | null) => boolean,
    tell: (old: string, now: string) => void,
  ): void {
    const [old, now] = [before.series ?? [], after.series ?? []];
    if (old.length !== now.length) {
      tell(pointsText(old.length), pointsText(now.length));
      return;
    }
    const at = old.findIndex((value, index) => !isNear(value, now[index] ?? null));
    if (at < 0) return;
    const point = `point ${at + 1} of ${old.length}: `;
    tell(point + valueText(old[at] ?? null, before), point + valueText(now[at] ?? null, after));
  }
}

/** A value with its unit, and all its digits: rounded ones may be the same on both sides. */
function valueText(value: number | null, { unit }: MetricReport): string {
  if (value === null) return 'none';
  if (unit === 'ns') return printDuration(value);
  return fixedDecimal(ratio(BigInt(value), 1_000_000n), 6) + (unit === 'millionths/s' ? '/s' : '');
}

function pointsText(count: number): string {
  return count === 1 ? '1 point' : `${count} points`;
}

/** What a metric comes to for each value of a field. */
function valuesBy({ by }: MetricReport): readonly { id: string; value: number | null }[] {
  return Object.entries(by ?? {}).map(([id, value]) => ({ id, value }));
}

/** How a run was played: what else differs is no news where it was played in another way. */
function waysOf({ set, phase, steer, durationNs, stopped }: Run): Readonly<Record<string, string>> {
  return {
    duration: printDuration(durationNs),
    phase: phase ? 'only a core is mended' : 'everything is mended',
    set: set.length === 0 ? 'nothing' : set.join(', '),
    steer: steer ?? 'nobody',
    stopped: stopped ?? 'not stopped',
  };
}

/** The paths that differences between reports such as this one may have. */
export function pathsOf({ runs }: Report): ReadonlySet<string> {
  const parts = runs.flatMap((run) => {
    const idsOf = (noun: string, ones: readonly { readonly id: string }[]): string[] =>
      ones.map(({ id }) => `${noun}.${id}`);
    return [
      ...Object.keys(waysOf(run)).map((way) => `run.${way}`),
      ...idsOf('checks', run.checks),
      ...idsOf('metrics', run.metrics),
      ...run.metrics.flatMap((metric) => idsOf(`metrics.${metric.id}`, valuesBy(metric))),
      ...idsOf('faults', run.coverage),
    ];
  });
  return new Set(['checks', 'faults', 'metrics', 'run', 'trace', ...parts]);
}

function compareRuns(
  key: string,
  before: Run,
  after: Run,
  options: ComparisonOptions,
): Difference[] {
  const comparison = new RunComparison(key, options);
  const ways = waysOf(after);
  for (const [way, said] of Object.entries(waysOf(before))) {
    const now = ways[way] ?? '';
    if (said !== now) comparison.add('other', `run.${way}`, said, now);
  }
  comparison.aligned('checks', before.checks, after.checks, (path, one, other) =>
    comparison.check(path, [before.verdict === 'pass', one], [after.verdict === 'pass', other]),
  );
  comparison.aligned('metrics', before.metrics, after.metrics, (path, one, other) =>
    comparison.metric(path, one, other),
  );
  const faults = (run: Run) => run.coverage.map(({ id, touched }) => ({ id, touched }));
  comparison.aligned('faults', faults(before), faults(after), (path, one, other) => {
    if (one.touched !== other.touched)
      comparison.add('other', path, `touched ${one.touched}`, `touched ${other.touched}`);
  });
  const [old, now] = [before.trace, after.trace];
  const parting = divergenceOf(old, now);
  if (parting !== null) {
    const since = `the same up to event ${parting.fromRow}`;
    comparison.add('trace', 'trace', `${old.events} events`, `${now.events} events, ${since}`);
  }
  return comparison.differences;
}

/** Several scenarios may have one name: the second run of a key is told by its number. */
function runsByKey({ runs }: Report): ReadonlyMap<string, Run> {
  const byKey = new Map<string, Run>();
  for (const run of runs) {
    const key = keyOf(run);
    let free = key;
    for (let nth = 2; byKey.has(free); nth += 1) free = `${key} (${nth})`;
    byKey.set(free, run);
  }
  return byKey;
}

/** Compares two reports, run by run: runs, checks, metrics and faults are aligned by their names. */
export function compareReports(
  before: Report,
  after: Report,
  options: ComparisonOptions,
): Comparison {
  const [old, now] = [runsByKey(before), runsByKey(after)];
  const keys = [...new Set([...old.keys(), ...now.keys()])].sort(compareText);
  const differences = keys.flatMap((key): readonly Difference[] => {
    const [one, other] = [old.get(key), now.get(key)];
    if (one === undefined)
      return [{ class: 'new', run: key, path: null, before: null, after: null }];
    if (other === undefined)
      return [{ class: 'removed', run: key, path: null, before: null, after: null }];
    return compareRuns(key, one, other, options);
  });
  return {
    schema: 'fault-sim.diff/1',
    engines: before.engine === after.engine ? null : [before.engine, after.engine],
    differences,
  };
}
