import { join, resolve } from 'node:path';
import { UsageError } from '../../base/errors.ts';
import { parseDuration } from '../../base/time.ts';
import { reporters } from '../../reports/index.ts';
import type { Reporter } from '../../reports/define.ts';
import { isOwnFile } from '../../scenario/source/location.ts';
import type { Given } from '../command.ts';
import { isGithubStep } from './github-step.ts';
import { type Modules, ownReporter } from './own-reporter.ts';

/** A report that is wanted, and where; null: standard output. */
export interface WantedReport {
  readonly reporter: Reporter;
  readonly file: string | null;
}

/** What `run` was asked to give. */
export interface Outputs {
  readonly reports: readonly WantedReport[];
  /** Files that get every event. */
  readonly eventFiles: readonly string[];
  /** Events go to standard output, and the report for people to standard error. */
  readonly eventsToStdout: boolean;
  /** It is a step of GitHub Actions, whose page is told too, beside what was asked for. */
  readonly tellsGithub: boolean;
}

/** Whether a step of GitHub Actions is told though nobody asked for it by name. */
function tellsGithub(reports: readonly WantedReport[], env: NodeJS.ProcessEnv): boolean {
  return isGithubStep(env) && reports.every(({ reporter }) => reporter.name !== 'github');
}

/** `where` says what asked for it, if that cannot be seen: an environment variable. */
function reporterNamed(name: string, where = ''): Reporter {
  const reporter = reporters.get(name);
  if (reporter !== undefined) return reporter;
  const meant = reporters.suggest(name);
  const hint = meant === undefined ? '' : `, did you mean ${meant}?`;
  const all = reporters.names.join(', ');
  throw new UsageError(
    `${where}there is no reporter "${name}"${hint} (${all}, or ./a-file-of-yours.ts)`,
  );
}

async function wantedReport(word: string, where: string, host: Modules): Promise<WantedReport> {
  const equals = word.indexOf('=');
  const name = equals < 0 ? word : word.slice(0, equals);
  const file = equals < 0 ? '-' : word.slice(equals + 1);
  if (file === '') throw new UsageError(`--reporter ${word}: the file has no name`);
  const reporter = isOwnFile(name) ? await ownReporter(name, host) : reporterNamed(name, where);
  return { reporter, file: file === '-' ? null : file };
}

/** Nothing is judged or played twice in a dry run: what was asked for would not come. Throws UsageError. */
function refuseWhatStaysDry(given: Given): void {
  if (!given.flag('dry-run')) return;
  const asked = ['json', 'out', 'events', 'verify-determinism', 'bail'].find(
    (name) => given.flag(name) || given.text(name) !== null,
  );
  const wantsReport =
    given.spelling('reporter').startsWith('--') && given.texts('reporter').length > 0;
  if (asked === undefined && !wantsReport) return;
  throw new UsageError(
    `--dry-run prints what is scheduled, and nothing for --${asked ?? 'reporter'}: leave one of them out`,
  );
}

/** One file holds one thing: of two, only the last would be left. Throws UsageError. */
function refuseSameFile(files: readonly string[]): void {
  const places = files.map((file) => resolve(file));
  const twice = files.find((_, nth) => places.indexOf(places[nth] ?? '') < nth);
  if (twice !== undefined) throw new UsageError(`${twice} would be written twice: name two files`);
}

/** The folder of `--out`; null when it was not given. Throws UsageError for what was meant to be a file. */
function folderOf(given: Given): string | null {
  const folder = given.path('out');
  if (folder?.endsWith('.json')) {
    throw new UsageError(
      `--out ${folder}: this is to be a folder; a report alone is --reporter json=${folder}`,
    );
  }
  return folder;
}

/** Reads where reports and events go. Standard output can carry one thing only. */
export async function outputsOf(
  given: Given,
  host: Modules,
  env: NodeJS.ProcessEnv,
): Promise<Outputs> {
  refuseWhatStaysDry(given);
  const words = given.texts('reporter').flatMap((text) => (text === '' ? [] : text.split(',')));
  if (given.flag('json')) words.push('json');
  const spelling = given.spelling('reporter');
  const where = spelling.startsWith('--')
    ? ''
    : `${spelling}${given.texts('reporter').join(',')}: `;
  const reports = await Promise.all(words.map((word) => wantedReport(word, where, host)));
  const events = given.path('events');
  const folder = folderOf(given);
  const eventsToStdout = events === '-';
  const toStdout = reports.filter(({ file }) => file === null);
  if (toStdout.length + (eventsToStdout ? 1 : 0) > 1) {
    throw new UsageError(
      'standard output carries exactly one thing: give all but one a file, as in --reporter json=report.json',
    );
  }
  if (toStdout.length === 0 && !eventsToStdout)
    reports.push({ reporter: reporterNamed('text'), file: null });
  if (folder !== null) {
    reports.push({ reporter: reporterNamed('json'), file: join(folder, 'report.json') });
  }
  const eventFiles = [
    ...(events !== null && !eventsToStdout ? [events] : []),
    ...(folder === null ? [] : [join(folder, 'events.ndjson')]),
  ];
  const outputs = { reports, eventFiles, eventsToStdout, tellsGithub: tellsGithub(reports, env) };
  refuseSameFile(filesOf(outputs));
  return outputs;
}

/** The files that are to be written. */
export function filesOf({ reports, eventFiles }: Outputs): readonly string[] {
  return [...reports.flatMap(({ file }) => file ?? []), ...eventFiles];
}

/** A length of real time in ms; null when the flag was not given. */
export function wallMsOf(given: Given, name: string): number | null {
  const parsed = given.parsed(name, parseDuration);
  return parsed && parsed.ns / 1e6;
}

/** How fast virtual time goes in the live view, as a multiple of real time; Infinity for `max`. */
export function speedOf(given: Given): number {
  const text = given.text('speed') ?? 'max';
  if (text === 'max') return Infinity;
  const factor = Number(text.replace(/x$/, ''));
  if (/^[0-9]+(\.[0-9]+)?x$/.test(text) && factor > 0) return factor;
  throw new UsageError(`--speed ${text}: write max, or a factor such as 10x or 0.1x`);
}
