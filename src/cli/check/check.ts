import { canonicalJson } from '../../base/json/json.ts';
import type { Recorded } from '../../history/formats/reader.ts';
import { counted } from '../../reports/content/count.ts';
import { styleOf } from '../../reports/text/style.ts';
import type { CommandBody } from '../command.ts';
import { codeOfStop, type ExitCode, exitCode, gravest, type Signal } from '../exit-code.ts';
import { Interrupted } from '../failure.ts';
import { breakable } from '../play/breakable.ts';
import { onSignals } from '../play/signals.ts';
import { type Appearance, paintFor, renderingOn } from '../rendering.ts';
import type { Terminal } from '../terminal.ts';
import { answerOf, type CheckResult } from './answer.ts';
import { answerText, overviewLines } from './answer-text.ts';
import { emptyResult } from './empty-result.ts';
import { writeExports } from './exports.ts';
import { judged } from './judge.ts';
import { problemText } from './problem-text.ts';
import { recordingOf } from './recording.ts';
import { type CheckRequest, requestOf } from './request.ts';

/** The exit code of one file. */
function codeOf({ verdict, method, problem }: CheckResult): ExitCode {
  if (problem !== null) return exitCode.invalid;
  if (method === null) return exitCode.nothingToRun;
  if (verdict === 'violated') return exitCode.unexpected;
  return verdict === 'held' ? exitCode.asExpected : exitCode.undecided;
}

/** Prints what was found: JSON, or the verdicts for people beside what cannot be judged. */
async function print(
  results: readonly CheckResult[],
  request: CheckRequest,
  looks: Appearance,
  terminal: Terminal,
): Promise<void> {
  const { stdout, stderr, streams } = terminal;
  if (request.json) {
    await stdout.write(canonicalJson(answerOf(results)));
    return;
  }
  const isTaken = request.exports.some(({ file }) => file === '-');
  const paint = await paintFor([streams.stdout, streams.stderr], looks, terminal);
  const stream = isTaken ? streams.stderr : streams.stdout;
  const style = styleOf(renderingOn(stream, looks, terminal, paint));
  const told = results.filter(({ method }) => method !== null);
  const text = request.quiet
    ? overviewLines(told, style).map((line) => `${line}\n`)
    : [answerText(told, style)];
  await (isTaken ? stderr : stdout).write(text.join(''));
}

function writtenText({ history, transactions }: Recorded, { exports }: CheckRequest): string {
  const count = history.count + transactions.count;
  const files = exports.map(({ file }) => (file === '-' ? 'standard output' : file)).join(', ');
  return `${counted(count, 'operation')} written to ${files}\n`;
}

/** Judges the files that were named, one after another, until a signal comes. */
class Hearing {
  readonly results: CheckResult[] = [];
  /** The signal that ended it; null: none did. */
  stopped: Signal | null = null;
  readonly #request: CheckRequest;
  readonly #terminal: Terminal;
  readonly #reading = new AbortController();

  constructor(request: CheckRequest, terminal: Terminal) {
    this.#request = request;
    this.#terminal = terminal;
  }

  /** Gives up what is read, and what was not judged yet. */
  stop(signal: Signal): void {
    this.stopped ??= signal;
    this.#reading.abort();
    this.#terminal.streams.stdin.destroy();
  }

  async hear(file: string): Promise<void> {
    const result = (await this.#heard(file)) ?? this.#unjudged(file);
    if (result === 'written') return;
    this.results.push(result);
    const { problem, method, why } = result;
    if (this.#request.json || method !== null) return;
    const said = problem === null ? `${file}: ${why ?? ''}\n` : await problemText(file, problem);
    await this.#terminal.stderr.write(said);
  }

  /** Null: a signal came before anything was known. */
  async #heard(file: string): Promise<CheckResult | 'written' | null> {
    if (this.stopped !== null) return null;
    const request = this.#request;
    const { stdout, stderr, streams } = this.#terminal;
    try {
      const recording = await recordingOf(file, request, streams.stdin, this.#reading.signal);
      if ('problem' in recording) {
        const { problem } = recording;
        return { ...emptyResult(file, request), why: problem.message, problem };
      }
      await writeExports(recording, request.exports, stdout);
      if (request.onlyWrites) {
        await stderr.write(writtenText(recording, request));
        return 'written';
      }
      return breakable('before it was judged', () => judged(file, recording, request));
    } catch (error) {
      if (error instanceof Interrupted) this.stop(error.signal);
      if (this.stopped === null) throw error;
      return null;
    }
  }

  #unjudged(file: string): CheckResult {
    const why = 'a signal came before it was judged';
    return { ...emptyResult(file, this.#request), why };
  }
}

/** Does `fault-sim check`. */
export const checkHistories: CommandBody = async (given, terminal) => {
  const request = requestOf(given);
  const hearing = new Hearing(request, terminal);
  const leave = onSignals((signal) => hearing.stop(signal));
  try {
    for (const file of request.files) await hearing.hear(file);
  } finally {
    leave.off();
  }
  const { results, stopped } = hearing;
  const looks = { colour: given.choice('color'), ascii: given.flag('ascii') };
  if (results.length > 0) await print(results, request, looks, terminal);
  return gravest([...results.map(codeOf), codeOfStop(stopped)]);
};
