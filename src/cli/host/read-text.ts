import {
  closeSync,
  constants,
  openSync,
  readFileSync,
  readlinkSync,
  readSync,
  statSync,
} from 'node:fs';
import type { ReadResult } from '../../base/host.ts';
import { Interrupted } from '../failure.ts';
import { breakable } from '../play/breakable.ts';
import { nearPath, noSuchFile } from './near-path.ts';

/** No text that is read is larger than this: what is, is no scenario. */
export const mostBytes = 10 * 1024 * 1024;

function tooLarge(size: string): ReadResult {
  return { problem: 'too-large', why: `it has ${size} bytes, at most ${mostBytes} are read` };
}

/** How long to wait for somebody to write to a pipe: a shell that is still starting, say. */
const writerWaitMs = 5000;
const pauseMs = 20;

/** Sleeps; nothing else can happen while a text is read. */
function sleep(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

/** How much a read of a pipe gave; null when a writer is there who has not yet written. */
function readPipe(descriptor: number, bytes: Buffer, count: number): number | null {
  try {
    return readSync(descriptor, bytes, count, bytes.length - count, null);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return null;
    throw error;
  }
}

/** A pipe without a name, as shells make it for `<(…)`, had its writer before anybody could read. */
function isNameless(path: string): boolean {
  try {
    return readlinkSync(path).startsWith('pipe:');
  } catch {
    return false;
  }
}

/**
 * What is written to a pipe, up to its end or one byte more than is read; null when nobody comes to
 * write. Opening it the usual way would wait for a writer for ever, deaf to Ctrl-C.
 */
function readFifo(path: string): Buffer | null {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const bytes = Buffer.alloc(mostBytes + 1);
    let count = 0;
    let isWritten = isNameless(path);
    for (let waitedMs = 0; count < bytes.length;) {
      const got = readPipe(descriptor, bytes, count);
      if (got === 0 && isWritten) break;
      if (got === 0 && waitedMs >= writerWaitMs) return null;
      isWritten ||= got !== 0;
      count += got ?? 0;
      if (got !== null && got > 0) continue;
      sleep(pauseMs);
      waitedMs += pauseMs;
    }
    return bytes.subarray(0, count);
  } finally {
    closeSync(descriptor);
  }
}

/** What a device gives, up to its end or one byte more than is read: some have no end. */
function readStream(path: string): Buffer {
  const descriptor = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(mostBytes + 1);
    let count = 0;
    for (let got = 1; got > 0 && count < bytes.length; count += got) {
      got = readSync(descriptor, bytes, count, bytes.length - count, null);
    }
    return bytes.subarray(0, count);
  } finally {
    closeSync(descriptor);
  }
}

function isUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

/** What bytes say in UTF-8, a BOM included; or that they are something else. */
export function decoded(bytes: Uint8Array): ReadResult {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    if (isUtf16(bytes)) return { problem: 'unreadable', why: 'it is in UTF-16, not in UTF-8' };
    const [sound = ''] = new TextDecoder().decode(bytes).split('\ufffd', 1);
    const line = sound.split('\n').length;
    return { problem: 'unreadable', why: `line ${line} is not in UTF-8` };
  }
}

/** The text of a file as UTF-8, a BOM included; or why it cannot be had. */
export function readText(path: string): ReadResult {
  try {
    const about = statSync(path);
    if (about.isDirectory()) return { problem: 'is-folder', why: 'it is a folder' };
    if (about.size > mostBytes) return tooLarge(String(about.size));
    if (about.isFile()) return decoded(readFileSync(path));
    const bytes = about.isFIFO()
      ? breakable(`while ${path} was read`, () => readFifo(path))
      : readStream(path);
    if (bytes === null)
      return { problem: 'unreadable', why: 'it is a pipe, and nobody writes to it' };
    if (bytes.length > mostBytes) return tooLarge(`more than ${mostBytes}`);
    return decoded(bytes);
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    const { code = '', message } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') return { problem: 'unreadable', why: message };
    return { problem: 'not-found', why: noSuchFile(path), meant: nearPath(path) };
  }
}
