import { isolated, printable, wrapCells } from '../../base/text/cells.ts';
import { type Glyphs, unicodeGlyphs } from '../../base/text/glyphs.ts';
import { type Paint, plainPaint } from '../../base/text/paint.ts';
import type { RenderOptions } from '../define.ts';

/** How the text report is drawn. */
export interface Style {
  readonly columns: number;
  readonly glyphs: Glyphs;
  readonly paint: Paint;
}

const usualColumns = 100;
const leastColumns = 40;
/** Sentences longer than this are hard to read, however wide the terminal is. */
const longestSentence = 100;

/** The style that options ask for. */
export function styleOf(options: RenderOptions = {}): Style {
  const columns = options.columns ?? usualColumns;
  return {
    columns: columns < leastColumns ? leastColumns : columns,
    glyphs: options.glyphs ?? unicodeGlyphs,
    paint: options.paint ?? plainPaint,
  };
}

/** A text as lines of a block: wrapped, indented, hanging under its first line. */
export function paragraph(text: string, style: Style, indent: number, hang = indent): string[] {
  const columns = style.columns < longestSentence ? style.columns : longestSentence;
  return wrapCells(printable(text), columns - (hang > indent ? hang : indent)).map(
    (line, index) => ' '.repeat(index === 0 ? indent : hang) + isolated(line),
  );
}
