import { constants, openSync, readSync, readlinkSync, writeSync } from 'node:fs';

/** How long to wait for who is at the other end of a pipe: a shell that is still starting, say. */
const partnerWaitMs = 5000;
/** Between two looks at a pipe in which nothing has changed. */
export const pauseMs = 2;

/** Sleeps; nothing else can happen meanwhile. */
export function sleep(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

/** Of a pipe to which nobody has come to write. */
export class NobodyWrites extends Error {
  override readonly name = 'NobodyWrites';

  constructor() {
    super('it is a pipe, and nobody writes to it');
  }
}

/** A pipe without a name, as shells make it for `<(…)`, had its partner before we could open it. */
function isNameless(path: string): boolean {
  try {
    return readlinkSync(path).startsWith('pipe:');
  } catch {
    return false;
  }
}

/** What an act answers; null when the system says with this code that the other end is not ready. */
function orWait<T>(code: string, act: () => T): T | null {
  try {
    return act();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === code) return null;
    throw error;
  }
}

/**
 * The end of a pipe that is read. Neither opening it nor reading waits by itself: the usual way waits
 * for a writer for ever, deaf to Ctrl+C.
 */
export class Fifo {
  readonly descriptor: number;
  #isWritten: boolean;
  #waitedMs = 0;

  constructor(path: string) {
    this.descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    this.#isWritten = isNameless(path);
  }

  /**
   * Reads into `bytes`: how many, 0 at the end; null: nothing yet, so pause and ask
   * again. Throws when nobody has come to write.
   */
  read(bytes: Uint8Array): number | null {
    const got = this.#got(bytes);
    if (got === null || got > 0) {
      this.#isWritten = true;
      return got;
    }
    if (this.#isWritten) return 0;
    if (this.#waitedMs >= partnerWaitMs) throw new NobodyWrites();
    this.#waitedMs += pauseMs;
    return null;
  }

  /** Null when a writer is there who has not yet written. */
  #got(bytes: Uint8Array): number | null {
    return orWait('EAGAIN', () => readSync(this.descriptor, bytes));
  }
}

/** The end of a pipe that is written, as a descriptor. It sleeps until somebody reads, as `readFifo`. */
export function openToWrite(path: string): number {
  const flags = constants.O_WRONLY | constants.O_NONBLOCK;
  for (let waitedMs = 0; ; waitedMs += pauseMs) {
    const descriptor = orWait('ENXIO', () => openSync(path, flags));
    if (descriptor !== null) return descriptor;
    if (waitedMs >= partnerWaitMs || isNameless(path))
      throw new Error('it is a pipe, and nobody reads it');
    sleep(pauseMs);
  }
}

/** Writes as much as the other end can take now: how many bytes. */
export function writeSome(descriptor: number, bytes: Uint8Array): number {
  return orWait('EAGAIN', () => writeSync(descriptor, bytes)) ?? 0;
}
