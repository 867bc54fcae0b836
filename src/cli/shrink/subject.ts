import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UsageError } from '../../base/errors.ts';
import type { LoadOptions } from '../../scenario/load.ts';
import type { Given } from '../command.ts';
import { noSuchFile } from '../host/near-path.ts';
import { loadOptionsLike, loadOptionsOf } from '../play/loading.ts';
import { targetsOf } from '../play/targets.ts';
import { NoReport, savedReport } from '../report/saved.ts';
import type { SavedReport } from '../report/saved.ts';
import type { Terminal } from '../terminal.ts';

/** A run that violates something, and the check if somebody named it. */
export interface Subject {
  readonly path: string;
  readonly load: LoadOptions;
  readonly check: string | null;
  /** How a search steered the run, as `--steer` has it; null: the seed says it all. */
  readonly steer: string | null;
  /** The report that says so; null: somebody named the scenario. */
  readonly report: string | null;
}

interface Failing {
  readonly scenario: string;
  readonly file: string;
  readonly variant: string | null;
  readonly cell: string | null;
  readonly seed: string;
  readonly check: string;
  readonly steer: string | null;
  /** Only a core was mended. */
  readonly phase: boolean;
  readonly set: readonly string[];
  /** Somebody expected it. */
  readonly expected: boolean;
}

function failuresOf(saved: SavedReport): Failing[] {
  if (saved.kind === 'run') {
    return saved.report.runs.flatMap((run) =>
      run.checks
        .filter(({ verdict }) => verdict === 'violated')
        .map(({ id, expected }) => ({
          ...run,
          check: id,
          expected: expected.includes('violated'),
        })),
    );
  }
  const { designs, failures, phase, set } = saved.report;
  return failures
    .filter(({ verdict }) => verdict === 'violated')
    .map((failure) => {
      const design = designs.find(
        ({ scenario, variant, cell }) =>
          scenario === failure.scenario && variant === failure.variant && cell === failure.cell,
      );
      return { ...failure, phase, set, file: design?.file ?? '' };
    });
}

/**
 * The violations of a report that nobody expected, or those that somebody did, if there is no other;
 * only those of the variants and checks that were asked for. At least one.
 */
function wantedFailures(path: string, { variants = [], checks = [] }: LoadOptions): Failing[] {
  const all = failuresOf(savedReport(path));
  if (all.length === 0) throw new UsageError(`${path}: nothing is violated in that report`);
  const asked = all.filter(
    ({ variant, check }) =>
      (variants.length === 0 || variants.includes(variant ?? '')) &&
      (checks.length === 0 || checks.includes(check)),
  );
  if (asked.length === 0) {
    const known = [
      ...new Set(
        all.map(({ variant, check }) => [variant, check].filter((part) => part !== null).join('/')),
      ),
    ];
    throw new UsageError(
      `${path}: that is not violated in the report; there are ${known.join(', ')}`,
    );
  }
  const unexpected = asked.filter(({ expected }) => !expected);
  return unexpected.length > 0 ? unexpected : asked;
}

function isNamed(path: string, scenario: string): boolean {
  return readFileSync(path, 'utf8').split('\n').includes(`name: ${scenario}`);
}

/** Where the scenario of a report is: among those that were named, beside the report, or here. */
function scenarioOf(report: string, { file, scenario }: Failing, paths: readonly string[]): string {
  const named = paths.filter((path) => path.split('/').at(-1) === file);
  const found =
    named.find((path) => isNamed(path, scenario)) ??
    named[0] ??
    [join(dirname(report), file), file].find((path) => existsSync(path));
  if (found !== undefined) return found.replaceAll('\\', '/');
  const where = paths.length === 0 ? 'neither beside it nor here' : 'not among what was named';
  throw new UsageError(
    `${report} is about the scenario ${scenario} in ${file}, which is ${where}: name it, or a folder above it, after the report`,
  );
}

/** The flags, and what the report says where they say nothing. */
function subjectFor(
  report: string,
  failing: Failing,
  given: Given,
  paths: readonly string[],
): Subject {
  const load = loadOptionsLike(given, failing);
  const axes = failing.cell?.split(/,(?=[^,=]+=)/).filter((one) => !one.startsWith('seed=')) ?? [];
  return {
    path: scenarioOf(report, failing, paths),
    load: {
      ...load,
      seed: load.seed ?? failing.seed,
      set: [...axes, ...(load.set ?? [])],
    },
    check: failing.check,
    steer: given.text('steer') ?? failing.steer,
    report,
  };
}

/**
 * What the command line asks to be made smaller: a scenario, or each kind of violation in the report
 * that it names, the first of them first. At least one.
 */
export async function subjectsOf(given: Given, terminal: Terminal): Promise<readonly Subject[]> {
  const [path = '', ...others] = given.args;
  const load = loadOptionsOf(given);
  if (path.endsWith('.json')) {
    const targets = await targetsOf(others, terminal.streams.stdin);
    const paths = targets.filter((target) => typeof target === 'string');
    const missing = paths.find((named) => !existsSync(named));
    if (missing !== undefined) throw new NoReport(noSuchFile(missing));
    return wantedFailures(path, load).map((failing) => subjectFor(path, failing, given, paths));
  }
  if (others.length > 0) {
    throw new UsageError(
      `name one scenario; only after a report stands where to find what it is about`,
    );
  }
  if (path === '-') {
    throw new UsageError('name a file: standard input is read once, and this is played many times');
  }
  const [check = null] = given.texts('check');
  return [{ path, load, check, steer: given.text('steer'), report: null }];
}

/** The first thing that the command line asks to be made smaller. */
export async function subjectOf(given: Given, terminal: Terminal): Promise<Subject> {
  const [first] = await subjectsOf(given, terminal);
  if (first === undefined) throw new UsageError('name a scenario or a report');
  return first;
}
