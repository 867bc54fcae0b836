import { graphemes, textWidth } from './width.ts';

const firstStrongIsolate = '\u2068';
const popIsolate = '\u2069';
const rightToLeft =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
// Controls, and the old marks that turn the direction of all behind them. Isolates may stay: a line ends them.
// eslint-disable-next-line no-control-regex -- finding control characters is its purpose
const unprintable = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]/g;

/** Text in which what a terminal would obey, and what hides the order of a line, is spelt out. */
export function speltOut(text: string): string {
  return text.replace(
    unprintable,
    (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Text for one line of a terminal: line breaks and tabs become blanks, other controls are spelt out. */
export function printable(text: string): string {
  return speltOut(text.replace(/[\r\n\t]+/g, ' '));
}

/**
 * Text that cannot reorder its neighbours: right-to-left text is put between isolates (no cells
 * wide), so that columns stay in order on terminals that reorder. All other text is unchanged.
 */
export function isolated(text: string): string {
  return rightToLeft.test(text) ? firstStrongIsolate + text + popIsolate : text;
}

/** The text if it fits, else its beginning and the ellipsis: never wider than that many cells. */
export function clipCells(text: string, cells: number, ellipsis = '…'): string {
  if (textWidth(text) <= cells) return text;
  if (cells < 1) return '';
  let kept = '';
  let width = 0;
  for (const cluster of graphemes(text)) {
    width += textWidth(cluster);
    if (width > cells - 1) break;
    kept += cluster;
  }
  return kept + ellipsis;
}

/** Adds blanks on the right up to that many cells. */
export function padCells(text: string, cells: number): string {
  const missing = cells - textWidth(text);
  return missing > 0 ? text + ' '.repeat(missing) : text;
}

/** A name in a column: clipped or padded to exactly that many cells, and isolated. */
export function fitCells(text: string, cells: number, ellipsis = '…'): string {
  const clipped = clipCells(text, cells, ellipsis);
  const missing = cells - textWidth(clipped);
  return isolated(clipped) + ' '.repeat(missing > 0 ? missing : 0);
}

/** The pieces of a word that is wider than a line: broken after - / _ , and =, else anywhere. */
function pieces(word: string, cells: number): string[] {
  const parts = word.match(/[^\-/_,=]*[-/_,=]+|[^\-/_,=]+/g) ?? [];
  return parts.flatMap((part) => (textWidth(part) > cells ? hardBroken(part, cells) : [part]));
}

function hardBroken(word: string, cells: number): string[] {
  const broken: string[] = [];
  let piece = '';
  for (const cluster of graphemes(word)) {
    if (piece !== '' && textWidth(piece) + textWidth(cluster) > cells) {
      broken.push(piece);
      piece = '';
    }
    piece += cluster;
  }
  return [...broken, piece];
}

/** Lines of at most that many cells, broken at blanks; a word is broken only if no line could hold it. */
export function wrapCells(text: string, cells: number): string[] {
  const width = cells < 1 ? 1 : cells;
  const lines: string[] = [];
  let line = '';
  const put = (part: string, blank: string): void => {
    if (line !== '' && textWidth(line) + textWidth(blank) + textWidth(part) > width) {
      lines.push(line);
      line = part;
    } else {
      line += line === '' ? part : blank + part;
    }
  };
  for (const word of text.split(/\s+/)) {
    if (word === '') continue;
    if (textWidth(word) <= width) put(word, ' ');
    else pieces(word, width).forEach((piece, index) => put(piece, index === 0 ? ' ' : ''));
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line];
}
