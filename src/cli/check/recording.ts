import { detectFormat } from '../../history/formats/detect.ts';
import { HistoryError } from '../../history/formats/history-error.ts';
import { type HistoryFormat, historyFormats, readerOf } from '../../history/formats/index.ts';
import type { ReaderOptions, Recorded } from '../../history/formats/reader.ts';
import { models } from '../../library/models/index.ts';
import { isRequest } from '../../world/program/protocol.ts';
import { NobodyWrites } from '../host/fifo.ts';
import { fileChunks } from '../host/file-chunks.ts';
import { nearPath } from '../host/near-path.ts';
import type { ReadingProblem } from './answer.ts';
import type { CheckRequest } from './request.ts';

/** As many bytes are seen before a format is guessed, unless the input is shorter. */
const headBytes = 1 << 16;

/** The fields that a model declares for an operation, so that others in an events file are left out. */
function fieldsIn(name: string | null): ReaderOptions['fieldsOf'] {
  const model = name === null ? undefined : models.get(name);
  if (model === undefined) return undefined;
  return (operation) => {
    const declared = Object.hasOwn(model.operations, operation)
      ? model.operations[operation]
      : undefined;
    if (declared === undefined || !isRequest(declared)) return null;
    return { input: Object.keys(declared.body), output: Object.keys(declared.reply) };
  };
}

function optionsOf({ workload, run, keyed, model }: CheckRequest): ReaderOptions {
  const fieldsOf = fieldsIn(model);
  return {
    ...(workload === null ? {} : { of: workload }),
    ...(run === null ? {} : { run }),
    ...(keyed === null ? {} : { keyed }),
    ...(fieldsOf === undefined ? {} : { fieldsOf }),
  };
}

function formatOf(head: readonly Uint8Array[], file: string): HistoryFormat {
  const found = detectFormat(Buffer.concat(head), file);
  if (found !== null) return found;
  throw new HistoryError(
    `expected a history in one of the formats ${historyFormats.join(', ')}`,
    1,
    1,
  );
}

/** Reads chunks to their end; what tells the format waits until the format is known. */
async function readAll(
  chunks: AsyncIterable<Uint8Array>,
  file: string,
  request: CheckRequest,
): Promise<Recorded> {
  const options = optionsOf(request);
  let reader = request.format === 'auto' ? null : readerOf(request.format, options);
  let head: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    if (reader !== null) {
      reader.push(chunk);
      continue;
    }
    head.push(chunk);
    length += chunk.length;
    if (length < headBytes) continue;
    reader = readerOf(formatOf(head, file), options);
    for (const part of head) reader.push(part);
    head = [];
  }
  if (reader === null) {
    // Nothing at all is a history without operations, in whatever format.
    reader = readerOf(length === 0 ? 'jepsen-edn' : formatOf(head, file), options);
    for (const part of head) reader.push(part);
  }
  return reader.end();
}

/** What the system says about a file that cannot be read, in better words. */
const systemWords: ReadonlyMap<unknown, string> = new Map([
  ['EISDIR', 'it is a folder'],
  ['EACCES', 'it may not be read'],
]);

/** Whoever tells it names the file. */
function missingText(file: string): string {
  const meant = nearPath(file);
  return `there is no such file${meant === undefined ? '' : `, did you mean "${meant}"?`}`;
}

/**
 * The history in a file, or in standard input for `-`; or why there is none. Rejects when it is
 * aborted; standard input has to be closed for that.
 */
export async function recordingOf(
  file: string,
  request: CheckRequest,
  stdin: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<Recorded | { readonly problem: ReadingProblem }> {
  const chunks: AsyncIterable<Uint8Array> = file === '-' ? stdin : fileChunks(file, signal);
  try {
    return await readAll(chunks, file, request);
  } catch (error) {
    if (error instanceof HistoryError) {
      const { line, column, message } = error;
      return { problem: { line, column, message } };
    }
    if (error instanceof NobodyWrites) {
      return { problem: { line: null, column: null, message: error.message } };
    }
    if (error instanceof Error && 'code' in error && 'syscall' in error) {
      const isMissing = error.code === 'ENOENT' || error.code === 'ENOTDIR';
      const told = systemWords.get(error.code) ?? error.message;
      const message = isMissing ? missingText(file) : told;
      return { problem: { line: null, column: null, message } };
    }
    throw error;
  }
}
