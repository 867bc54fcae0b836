import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import type { ReadResult } from '../../base/host.ts';
import { Interrupted } from '../failure.ts';
import { breakable } from '../play/breakable.ts';
import { Fifo, pauseMs, sleep } from './fifo.ts';
import { nearPath, noSuchFile } from './near-path.ts';

/** No text that is read is larger than this: what is, is no scenario. */
export const mostBytes = 10 * 1024 * 1024;
/** Of a pipe so much is asked for at a time. */
const partBytes = 1 << 16;

function tooLarge(size: string): ReadResult {
  return { problem: 'too-large', why: `it has ${size} bytes, at most ${mostBytes} are read` };
}

/**
 * What is written to a pipe, up to its end or one byte more than `most`. It sleeps meanwhile, so that
 * whoever calls it makes it breakable.
 */
export function readFifo(path: string, most: number): Buffer {
  const fifo = new Fifo(path);
  try {
    const parts: Uint8Array[] = [];
    let count = 0;
    while (count <= most) {
      const bytes = new Uint8Array(Math.min(partBytes, most + 1 - count));
      const got = fifo.read(bytes);
      if (got === 0) break;
      if (got === null) sleep(pauseMs);
      else parts.push(bytes.subarray(0, got));
      count += got ?? 0;
    }
    return Buffer.concat(parts);
  } finally {
    closeSync(fifo.descriptor);
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
      ? breakable(`while ${path} was read`, () => readFifo(path, mostBytes))
      : readStream(path);
    if (bytes.length > mostBytes) return tooLarge(`more than ${mostBytes}`);
    return decoded(bytes);
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    const { code = '', message } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') return { problem: 'unreadable', why: message };
    return { problem: 'not-found', why: noSuchFile(path), meant: nearPath(path) };
  }
}
