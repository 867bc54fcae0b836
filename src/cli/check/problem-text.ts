import { createReadStream, statSync } from 'node:fs';
import { graphemes, textWidth } from '../../base/text/width.ts';
import { printable } from '../../base/text/cells.ts';
import type { ReadingProblem } from './answer.ts';

const lineFeed = 10;
/** Of a long line so many characters stand before the place, and so many from it on. */
const shownBefore = 50;
const shownAfter = 40;
/** Bytes of a line that are looked at; a place behind them is not shown. */
const mostBytes = 1 << 20;

/** The text of a line, from 1; null when the file has none, or cannot be read again. */
async function lineOf(path: string, wanted: number): Promise<string | null> {
  let line = 1;
  const parts: Buffer[] = [];
  let bytes = 0;
  try {
    if (!statSync(path).isFile()) return null;
    for await (const chunk of createReadStream(path)) {
      const part = chunk as Buffer;
      let at = 0;
      while (line < wanted) {
        const end = part.indexOf(lineFeed, at);
        if (end < 0) break;
        at = end + 1;
        line += 1;
      }
      if (line < wanted) continue;
      const end = part.indexOf(lineFeed, at);
      parts.push(part.subarray(at, end < 0 ? part.length : end));
      bytes += part.length - at;
      if (end >= 0 || bytes > mostBytes) break;
    }
  } catch {
    return null;
  }
  return parts.length === 0 ? null : Buffer.concat(parts).toString('utf8').replace(/\r$/, '');
}

/** The line with a caret under the place; of a long line only what stands round it. */
function frame(line: number, column: number, text: string): string {
  const characters = Array.from(text, printable);
  const place = column - 1;
  if (place > characters.length) return '';
  const from = place > shownBefore ? place - shownBefore : 0;
  const until = place + shownAfter;
  const before = (from > 0 ? '…' : '') + characters.slice(from, place).join('');
  const after = characters.slice(place, until).join('') + (characters.length > until ? '…' : '');
  const margin = ' '.repeat(String(line).length);
  const width = textWidth(graphemes(after)[0] ?? ' ');
  const caret = ' '.repeat(textWidth(before)) + '^'.repeat(Math.max(1, width));
  return `${margin} |\n${line} | ${before}${after}\n${margin} | ${caret}\n`;
}

/** `history.edn:3:14: expected ...`, and the line with a caret when the file can be read again. */
export async function problemText(file: string, problem: ReadingProblem): Promise<string> {
  const { line, column, message } = problem;
  if (line === null || column === null) return `error: ${file}: ${message}\n`;
  const text = file === '-' ? null : await lineOf(file, line);
  const where = `${file === '-' ? 'standard input' : file}:${line}:${column}`;
  return `error: ${where}: ${message}\n${text === null ? '' : frame(line, column, text)}`;
}
