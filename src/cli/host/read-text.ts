import { readFileSync, statSync } from 'node:fs';
import type { ReadResult } from '../../base/host.ts';
import { nearPath, noSuchFile } from './near-path.ts';

/** No text that is read is larger than this: what is, is no scenario. */
const mostBytes = 10 * 1024 * 1024;

/** The text of a file as UTF-8, a BOM included; or why it cannot be had. */
export function readText(path: string): ReadResult {
  try {
    const about = statSync(path);
    if (about.isDirectory()) return { problem: 'is-folder', why: 'it is a folder' };
    if (about.size > mostBytes) {
      return {
        problem: 'too-large',
        why: `it has ${about.size} bytes, at most ${mostBytes} are read`,
      };
    }
    return { text: readFileSync(path, 'utf8') };
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') return { problem: 'unreadable', why: message };
    return { problem: 'not-found', why: noSuchFile(path), meant: nearPath(path) };
  }
}
