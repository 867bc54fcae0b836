import type { Reporter, Selection } from '../../reports/define.ts';
import type { Report } from '../../run/report/report.ts';
import type { Given } from '../command.ts';
import { exitCode } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { throwIfSignalled } from '../failure.ts';
import { breakable } from '../play/breakable.ts';
import { ReportWriter } from '../play/report-writer.ts';
import { onSignals } from '../play/signals.ts';
import { targetsOf } from '../play/targets.ts';
import type { Terminal } from '../terminal.ts';
import { NoReport, reportIn, savedReport } from './saved.ts';
import type { SavedReport } from './saved.ts';
import { scenarioPath } from './scenario-path.ts';

async function standardInput(terminal: Terminal): Promise<string> {
  let stopped: string | null = null;
  const { stdin } = terminal.streams;
  const leave = onSignals((signal) => {
    stopped = signal;
    stdin.destroy();
  });
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of stdin as AsyncIterable<Uint8Array>) chunks.push(chunk);
  } catch (error) {
    throwIfSignalled(stopped, 'before all was read');
    throw error;
  } finally {
    leave.off();
  }
  throwIfSignalled(stopped, 'before all was read');
  return Buffer.concat(chunks).toString('utf8');
}

async function reportAt(path: string, terminal: Terminal): Promise<SavedReport> {
  if (path === '-') return reportIn(await standardInput(terminal), 'standard input');
  return breakable('before it was read', () => savedReport(path));
}

/** A report knows the names of files alone: where each is, for lines that name them. */
async function selectionOf(
  path: string,
  report: Report,
  places: readonly string[],
  terminal: Terminal,
): Promise<Selection> {
  const targets = await targetsOf(places, terminal.streams.stdin);
  const named = targets.filter((target) => typeof target === 'string');
  const found = new Map<object, string>();
  const missing = new Set<string>();
  for (const run of report.runs) {
    const place = scenarioPath(path === '-' ? '.' : path, run, named);
    if (place === undefined) missing.add(run.file);
    else found.set(run, place);
  }
  if (missing.size > 0) {
    await terminal.stderr.write(
      `${[...missing].join(', ')}: neither beside the report nor here, so it is named without its folder; name it, or a folder above it, after the report\n`,
    );
  }
  return { paths: new Map(), pathOf: (run) => found.get(run), checks: [] };
}

/** Shows a saved report as `run` would have done with that reporter. */
export async function render(
  reporter: Reporter,
  [path = '', ...places]: readonly string[],
  given: Given,
  terminal: Terminal,
): Promise<ExitCode> {
  const saved = await reportAt(path, terminal);
  if (saved.kind === 'explore') {
    throw new NoReport(
      `${saved.path} is the report of a search, which \`report merge\` shows: ${reporter.name} tells of single runs`,
    );
  }
  const { report } = saved;
  if (report.runs.length === 0) throw new NoReport(`${saved.path} holds no runs`);
  const selection = await selectionOf(path, report, places, terminal);
  const outputs = {
    reports: [{ reporter, file: given.path('out') }],
    eventFiles: [],
    eventsToStdout: false,
    tellsGithub: false,
  };
  const looks = { colour: given.choice('color'), ascii: given.flag('ascii'), quiet: false };
  const writer = new ReportWriter(outputs, terminal, looks);
  await writer.prepare();
  await writer.write(report, selection);
  return exitCode.asExpected;
}
