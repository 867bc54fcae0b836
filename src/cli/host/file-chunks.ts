import { closeSync, createReadStream, existsSync, statSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { Fifo, pauseMs } from './fifo.ts';

/** Of a file so much is asked for at a time; a pipe holds no more than the other. */
const chunkBytes = 1 << 20;
const pipeBytes = 1 << 16;

/** What is written to a pipe, as it comes. Signals are heard meanwhile. */
async function* fifoChunks(path: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const fifo = new Fifo(path);
  try {
    for (;;) {
      const bytes = new Uint8Array(pipeBytes);
      const got = fifo.read(bytes);
      if (got === 0) return;
      if (got === null) await setTimeout(pauseMs, undefined, { signal });
      else yield bytes.subarray(0, got);
      signal.throwIfAborted();
    }
  } finally {
    closeSync(fifo.descriptor);
  }
}

/** The bytes of a file or a pipe, piece by piece; rejects when it is aborted. */
export function fileChunks(path: string, signal: AbortSignal): AsyncIterable<Uint8Array> {
  // Opened the usual way, a pipe to which nobody writes would keep a process that is to end.
  if (existsSync(path) && statSync(path).isFIFO()) return fifoChunks(path, signal);
  return createReadStream(path, { highWaterMark: chunkBytes, signal });
}
