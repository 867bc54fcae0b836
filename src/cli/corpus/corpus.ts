import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../../base/errors.ts';
import type { CommandBody, Given } from '../command.ts';
import { codeOfStop, exitCode, gravest } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { WriteError } from '../failure.ts';
import { usualMaxEvents } from '../limits.ts';
import { runScenarios } from '../play/run.ts';
import { targetsOf } from '../play/targets.ts';
import { NoReport } from '../report/saved.ts';
import { smallScenario, summaryText, written } from '../shrink/shrink.ts';
import type { SmallScenario } from '../shrink/shrink.ts';
import { subjectsOf } from '../shrink/subject.ts';
import type { Subject } from '../shrink/subject.ts';
import type { Terminal } from '../terminal.ts';
import { eventsOf, fileNamesOf, isFailing, notesOf } from './kept.ts';

/**
 * Where a failure is kept, or would be: a file of its kind that passes by now is left as it is, for
 * it guards against what it was.
 */
async function placeOf(
  small: SmallScenario,
  folder: string,
  given: Given,
  terminal: Terminal,
): Promise<string> {
  const maxEvents = given.count('max-events') ?? usualMaxEvents;
  const names = fileNamesOf(small);
  for (;;) {
    const path = join(folder, names.next().value).replaceAll('\\', '/');
    if (!existsSync(path) || (await isFailing(path, small.wanted, maxEvents, terminal)))
      return path;
  }
}

/** Shrinks what fails, and keeps it unless a cheaper file shows the same. */
async function keep(
  subject: Subject,
  folder: string,
  given: Given,
  terminal: Terminal,
): Promise<ExitCode> {
  const small = await smallScenario(subject, given, terminal);
  if (typeof small === 'number') return small;
  const code = codeOfStop(small.stopped);
  const path = await placeOf(small, folder, given, terminal);
  const events = small.shrunk.smallest.run.trace.events;
  if (eventsOf(path) <= events) {
    await terminal.stdout.write(`${path}: kept already, with ${eventsOf(path)} events\n`);
    return code;
  }
  await written(path, small.textIn(folder, notesOf(small)), terminal);
  await terminal.stdout.write(summaryText(small.shrunk, small.wanted, path));
  return code;
}

/** Keeps a failure, or each kind of failure that a report tells of. */
async function add(folder: string, given: Given, terminal: Terminal): Promise<ExitCode> {
  if (given.args.length === 0)
    throw new UsageError('corpus add: name a scenario, or the report of a `run` or an `explore`');
  const codes: ExitCode[] = [];
  for (const subject of await subjectsOf(given, terminal)) {
    const code = await keep(subject, folder, given, terminal);
    codes.push(code);
    if (code === exitCode.interrupted || code === exitCode.terminated) break;
  }
  return gravest(codes);
}

/** The files of a folder, those that fail after the fewest events first. */
async function inOrder(folder: string, terminal: Terminal): Promise<readonly string[]> {
  const targets = await targetsOf([folder], terminal.streams.stdin);
  const files = targets.flatMap((target) => (typeof target === 'string' ? target : []));
  const events = new Map(files.map((file) => [file, eventsOf(file)]));
  const rank = (file: string): number => events.get(file) ?? Infinity;
  // Equal ones, Infinity too, keep the order of their paths.
  return files.toSorted((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)));
}

/** Does `fault-sim corpus`. */
export const workOnCorpus: CommandBody = async (given, terminal, commands) => {
  const [what, folder = '', ...rest] = given.args;
  try {
    if (what === 'add') return await add(folder, given.withArgs(rest), terminal);
    if (rest.length > 0) throw new UsageError('corpus run: name one folder');
    const files = await inOrder(folder, terminal);
    if (files.length === 0) {
      await terminal.stderr.write(`nothing is kept in ${folder}\n`);
      return exitCode.nothingToRun;
    }
    return await runScenarios(given.withArgs(files), terminal, commands);
  } catch (error) {
    if (error instanceof NoReport || error instanceof WriteError) {
      await terminal.stderr.write(`error: ${error.message}\n`);
      return error instanceof NoReport ? exitCode.invalid : exitCode.notWritten;
    }
    throw error;
  }
};
