import { compactJson } from '../base/json/json.ts';
import { compareText } from '../base/order.ts';
import type { Comparison, ComparisonOptions, Difference } from '../run/report/comparison.ts';
import type { DesignReport, ExplorationReport, Failure } from './exploration-report.ts';

function nameOf({
  scenario,
  variant,
  cell,
}: Pick<DesignReport, 'scenario' | 'variant' | 'cell'>): string {
  return [scenario, variant, cell].filter((part) => part !== null).join('/');
}

/** Of a hash: enough to tell two apart. */
const shownDigits = 12;

function counted(runs: number): string {
  return runs === 1 ? '1 run' : `${runs} runs`;
}

type Check = DesignReport['checks'][number];

const isOk = ({ expected, verdict }: Check): boolean => expected.includes(verdict);

function verdictText({ verdict, expected }: Check): string {
  return expected.includes(verdict) ? verdict : `${verdict}, expected ${expected.join(' or ')}`;
}

/** Facts that are told in words, where they differ. */
function otherFacts(
  run: string,
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): Difference[] {
  return Object.entries(before).flatMap(([fact, said]) => {
    const now = after[fact] ?? '';
    if (said === now) return [];
    return [{ class: 'other', run, path: `search.${fact}`, before: said, after: now }];
  });
}

/** How a search was made: what it found is no news where it was made in another way. */
function searchFacts(report: ExplorationReport): Readonly<Record<string, string>> {
  const { seeds, strategy, phase, set, maxFailures, stopped, shards } = report;
  const parts = shards?.parts.map(({ index }) => index).join(', ');
  return {
    strategy,
    seeds,
    phase: phase ? 'only a core is mended' : 'everything is mended',
    set: set.length === 0 ? 'nothing' : set.join(', '),
    'max-failures': maxFailures === null ? 'all' : String(maxFailures),
    parts: shards === null ? 'all' : `${parts} of ${shards.of}`,
    stopped: stopped ?? 'not stopped',
  };
}

function designFacts({ hash, runs }: DesignReport): Readonly<Record<string, string>> {
  return { hash: hash.slice(0, shownDigits), runs: counted(runs) };
}

function compareDesigns(before: DesignReport, after: DesignReport): Difference[] {
  const run = nameOf(before);
  const old = new Map(before.checks.map((check) => [check.id, check]));
  const now = new Map(after.checks.map((check) => [check.id, check]));
  const ids = [...new Set([...old.keys(), ...now.keys()])].sort(compareText);
  const verdicts = ids.flatMap((id): readonly Difference[] => {
    const [one, other] = [old.get(id), now.get(id)];
    const path = `checks.${id}`;
    const alone = { run, path, before: null, after: null };
    if (one === undefined) return [{ ...alone, class: 'new' }];
    if (other === undefined) return [{ ...alone, class: 'removed' }];
    const texts = { run, path, before: verdictText(one), after: verdictText(other) };
    if (isOk(one) !== isOk(other)) return [{ ...texts, class: isOk(one) ? 'regression' : 'fix' }];
    return one.verdict === other.verdict ? [] : [{ ...texts, class: 'changed' }];
  });
  return [...verdicts, ...otherFacts(run, designFacts(before), designFacts(after))];
}

/** Kinds of violations that only one of the two found. */
function compareFailures(before: ExplorationReport, after: ExplorationReport): Difference[] {
  const keyOf = (failure: Failure): string =>
    compactJson([nameOf(failure), failure.check, failure.signature]);
  const byKey = ({ failures }: ExplorationReport) =>
    new Map(failures.map((failure) => [keyOf(failure), failure]));
  const [old, now] = [byKey(before), byKey(after)];
  const differenceOf = (failure: Failure, isNew: boolean): Difference => {
    const { signature, seed } = failure;
    const said = `${signature} (seed ${seed})`;
    return {
      class: isNew ? 'new' : 'removed',
      run: nameOf(failure),
      path: `failures.${failure.check}`,
      before: isNew ? null : said,
      after: isNew ? said : null,
    };
  };
  return [
    ...[...old].filter(([key]) => !now.has(key)).map(([, one]) => differenceOf(one, false)),
    ...[...now].filter(([key]) => !old.has(key)).map(([, one]) => differenceOf(one, true)),
  ];
}

/** The paths that differences between reports such as this one may have. */
export function searchedPaths(report: ExplorationReport): ReadonlySet<string> {
  const { designs, failures } = report;
  const facts = [searchFacts(report), ...designs.map(designFacts)];
  return new Set([
    'checks',
    'failures',
    'search',
    ...facts.flatMap((some) => Object.keys(some).map((fact) => `search.${fact}`)),
    ...designs.flatMap(({ checks }) => checks.map(({ id }) => `checks.${id}`)),
    ...failures.map(({ check }) => `failures.${check}`),
  ]);
}

/**
 * Compares two searches: how they were made, design by design, and the kinds of violations that
 * they found.
 */
export function compareExplorations(
  before: ExplorationReport,
  after: ExplorationReport,
  { ignore }: ComparisonOptions,
): Comparison {
  const old = new Map(before.designs.map((design) => [nameOf(design), design]));
  const now = new Map(after.designs.map((design) => [nameOf(design), design]));
  const designs = [...new Set([...old.keys(), ...now.keys()])].sort(compareText);
  const differences = designs.flatMap((run): readonly Difference[] => {
    const [one, other] = [old.get(run), now.get(run)];
    const alone = { run, path: null, before: null, after: null };
    if (one === undefined) return [{ ...alone, class: 'new' }];
    if (other === undefined) return [{ ...alone, class: 'removed' }];
    return compareDesigns(one, other);
  });
  const made = otherFacts('search', searchFacts(before), searchFacts(after));
  const all = [...made, ...differences, ...compareFailures(before, after)].filter(
    ({ path }) => !ignore.some((one) => path === one || path?.startsWith(`${one}.`)),
  );
  return {
    schema: 'fault-sim.diff/1',
    engines: before.engine === after.engine ? null : [before.engine, after.engine],
    differences: all,
  };
}
