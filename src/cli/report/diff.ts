import { UsageError } from '../../base/errors.ts';
import { canonicalJson } from '../../base/json/json.ts';
import { closest } from '../../base/text/suggest.ts';
import { comparisonMarkdown, comparisonText } from '../../reports/comparison.ts';
import { compareReports, pathsOf } from '../../run/report/comparison.ts';
import type {
  Comparison,
  ComparisonOptions,
  DifferenceClass,
} from '../../run/report/comparison.ts';
import { compareExplorations, searchedPaths } from '../../search/exploration-comparison.ts';
import type { Given } from '../command.ts';
import { exitCode } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { DraftFile } from '../play/draft-file.ts';
import { breakable } from '../play/breakable.ts';
import { keepInput } from '../play/kept-input.ts';
import { paintFor, renderingOn } from '../rendering.ts';
import type { Terminal } from '../terminal.ts';
import { NoReport, savedReport } from './saved.ts';

/** Classes that change what a verdict says. */
const ofVerdicts: readonly DifferenceClass[] = ['regression', 'fix', 'changed'];

/** `p99=5%` or `5%`: by how much, as a share, and of which metric. */
function toleranceOf(text: string): [string, number] {
  const [, metric, digits] = /^(?:([^=]+)=)?(\d+(?:\.\d+)?)%$/.exec(text) ?? [];
  if (digits === undefined)
    throw new UsageError(`--tolerance ${text}: write p99=5%, or 5% for all metrics`);
  return [metric ?? '*', Number(digits) / 100];
}

function optionsOf(given: Given): ComparisonOptions {
  return {
    ignore: given.texts('ignore'),
    tolerances: new Map(given.texts('tolerance').map(toleranceOf)),
  };
}

/** What no difference can be about would be ignored in vain. Throws UsageError. */
function demandKnown(
  { ignore, tolerances }: ComparisonOptions,
  ...known: readonly ReadonlySet<string>[]
): void {
  const paths = new Set(known.flatMap((some) => [...some]));
  for (const path of ignore) {
    if (!paths.has(path)) refuse(`--ignore ${path}`, closest(path, paths), [...paths]);
  }
  const metrics = [...paths].flatMap((path) => /^metrics\.(.*)$/s.exec(path)?.[1] ?? []);
  for (const metric of tolerances.keys()) {
    const isKnown = metrics.includes(metric) || (metric === '*' && paths.has('metrics'));
    const flag = metric === '*' ? '--tolerance' : `--tolerance ${metric}`;
    if (!isKnown) refuse(flag, closest(metric, metrics), metrics);
  }
}

function refuse(flag: string, meant: string | undefined, all: readonly string[]): never {
  const hint = meant === undefined ? ` (${all.join(', ')})` : `, did you mean ${meant}?`;
  throw new UsageError(`${flag}: the reports hold no such thing${all.length === 0 ? '' : hint}`);
}

function compared(paths: readonly string[], options: ComparisonOptions): Comparison {
  const [before, after, ...rest] = paths.map(savedReport);
  if (before === undefined || after === undefined || rest.length > 0)
    throw new UsageError('report diff compares two reports: the one before, and the one after');
  if (before.kind === 'run' && after.kind === 'run') {
    demandKnown(options, pathsOf(before.report), pathsOf(after.report));
    return compareReports(before.report, after.report, options);
  }
  if (before.kind === 'explore' && after.kind === 'explore') {
    demandKnown(options, searchedPaths(before.report), searchedPaths(after.report));
    return compareExplorations(before.report, after.report, options);
  }
  throw new NoReport('a report of runs and one of a search cannot be compared');
}

async function textOf(comparison: Comparison, given: Given, terminal: Terminal): Promise<string> {
  const format = given.flag('json') ? 'json' : given.text('format');
  if (format === 'json') return canonicalJson(comparison);
  if (format === 'markdown') return comparisonMarkdown(comparison);
  const looks = { colour: given.choice('color'), ascii: given.flag('ascii') };
  const { stdout } = terminal.streams;
  const paint = await paintFor([stdout], looks, terminal);
  const text = comparisonText(comparison, renderingOn(stdout, looks, terminal, paint));
  return given.flag('quiet') ? `${text.trimEnd().split('\n').at(-1) ?? ''}\n` : text;
}

function counts({ differences }: Comparison, failOn: string): number {
  return differences.filter((one) => {
    if (failOn === 'regression') return one.class === 'regression';
    return failOn === 'any' || ofVerdicts.includes(one.class);
  }).length;
}

/** Compares two saved reports; exit 1 when something counts as a difference. */
export async function diff(
  paths: readonly string[],
  given: Given,
  terminal: Terminal,
): Promise<ExitCode> {
  const out = given.path('out');
  keepInput([out], paths);
  const options = optionsOf(given);
  const comparison = breakable('before they were compared', () => compared(paths, options));
  if (out !== null) {
    const draft = new DraftFile(out);
    draft.write(canonicalJson(comparison));
    draft.commit();
  }
  await terminal.stdout.write(await textOf(comparison, given, terminal));
  const count = counts(comparison, given.text('fail-on') ?? 'any');
  return count === 0 ? exitCode.asExpected : exitCode.unexpected;
}
