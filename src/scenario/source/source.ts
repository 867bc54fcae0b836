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

function columnAt(source: Source, index: number, offset: number): number {
  const start = source.lineStarts[index] ?? 0;
  let column = 1;
  for (const character of source.text.slice(start, Math.max(start, offset))) {
    if (character !== '\r' && character !== '\n') column += 1;
  }
  return column;
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
