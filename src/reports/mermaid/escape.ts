import { isolated, printable, wrapCells } from '../../base/text/cells.ts';

/**
 * What means something to Mermaid: comments, ends of statements, directives, HTML, formulas, and the
 * letters by which it remembers codes. A colon that no blank follows may be the end of `wrap:`, and
 * behind `style` it costs a code its semicolon.
 */
const special = /[#;"<>&%$`\\{}@\ufb02\u00b6]|:(?! )|(?<=^(?:no)?wrap):/g;

/** Text of one line as Mermaid shows it back: what it would read as its own is written as a code. */
export function mermaidText(text: string): string {
  const line = isolated(printable(text).trim());
  return line.replace(special, (sign) => `#${sign.charCodeAt(0)};`);
}

/** Text of a note or an arrow, on lines of at most that many cells. */
export function mermaidLines(text: string, cells: number): string {
  return wrapCells(printable(text), cells).map(mermaidText).join('<br/>');
}
