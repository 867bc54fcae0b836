import { dirname } from 'node:path';
import { printInstant } from '../../base/time.ts';
import type { ScenarioData } from '../../scenario/scenario.ts';
import { counted } from '../../reports/content/count.ts';
import { writeScenario } from '../../scenario/source/write.ts';
import { violatedNs } from '../../search/shrink/case.ts';
import type { Case, Wanted } from '../../search/shrink/case.ts';
import { sectionOf } from '../../search/shrink/data.ts';
import { shrink } from '../../search/shrink/shrink.ts';
import type { Shrunk } from '../../search/shrink/shrink.ts';
import { tellingOf } from '../../search/shrink/telling.ts';
import type { CommandBody, Given } from '../command.ts';
import { type Driver, quietDriver } from '../driver.ts';
import { codeOfStop, exitCode } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { throwIfSignalled, WriteError } from '../failure.ts';
import { NodeHost } from '../host/host.ts';
import { usualMaxEvents } from '../limits.ts';
import { DraftFile } from '../play/draft-file.ts';
import { keepInput } from '../play/kept-input.ts';
import { loadTarget, playable } from '../play/loading.ts';
import { Player } from '../play/player.ts';
import { steeredBy } from '../play/steered.ts';
import { wallMsOf } from '../play/request.ts';
import { onSignals } from '../play/signals.ts';
import { NoReport } from '../report/saved.ts';
import type { Terminal } from '../terminal.ts';
import { moved } from './moved.ts';
import { cannotStart, startingCase } from './starting-case.ts';
import type { StartingCase } from './starting-case.ts';
import { subjectOf } from './subject.ts';
import type { Subject } from './subject.ts';
import { firstViolation } from './violation.ts';

function progressText({ data }: Case, tried: number): string {
  const faults = Object.keys(sectionOf(data, 'faults')).length;
  return `${tried} played: ${counted(faults, 'fault')}`;
}

/** One line for people: what is left, and whether it is minimal. */
export function summaryText(shrunk: Shrunk, wanted: Wanted, path: string | null): string {
  const { smallest, tried, isMinimal } = shrunk;
  const faults = Object.keys(sectionOf(smallest.data, 'faults')).length;
  const at = printInstant(violatedNs(smallest, wanted));
  const minimal = faults === 0 ? 'nothing else can go' : 'none of them can go';
  const how = isMinimal ? minimal : 'stopped before it was known what else can go';
  const left = faults === 0 ? 'without any fault' : `with ${counted(faults, 'fault')}`;
  const where = path === null ? '' : `${path}: `;
  return `${where}${wanted.check} is violated at ${at} ${left}, ${how} (${counted(tried, 'scenario')} played)\n`;
}

/** Where scenarios are played on the way. */
interface Stage {
  readonly host: NodeHost;
  readonly driver: Driver;
}

/** What was made small, and how it would be written into a folder. */
export interface SmallScenario {
  readonly shrunk: Shrunk;
  readonly wanted: Wanted;
  /** The signal that ended it early; null when none did. */
  readonly stopped: string | null;
  /** `notes`: keys of `x-*` to write with it. */
  textIn(folder: string, notes?: ScenarioData): string;
}

/**
 * Makes a subject small. Says on standard error why, and answers the exit code, when it cannot. Throws
 * Interrupted at a signal before there is anything to make smaller.
 */
export async function smallScenario(
  subject: Subject,
  given: Given,
  terminal: Terminal,
): Promise<SmallScenario | ExitCode> {
  const host = new NodeHost(terminal.env, () => import('../../index.ts'));
  const driver = quietDriver(host);
  const leave = onSignals((signal) => driver.stop(signal));
  try {
    return await madeSmall(subject, given, terminal, { host, driver });
  } finally {
    leave.off();
  }
}

async function madeSmall(
  subject: Subject,
  given: Given,
  terminal: Terminal,
  { host, driver }: Stage,
): Promise<SmallScenario | ExitCode> {
  const maxEvents = given.count('max-events') ?? usualMaxEvents;
  const { checks: _, ...load } = subject.load;
  const scenario = await playable(await loadTarget(subject.path, load, host), terminal);
  if (typeof scenario === 'number') return scenario;
  const trialOf = await steeredBy(subject.steer);
  const finder = new Player({ host, driver, storeEvents: false, maxEvents, trialOf });
  const first = await firstViolation(scenario, finder, subject);
  const playing = { host, loadingHost: host, driver, maxEvents, trialOf };
  const start = await startingCase(scenario, first, playing);
  if (start === null) {
    throwIfSignalled(driver.stopReason, 'before anything was made smaller');
    await terminal.stderr.write(`error: ${cannotStart(first)}\n`);
    return exitCode.unexpected;
  }
  const { wanted } = start;
  const { shrunk, stopped } = await shrunkOf(start, driver, given, terminal);
  const { scenario: name, variant, seed } = first.run;
  const drawnWith = trialOf?.(first.plan).base ?? seed;
  const origin = { scenario: name, variant, seed, drawnWith, steer: subject.steer };
  const { smallest, isMinimal } = shrunk;
  const lines = tellingOf(smallest, { wanted, origin, isMinimal });
  return {
    shrunk,
    wanted,
    stopped,
    textIn(folder, notes = {}) {
      const data = moved(smallest.data, dirname(subject.path), folder);
      return writeScenario({ ...data, ...notes }, lines);
    },
  };
}

async function work(subject: Subject, given: Given, terminal: Terminal): Promise<ExitCode> {
  const small = await smallScenario(subject, given, terminal);
  if (typeof small === 'number') return small;
  const out = given.path('out');
  const text = small.textIn(dirname(out ?? subject.path));
  const summary = summaryText(small.shrunk, small.wanted, out);
  if (out === null) {
    await terminal.stdout.write(text);
    if (!given.flag('quiet')) await terminal.stderr.write(summary);
  } else {
    await written(out, text, terminal);
    await terminal.stdout.write(summary);
  }
  return codeOfStop(small.stopped);
}

/** What took so long is not lost where it cannot be written: it is told. Throws WriteError all the same. */
export async function written(path: string, text: string, terminal: Terminal): Promise<void> {
  try {
    const draft = new DraftFile(path);
    draft.write(text);
    draft.commit();
  } catch (error) {
    if (error instanceof WriteError) await terminal.stdout.write(text);
    throw error;
  }
}

async function shrunkOf(
  { known, oracle, wanted }: StartingCase,
  driver: Driver,
  given: Given,
  terminal: Terminal,
): Promise<{ readonly shrunk: Shrunk; readonly stopped: string | null }> {
  const budgetMs = wallMsOf(given, 'budget');
  // What is played when the time is over is played to its end; a signal ends it.
  let isOver = false;
  const end = (): void => void (isOver = true);
  const timer = budgetMs === null ? null : setTimeout(end, budgetMs);
  const isLive = terminal.streams.stderr.isTTY && !given.flag('quiet');
  try {
    const shrunk = await shrink(known, {
      oracle,
      wanted,
      mostTries: given.count('max-runs') ?? Infinity,
      isStopped: () => isOver || driver.stopReason !== null,
      onSmaller: (smaller, tried) => {
        if (isLive) void terminal.stderr.write(`\r\u001B[K${progressText(smaller, tried)}`);
      },
    });
    return { shrunk, stopped: driver.stopReason };
  } finally {
    if (timer !== null) clearTimeout(timer);
    if (isLive) await terminal.stderr.write('\r\u001B[K');
  }
}

/** Does `fault-sim shrink`. */
export const shrinkScenario: CommandBody = async (given, terminal) => {
  try {
    const subject = await subjectOf(given, terminal);
    keepInput([given.path('out')], [subject.path, subject.report]);
    return await work(subject, given, terminal);
  } catch (error) {
    if (error instanceof NoReport || error instanceof WriteError) {
      await terminal.stderr.write(`error: ${error.message}\n`);
      return error instanceof NoReport ? exitCode.invalid : exitCode.notWritten;
    }
    throw error;
  }
};
