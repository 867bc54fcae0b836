import type { Cell } from '../value-table.ts';
import type { Atoms } from './atoms.ts';

/** How deep values may be nested. */
export const deepestNesting = 500;

/**
 * A way to write values in bytes. Readers of records are written against this, and work for JSON
 * and EDN. Everything throws `outOfBytes` or a `HistoryError`.
 */
export interface Notation {
  readonly atoms: Atoms;
  /** Forgets what was half read. */
  reset(): void;
  /** Steps over blanks and comments; the byte that follows. */
  blank(): number;
  /** Reads any value. */
  cell(): Cell;
  /** Steps over any value. */
  skip(): void;
  /** Reads a keyword or text as a word; `noWord` for any other value. */
  word(): number;
  /** Reads a whole number; NaN for any other value. */
  whole(): number;
  /** Steps into a map, if one follows. */
  beginMap(): boolean;
  /** The next key of the map, as a word; -1 at its end, which is stepped over. */
  nextKey(): number;
  /** Steps into a list, if one follows. */
  beginList(): boolean;
  /** Whether one more element follows; if not, the end of the list is stepped over. */
  nextElement(): boolean;
  /** How the notation writes a key, for messages: `:value`, `"value"`. */
  keyText(name: string): string;
}
