import { isolated, padCells, printable, wrapCells } from '../../base/text/cells.ts';
import { textWidth } from '../../base/text/width.ts';
import type { Cell, Column } from '../content/table.ts';
import type { Style } from './style.ts';

const gap = 3;
const usualLeast = 8;

function naturalWidth(column: Column, index: number, rows: readonly (readonly Cell[])[]): number {
  let width = textWidth(column.title);
  for (const row of rows) {
    const own = textWidth(printable(row[index]?.text ?? ''));
    if (own > width) width = own;
  }
  return width;
}

/** Takes cells from the widest columns until the row fits; undefined when it cannot. */
function fittedWidths(
  columns: readonly Column[],
  natural: readonly number[],
  room: number,
): number[] | undefined {
  const widths = [...natural];
  const least = columns.map((column, index) => {
    const floor = column.least ?? usualLeast;
    const own = natural[index] ?? 0;
    return own < floor ? own : floor;
  });
  let over = widths.reduce((sum, width) => sum + width, gap * (widths.length - 1)) - room;
  for (; over > 0; over -= 1) {
    let widest = -1;
    for (const [index, width] of widths.entries()) {
      const spare = width > (least[index] ?? 0);
      if (spare && (widest < 0 || width > (widths[widest] ?? 0))) widest = index;
    }
    if (widest < 0) return undefined;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

/** Whether a table fits with no cell wrapped. */
export function isNatural(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  style: Style,
): boolean {
  const widths = columns.map((column, index) => naturalWidth(column, index, rows));
  const whole = widths.reduce((sum, width) => sum + width, gap * (widths.length - 1));
  return whole <= style.columns - 2;
}

/** Whether a table fits a room of that many cells, its longest words unbroken where `least` says. */
export function fitsRoom(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  room: number,
): boolean {
  const natural = columns.map((column, index) => naturalWidth(column, index, rows));
  return fittedWidths(columns, natural, room) !== undefined;
}

/** A text in the colour of what it means. */
function toned(text: string, { tone }: Cell, { paint }: Style): string {
  return tone === undefined ? text : paint[tone](text);
}

function rowLines(
  cells: readonly Cell[],
  columns: readonly Column[],
  widths: readonly number[],
  style: Style,
): string[] {
  const wrapped = cells.map((cell, index) => wrapCells(printable(cell.text), widths[index] ?? 1));
  const height = wrapped.reduce((most, lines) => (lines.length > most ? lines.length : most), 1);
  return Array.from({ length: height }, (_, line) => {
    const parts = cells.map((cell, index) => {
      const width = widths[index] ?? 1;
      const text = wrapped[index]?.[line] ?? '';
      const shown = text === '' ? '' : toned(isolated(text), cell, style);
      const blanks = padCells('', width - textWidth(text));
      return columns[index]?.right === true ? blanks + shown : shown + blanks;
    });
    return parts.join(' '.repeat(gap)).trimEnd();
  });
}

/** Each row as a small block, for terminals too narrow for the table. */
function stacked(columns: readonly Column[], rows: readonly (readonly Cell[])[], style: Style) {
  return rows.flatMap((row) =>
    row.flatMap((cell, index) => {
      if (cell.text === '') return [];
      const label = index === 0 ? '' : `${columns[index]?.title ?? ''}: `;
      const indent = index === 0 ? 2 : 4;
      return wrapCells(label + printable(cell.text), style.columns - indent).map(
        (line) => ' '.repeat(indent) + toned(isolated(line), cell, style),
      );
    }),
  );
}

/** A table as lines, indented by two cells; long cells wrap, and a table that cannot fit is stacked. */
export function tableLines(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  style: Style,
): string[] {
  if (rows.length === 0) return [];
  const natural = columns.map((column, index) => naturalWidth(column, index, rows));
  const widths = fittedWidths(columns, natural, style.columns - 2);
  if (widths === undefined) return stacked(columns, rows, style);
  const titles = columns.map(({ title }) => ({ text: title, tone: 'quiet' as const }));
  const titled = columns.some(({ title }) => title !== '') ? [titles] : [];
  return [...titled, ...rows]
    .flatMap((row) => rowLines(row, columns, widths, style))
    .map((line) => `  ${line}`);
}
