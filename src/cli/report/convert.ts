import { statSync } from 'node:fs';
import { UsageError } from '../../base/errors.ts';
import { reporters } from '../../reports/index.ts';
import type { TraceFormat, TraceWriter } from '../../reports/traces/define.ts';
import { traceFormats } from '../../reports/traces/index.ts';
import { isOwnFile } from '../../scenario/source/location.ts';
import type { Given } from '../command.ts';
import { exitCode } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { throwIfSignalled } from '../failure.ts';
import { NobodyWrites } from '../host/fifo.ts';
import { fileChunks } from '../host/file-chunks.ts';
import { NodeHost } from '../host/host.ts';
import { DraftFile } from '../play/draft-file.ts';
import { keepInput } from '../play/kept-input.ts';
import { ownReporter } from '../play/own-reporter.ts';
import { onSignals } from '../play/signals.ts';
import type { Terminal } from '../terminal.ts';
import { DamagedEvents, type EventLine, eventLinesIn } from './event-lines.ts';
import { render } from './render.ts';
import { demandFile, NoReport, NotAFile, savedReport, unreadable } from './saved.ts';

/** Text is written in pieces of about so many characters: an event is a few hundred. */
const pieceLength = 1 << 16;

function sourceOf(paths: readonly string[], { name }: TraceFormat): string {
  const [path, second] = paths;
  if (path !== undefined && second === undefined) return path;
  throw new UsageError(
    `report convert --to ${name} takes one file of events, which may be of several runs: \`run --events\` wrote it`,
  );
}

/** The bytes of a file; those of standard input for `-`. Throws an Error that says why there are none. */
function chunksOf(
  path: string,
  terminal: Terminal,
  signal: AbortSignal,
): AsyncIterable<Uint8Array> {
  if (path === '-') return terminal.streams.stdin;
  demandFile(path);
  return fileChunks(path, signal);
}

function textOf(line: EventLine, writer: TraceWriter): string {
  if (line.kind === 'header') return writer.begin(line.header);
  return line.kind === 'event' ? writer.event(line.event) : writer.end();
}

/** Text in pieces that are worth a call of the system. */
async function* converted(
  lines: AsyncIterable<EventLine>,
  writer: TraceWriter,
): AsyncGenerator<string, void, undefined> {
  let piece = writer.head();
  for await (const line of lines) {
    piece += textOf(line, writer);
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  yield piece + writer.tail();
}

/** Where the text goes: a file that appears whole or not at all, or standard output. */
class Sink {
  readonly #draft: DraftFile | null;
  readonly #terminal: Terminal;

  constructor(out: string | null, terminal: Terminal) {
    this.#draft = out === null ? null : new DraftFile(out);
    this.#terminal = terminal;
  }

  /** Nobody reads any more. */
  get isGone(): boolean {
    return this.#draft === null && this.#terminal.stdout.isGone;
  }

  async write(text: string): Promise<void> {
    if (this.#draft === null) await this.#terminal.stdout.write(text);
    else this.#draft.write(text);
  }

  commit(): void {
    this.#draft?.commit();
  }

  discard(): void {
    this.#draft?.discard();
  }
}

/** Turns the events of runs into what a tool of others opens. */
async function draw(
  format: TraceFormat,
  paths: readonly string[],
  given: Given,
  terminal: Terminal,
): Promise<ExitCode> {
  const path = sourceOf(paths, format);
  const writer = format.writer();
  const out = given.path('out');
  const reading = new AbortController();
  let stopped: string | null = null;
  const leave = onSignals((signal) => {
    stopped = signal;
    reading.abort();
    terminal.streams.stdin.destroy();
  });
  let sink: Sink | null = null;
  try {
    const chunks = chunksOf(path, terminal, reading.signal);
    sink = new Sink(out, terminal);
    for await (const piece of converted(eventLinesIn(chunks), writer)) {
      await sink.write(piece);
      if (sink.isGone || stopped !== null) break;
    }
    throwIfSignalled(stopped, 'before all was converted');
    sink.commit();
  } catch (error) {
    sink?.discard();
    throwIfSignalled(stopped, 'before all was converted');
    throw problemOf(path, format, error);
  } finally {
    leave.off();
  }
  return exitCode.asExpected;
}

function isReport(path: string): boolean {
  try {
    // What was a pipe is read, and gives nothing any more.
    if (!statSync(path).isFile()) return false;
    savedReport(path);
    return true;
  } catch {
    return false;
  }
}

/** What went wrong with the input, as a NoReport; anything else as it is. */
function problemOf(path: string, { name }: TraceFormat, error: unknown): unknown {
  const source = path === '-' ? 'standard input' : path;
  if (error instanceof DamagedEvents) {
    if (path !== '-' && isReport(path)) {
      return new NoReport(
        `${path} is a report: ${name} draws events, which \`run --events\` writes`,
      );
    }
    return new NoReport(
      `${source} is no whole stream of events of \`fault-sim run\`: ${error.message}`,
    );
  }
  const isOfSystem = error instanceof Error && 'syscall' in error;
  const isRefused = error instanceof NotAFile || error instanceof NobodyWrites;
  return isOfSystem || isRefused ? new NoReport(unreadable(source, 'as events', error)) : error;
}

/** Makes of a saved report what a reporter makes of it, and of events what a tool of others opens. */
export async function convert(
  paths: readonly string[],
  given: Given,
  terminal: Terminal,
): Promise<ExitCode> {
  keepInput([given.path('out')], paths);
  const name = given.text('to') ?? '';
  const reporter = isOwnFile(name)
    ? await ownReporter(name, new NodeHost(terminal.env, () => import('../../index.ts')), '--to')
    : reporters.get(name);
  if (reporter !== undefined) return await render(reporter, paths, given, terminal);
  const format = traceFormats.get(name);
  if (format !== undefined) return await draw(format, paths, given, terminal);
  throw new UsageError(
    `report convert: say into what, with --to: of a report ${reporters.names.join(', ')}; of events ${traceFormats.names.join(', ')}`,
  );
}
