import { UsageError } from '../../base/errors.ts';
import { canonicalJson } from '../../base/json/json.ts';
import { explorationText } from '../../reports/exploration.ts';
import { json } from '../../reports/json.ts';
import { text } from '../../reports/text.ts';
import { mergeReports } from '../../run/report/merge.ts';
import type { Outcome, Report } from '../../run/report/report.ts';
import type { ExplorationReport } from '../../search/exploration-report.ts';
import { mergeExplorations } from '../../search/merge.ts';
import type { CommandBody, Given } from '../command.ts';
import { exitCode, gravest } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { WriteError } from '../failure.ts';
import { DraftFile } from '../play/draft-file.ts';
import { breakable } from '../play/breakable.ts';
import { type Looks, ReportWriter } from '../play/report-writer.ts';
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

/** A search as text or JSON; its JSON in a file too. */
async function tellSearch(
  search: ExplorationReport,
  given: Given,
  terminal: Terminal,
): Promise<void> {
  const out = given.path('out');
  if (out !== null) {
    const draft = new DraftFile(out);
    draft.write(canonicalJson(search));
    draft.commit();
  }
  const looks = looksOf(given);
  const { stdout } = terminal.streams;
  const style = renderingOn(stdout, looks, terminal, await paintFor([stdout], looks, terminal));
  await terminal.stdout.write(
    given.flag('json')
      ? canonicalJson(search)
      : explorationText(search, { ...style, isQuiet: looks.quiet }),
  );
}

function looksOf(given: Given): Looks {
  return {
    colour: given.choice('color'),
    ascii: given.flag('ascii'),
    quiet: given.flag('quiet'),
  };
}

/** Runs as `run` tells them. */
async function tellRuns(report: Report, given: Given, terminal: Terminal): Promise<void> {
  const out = given.path('out');
  const reports = [
    { reporter: given.flag('json') ? json : text, file: null },
    ...(out === null ? [] : [{ reporter: json, file: out }]),
  ];
  const outputs = { reports, eventFiles: [], eventsToStdout: false, tellsGithub: false };
  const writer = new ReportWriter(outputs, terminal, looksOf(given));
  await writer.prepare();
  await writer.write(report, { paths: new Map(), checks: [] });
}

async function merge(paths: readonly string[], given: Given, terminal: Terminal) {
  const { kind, report } = breakable('before they were merged', () =>
    merged(paths.map(savedReport)),
  );
  if (kind === 'explore') {
    await tellSearch(report, given, terminal);
    return codes[report.verdict];
  }
  if (report.runs.length === 0) {
    await terminal.stderr.write(`nothing to tell of in ${paths.join(', ')}: there are no runs\n`);
    return exitCode.nothingToRun;
  }
  await tellRuns(report, given, terminal);
  // What was not played to its end is not known, even if all that was judged is as expected.
  return gravest([codes[report.verdict], ...(report.complete ? [] : [exitCode.undecided])]);
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
