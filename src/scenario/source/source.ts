import type { Place } from '../../base/errors.ts';

/** A text that a user wrote, and where its lines begin. */
export interface Source {
  /** As the user named it, with `/`; `--set` for a value of the command line. */
  readonly file: string;
  readonly text: string;
  /** Offset of the first character of each line. */
  readonly lineStarts: readonly number[];
}

/** A stretch of a source, by offsets in UTF-16 code units; the end is not part of it. */
export interface Span {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
}

const BYTE_ORDER_MARK = 0xfe_ff;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Makes a source of a text. */
export function sourceOf(file: string, text: string): Source {
  // The mark is no character of the first line: columns count behind it.
  const lineStarts = [text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    lineStarts.push(at + 1);
  }
  return { file, text, lineStarts };
}

function lineIndexAt(source: Source, offset: number): number {
  let low = 0;
  let high = source.lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((source.lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The text of a line (from 1), without its line end. */
export function lineText(source: Source, line: number): string {
  const start = source.lineStarts[line - 1] ?? source.text.length;
  const next = source.lineStarts[line];
  const text = source.text.slice(start, next === undefined ? undefined : next - 1);
  return text.endsWith('\r') ? text.slice(0, -1) : text;
}

function isHalf(code: number, first: number): boolean {
  return code >= first && code < first + 0x4_00;
}

/** How many characters begin in a stretch of a text; line ends are none. */
function charactersIn(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    const isSecond = isHalf(code, 0xdc_00) && isHalf(text.charCodeAt(at - 1), 0xd8_00);
    if (code !== CARRIAGE_RETURN && code !== LINE_FEED && !isSecond) count += 1;
  }
  return count;
}

/** Every so many code units it is remembered how many characters of the line stand before. */
const STRIDE = 1024;

/** Of long lines: a file of JSON may be a single one, with as many mistakes as other files have. */
const remembered = new WeakMap<Source, Map<number, readonly number[]>>();

function countsOf(source: Source, index: number): readonly number[] {
  const lines = remembered.get(source) ?? new Map<number, readonly number[]>();
  remembered.set(source, lines);
  const known = lines.get(index);
  if (known !== undefined) return known;
  const start = source.lineStarts[index] ?? 0;
  const end = source.lineStarts[index + 1] ?? source.text.length;
  const counts = [0];
  let from = start;
  while (from + STRIDE < end) {
    const next = start + counts.length * STRIDE;
    counts.push((counts.at(-1) ?? 0) + charactersIn(source.text, from, next));
    from = next;
  }
  lines.set(index, counts);
  return counts;
}

function columnAt(source: Source, index: number, offset: number): number {
  const start = source.lineStarts[index] ?? 0;
  const strides = Math.floor(Math.max(0, offset - start) / STRIDE);
  if (strides === 0) return 1 + charactersIn(source.text, start, offset);
  const counts = countsOf(source, index);
  const whole = Math.min(strides, counts.length - 1);
  return 1 + (counts[whole] ?? 0) + charactersIn(source.text, start + whole * STRIDE, offset);
}

/** The line and column (from 1, in characters) at which a span begins and ends. */
export function placeOf(span: Span): Place {
  const { source } = span;
  const first = lineIndexAt(source, span.start);
  const last = lineIndexAt(source, Math.max(span.start, span.end));
  return {
    file: source.file,
    line: first + 1,
    column: columnAt(source, first, span.start),
    endLine: last + 1,
    endColumn: columnAt(source, last, Math.max(span.start, span.end)),
  };
}

/** The line before a place and the lines of it (at most three of them), for a code frame. */
export function excerptOf(
  source: Source,
  place: Place,
): readonly { readonly line: number; readonly text: string }[] {
  const lines: { readonly line: number; readonly text: string }[] = [];
  const last = Math.min(place.endLine, place.line + 2);
  for (let line = Math.max(1, place.line - 1); line <= last; line += 1) {
    const text = lineText(source, line);
    if (line >= place.line || text.trim() !== '') lines.push({ line, text });
  }
  return lines;
}
