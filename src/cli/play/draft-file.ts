import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { Interrupted, WriteError } from '../failure.ts';
import { openToWrite, pauseMs, sleep, writeSome } from '../host/fifo.ts';
import { breakable } from './breakable.ts';

/** Drafts that are neither in their place nor discarded yet. */
const open = new Set<string>();

/** Whoever leaves in the middle leaves none of them behind. */
function removeDrafts(): void {
  for (const draft of open) {
    try {
      rmSync(draft, { force: true });
    } catch {
      // There is nobody left to tell.
    }
  }
}

/** Where a link leads; null for what is none. */
function linkAt(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}

/**
 * Where a file really goes: a link is followed, so that it stays one. Null for what is no file and
 * must not be replaced by one: a device, a pipe, a terminal.
 */
function placeOf(path: string): string | null {
  const about = statSync(path, { throwIfNoEntry: false });
  if (about === undefined) {
    const link = linkAt(path);
    return link === null ? path : placeOf(resolve(realpathSync(dirname(path)), link));
  }
  if (about.isDirectory()) throw new Error('it is a folder');
  return about.isFile() ? realpathSync(path) : null;
}

/**
 * A file that appears whole or not at all: it is written beside its place and renamed at the end.
 * Devices and pipes take everything at once. What fails is a WriteError that names the file.
 */
export class DraftFile {
  readonly path: string;
  readonly #place: string | null;
  #draft = '';
  #descriptor: number | null;

  constructor(path: string) {
    this.path = path;
    this.#place = this.#try(() => placeOf(path));
    this.#descriptor = this.#try(() => {
      if (this.#place === null) return openStream(path);
      makeFolder(dirname(this.#place));
      const [draft, descriptor] = opened(this.#place);
      this.#draft = draft;
      if (open.size === 0) process.once('exit', removeDrafts);
      open.add(this.#draft);
      return descriptor;
    });
  }

  write(text: string): void {
    const descriptor = this.#descriptor;
    if (descriptor !== null) this.#try(() => writeAll(descriptor, this.path, Buffer.from(text)));
  }

  /** Puts the file into its place. */
  commit(): void {
    this.#close();
    const place = this.#place;
    if (place === null) return;
    this.#try(() => renameSync(this.#draft, place));
    this.#forget();
  }

  /** Leaves nothing behind. */
  discard(): void {
    this.#close();
    if (this.#place === null) return;
    rmSync(this.#draft, { force: true });
    this.#forget();
  }

  #forget(): void {
    open.delete(this.#draft);
    if (open.size === 0) process.off('exit', removeDrafts);
  }

  #close(): void {
    if (this.#descriptor === null) return;
    const descriptor = this.#descriptor;
    this.#descriptor = null;
    this.#try(() => closeSync(descriptor));
  }

  #try<T>(act: () => T): T {
    try {
      return act();
    } catch (error) {
      if (error instanceof Interrupted) throw error;
      const { message } = error as Error;
      throw new WriteError(`${this.path} cannot be written: ${message}`);
    }
  }
}

/** Of a name so much is in that of its draft, which may not be longer than names can be. */
const namePart = 60;

/** A draft that is nobody else's: a process in another container may have our number, and our file. */
function opened(place: string): readonly [path: string, descriptor: number] {
  const begin = join(dirname(place), `${basename(place).slice(0, namePart)}.${process.pid}`);
  for (let nth = 1; ; nth += 1) {
    const draft = `${begin}-${nth}.draft`;
    try {
      return [draft, openSync(draft, 'wx')];
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** Opens what is no file: a pipe only with a reader, for whom nobody waits deaf to signals. */
function openStream(path: string): number {
  if (!statSync(path).isFIFO()) return openSync(path, 'w');
  return breakable(`while ${path} was opened`, () => openToWrite(path));
}

/** Writes everything; the reader of a pipe may take its time. */
function writeAll(descriptor: number, path: string, bytes: Buffer): void {
  let written = 0;
  const some = (): boolean => {
    const count = writeSome(descriptor, bytes.subarray(written));
    written += count;
    return count > 0;
  };
  while (written < bytes.length && some());
  if (written === bytes.length) return;
  breakable(`while ${path} was written`, () => {
    while (written < bytes.length) if (!some()) sleep(pauseMs);
  });
}

/** Makes a folder and those above it. (Node 20 never returns from doing so itself below /proc.) */
export function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}
