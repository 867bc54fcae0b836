import type { Paint } from '../../base/text/paint.ts';

/** What a text means to a reader, for whoever gives it a colour. */
export type Tone = keyof Paint;

/** A cell: its text, and what it means. */
export interface Cell {
  readonly text: string;
  readonly tone?: Tone;
}

/** A column: its title, the fewest cells of a terminal it can do with, and numbers stand right. */
export interface Column {
  readonly title: string;
  readonly least?: number;
  readonly right?: boolean;
}

/** A table before anybody has drawn it. */
export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

/** Which way a table lies: a column for each variant, or a row. */
export type Layout = 'variants-across' | 'variants-down';
