import { readFileSync, statSync } from 'node:fs';
import type { ReadResult } from '../../base/host.ts';

/** No text that is read is larger than this: what is, is no scenario. */
const mostBytes = 10 * 1024 * 1024;

const wordOf: Readonly<Record<string, 'not-found' | 'is-folder'>> = {
  ENOENT: 'not-found',
  ENOTDIR: 'not-found',
  EISDIR: 'is-folder',
};

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
    return { problem: wordOf[code] ?? 'unreadable', why: message };
  }
}
