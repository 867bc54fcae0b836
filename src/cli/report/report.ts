import { UsageError } from '../../base/errors.ts';
import { canonicalJson } from '../../base/json.ts';
import { explorationText } from '../../reports/exploration.ts';
import { plainVerdict } from '../../reports/moments.ts';
import { text as textReporter } from '../../reports/text.ts';
import { mergeReports } from '../../run/report/merge.ts';
import type { Outcome } from '../../run/report/report.ts';
import { mergeExplorations } from '../../search/merge.ts';
import type { CommandBody, Given } from '../command.ts';
import { exitCode } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { WriteError } from '../failure.ts';
import { DraftFile } from '../play/draft-file.ts';
import { breakable } from '../play/breakable.ts';
import { paintFor, renderingOn } from '../rendering.ts';
import type { Terminal } from '../terminal.ts';
import { convert } from './convert.ts';
import { diff } from './diff.ts';
import { NoReport, savedReport } from './saved.ts';
import type { SavedReport } from './saved.ts';
import { reportWords } from './words.ts';

const codes: Readonly<Record<Outcome, ExitCode>> = {
  pass: exitCode.asExpected,
  fail: exitCode.unexpected,
  unknown: exitCode.undecided,
};

function merged(saved: readonly SavedReport[]): SavedReport {
  const [first] = saved;
  if (first === undefined) throw new NoReport('there is nothing to merge');
  const { path } = first;
  const runs = saved.flatMap((one) => (one.kind === 'run' ? [one.report] : []));
  const searches = saved.flatMap((one) => (one.kind === 'explore' ? [one.report] : []));
  if (runs.length > 0 && searches.length > 0)
    throw new NoReport('reports of runs and of searches cannot be merged with one another');
  try {
    return runs.length > 0
      ? { kind: 'run', path, report: mergeReports(runs) }
      : { kind: 'explore', path, report: mergeExplorations(searches) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const paths = saved.map((one) => one.path).join(', ');
    throw new NoReport(`${paths} cannot be merged: ${error.message}`);
  }
}

async function textOf(saved: SavedReport, given: Given, terminal: Terminal): Promise<string> {
  if (given.flag('json')) return canonicalJson(saved.report);
  const looks = { colour: given.choice('color'), ascii: given.flag('ascii') };
  const { stdout } = terminal.streams;
  const style = renderingOn(stdout, looks, terminal, await paintFor([stdout], looks, terminal));
  const isQuiet = given.flag('quiet');
  if (saved.kind === 'explore') return explorationText(saved.report, { ...style, isQuiet });
  if (isQuiet) return saved.report.runs.map((run) => `${plainVerdict(run)}\n`).join('');
  return textReporter.render(saved.report, style);
}

async function merge(paths: readonly string[], given: Given, terminal: Terminal) {
  const result = breakable('before they were merged', () => merged(paths.map(savedReport)));
  const out = given.path('out');
  if (out !== null) {
    const draft = new DraftFile(out);
    draft.write(canonicalJson(result.report));
    draft.commit();
  }
  await terminal.stdout.write(await textOf(result, given, terminal));
  return codes[result.report.verdict];
}

const works: {
  readonly [what in (typeof reportWords)[number]]: (
    paths: readonly string[],
    given: Given,
    terminal: Terminal,
  ) => Promise<ExitCode>;
} = { convert, diff, merge };

function workOf(what: string): (typeof works)[keyof typeof works] {
  const word = reportWords.find((one) => one === what);
  if (word === undefined) throw new UsageError(`report ${what}: there is no such thing to do`);
  return works[word];
}

/** Does `fault-sim report`. */
export const workOnReports: CommandBody = async (given, terminal) => {
  const [what, ...paths] = given.args;
  if (what === undefined || paths.length === 0) throw new UsageError('no report is named');
  try {
    return await workOf(what)(paths, given, terminal);
  } catch (error) {
    if (error instanceof NoReport || error instanceof WriteError) {
      await terminal.stderr.write(`error: ${error.message}\n`);
      return error instanceof NoReport ? exitCode.invalid : exitCode.notWritten;
    }
    throw error;
  }
};
