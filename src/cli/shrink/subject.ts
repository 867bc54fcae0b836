import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UsageError } from '../../base/errors.ts';
import type { LoadOptions } from '../../scenario/load.ts';
import type { Given } from '../command.ts';
import { loadOptionsOf } from '../play/loading.ts';
import { savedReport } from '../report/saved.ts';

/** A run that violates something, and the check if somebody named it. */
export interface Subject {
  readonly path: string;
  readonly load: LoadOptions;
  readonly check: string | null;
  /** How a search steered the run, as `--steer` has it; null: the seed says it all. */
  readonly steer: string | null;
}

interface Failing {
  readonly scenario: string;
  readonly file: string;
  readonly variant: string | null;
  readonly cell: string | null;
  readonly seed: string;
  readonly check: string;
  readonly steer?: string | null;
}

/** The first violation of a report that nobody expected; of those that somebody did, if there is no other. */
function firstFailure(path: string): Failing {
  const saved = savedReport(path);
  const failing: (Failing & { readonly expected: boolean })[] =
    saved.kind === 'run'
      ? saved.report.runs.flatMap((run) =>
          run.checks
            .filter(({ verdict }) => verdict === 'violated')
            .map(({ id, expected }) => ({
              ...run,
              check: id,
              expected: expected.includes('violated'),
            })),
        )
      : saved.report.failures.map((failure) => {
          const design = saved.report.designs.find(
            ({ scenario, variant, cell }) =>
              scenario === failure.scenario && variant === failure.variant && cell === failure.cell,
          );
          return { ...failure, file: design?.file ?? '' };
        });
  const first = failing.find(({ expected }) => !expected) ?? failing[0];
  if (first === undefined) throw new UsageError(`${path}: nothing is violated in that report`);
  return first;
}

/** Where the scenario of a report is: beside the report, or here. */
function scenarioOf(report: string, { file, scenario }: Failing): string {
  const found = [join(dirname(report), file), file].find((path) => existsSync(path));
  if (found !== undefined) return found.replaceAll('\\', '/');
  throw new UsageError(
    `${report} is about the scenario ${scenario} in ${file}, which is neither beside it nor here: name the scenario, with --seed and --variant`,
  );
}

/** What the command line, or the report that it names, asks to be made smaller. */
export function subjectOf(given: Given): Subject {
  const [path = ''] = given.args;
  const load = loadOptionsOf(given);
  const [check = null] = given.texts('check');
  const steer = given.text('steer');
  if (!path.endsWith('.json')) return { path, load, check, steer };
  const failing = firstFailure(path);
  const axes = failing.cell?.split(/,(?=[^,=]+=)/).filter((one) => !one.startsWith('seed=')) ?? [];
  return {
    path: scenarioOf(path, failing),
    load: {
      ...load,
      seed: load.seed ?? failing.seed,
      set: [...axes, ...(load.set ?? [])],
      ...(failing.variant === null ? {} : { variants: load.variants ?? [failing.variant] }),
    },
    check: check ?? failing.check,
    steer: steer ?? failing.steer ?? null,
  };
}
