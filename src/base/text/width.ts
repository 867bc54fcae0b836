import { pictographic, spacingMarks, textEmoji, wide, zeroWidth } from './width-table.ts';

/** A set of code points, decoded from its table when it is first asked. */
class CodePointSet {
  readonly #source: readonly string[];
  #bounds: Int32Array | undefined;

  constructor(source: readonly string[]) {
    this.#source = source;
  }

  #decoded(): Int32Array {
    const entries = this.#source.join(' ').split(' ');
    const bounds = new Int32Array(2 * entries.length);
    let end = 0;
    entries.forEach((entry, index) => {
      const [distance = '', more = '0'] = entry.split('+');
      const start = end + Number.parseInt(distance, 36);
      end = start + Number.parseInt(more, 36);
      bounds[2 * index] = start;
      bounds[2 * index + 1] = end;
    });
    this.#bounds = bounds;
    return bounds;
  }

  has(codePoint: number): boolean {
    const bounds = this.#bounds ?? this.#decoded();
    let low = 0;
    let high = bounds.length / 2 - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      if (codePoint < (bounds[2 * middle] ?? 0)) high = middle - 1;
      else if (codePoint > (bounds[2 * middle + 1] ?? 0)) low = middle + 1;
      else return true;
    }
    return false;
  }
}

const invisible = new CodePointSet(zeroWidth);
const twoCells = new CodePointSet(wide);
const emojiAsText = new CodePointSet(textEmoji);
const pictures = new CodePointSet(pictographic);
const spacing = new CodePointSet(spacingMarks);

const ZERO_WIDTH_JOINER = 0x200d;
const EMOJI_STYLE = 0xfe0f;
const KEYCAP = 0x20e3;
/** Below this there are no combining, wide or pictographic characters but (c) and (r). */
const FIRST_COMBINING = 0x300;

function isControl(codePoint: number): boolean {
  return codePoint < 0x20 || (codePoint >= 0x7f && codePoint < 0xa0);
}

function isRegional(codePoint: number): boolean {
  return codePoint >= 0x1f1e6 && codePoint <= 0x1f1ff;
}

function isSkinTone(codePoint: number): boolean {
  return codePoint >= 0x1f3fb && codePoint <= 0x1f3ff;
}

function isPicture(codePoint: number): boolean {
  return codePoint >= 0xa9 && pictures.has(codePoint);
}

function cellsOf(codePoint: number): number {
  if (isControl(codePoint)) return 0;
  if (codePoint < FIRST_COMBINING) return 1;
  if (invisible.has(codePoint)) return 0;
  return twoCells.has(codePoint) ? 2 : 1;
}

/** One cluster under construction: what a reader sees as one character. */
interface Cluster {
  readonly start: number;
  end: number;
  readonly base: number;
  previous: number;
  cells: number;
}

function begin(start: number, end: number, codePoint: number): Cluster {
  return { start, end, base: codePoint, previous: codePoint, cells: cellsOf(codePoint) };
}

/** True when the code point belongs to the cluster; takes note of what it does to the width. */
function joins(cluster: Cluster, codePoint: number): boolean {
  const { base, previous } = cluster;
  if (previous === 0x0d && codePoint === 0x0a) return true;
  if (isControl(base)) return false;
  if (codePoint < FIRST_COMBINING) return false;
  if (isRegional(codePoint)) {
    if (!isRegional(base) || base !== previous || cluster.cells === 2) return false;
    cluster.cells = 2;
    return true;
  }
  if (isSkinTone(codePoint)) return isPicture(base);
  if (previous === ZERO_WIDTH_JOINER && isPicture(codePoint)) return isPicture(base);
  if (spacing.has(codePoint)) {
    cluster.cells += cellsOf(codePoint);
    return true;
  }
  if (!invisible.has(codePoint)) return false;
  if (codePoint === KEYCAP || (codePoint === EMOJI_STYLE && emojiAsText.has(base))) {
    cluster.cells = 2;
  }
  return true;
}

function clusters(text: string): Cluster[] {
  const found: Cluster[] = [];
  let current: Cluster | undefined;
  for (let at = 0; at < text.length;) {
    const codePoint = text.codePointAt(at) ?? 0;
    const end = at + (codePoint > 0xffff ? 2 : 1);
    if (current !== undefined && joins(current, codePoint)) {
      current.end = end;
      current.previous = codePoint;
    } else {
      current = begin(at, end, codePoint);
      found.push(current);
    }
    at = end;
  }
  return found;
}

const PLAIN = /^[\x20-\x7e]*$/;

/** What a reader sees as single characters: letters with their marks, emoji sequences, flags. */
export function graphemes(text: string): string[] {
  if (PLAIN.test(text)) return text.split('');
  return clusters(text).map((cluster) => text.slice(cluster.start, cluster.end));
}

/** How many terminal cells a text takes on one line; control characters take none. */
export function textWidth(text: string): number {
  if (PLAIN.test(text)) return text.length;
  return clusters(text).reduce((sum, cluster) => sum + cluster.cells, 0);
}

/** The text in exactly so many cells: padded with blanks on the right, or cut with `…` at the end. */
export function fitText(text: string, cells: number): string {
  const width = textWidth(text);
  if (width <= cells) return text + ' '.repeat(cells - width);
  if (cells <= 0) return '';
  let used = 0;
  let end = 0;
  for (const cluster of clusters(text)) {
    if (used + cluster.cells > cells - 1) break;
    used += cluster.cells;
    end = cluster.end;
  }
  return `${text.slice(0, end)}…${' '.repeat(cells - 1 - used)}`;
}
