import { type Cell, nil, type ValueTable } from '../value-table.ts';
import type { Notation } from './notation.ts';
import { known, type WordTable } from './word-table.ts';

/**
 * The fields of a body or a reply, as they were written. As cells: the field `key` is the key; of
 * the others none is nil, one is its value, several are a list in order of declaration. What is no
 * map is its own value.
 */
export class FieldRow {
  #words = new Int32Array(16);
  #cells = new Int32Array(16);
  #count = 0;
  #plain: Cell = nil;

  /** Empties the row. */
  clear(): void {
    this.#count = 0;
    this.#plain = nil;
  }

  /** Reads a map of fields, or any other value. */
  read(notation: Notation): void {
    this.clear();
    if (!notation.beginMap()) {
      this.#plain = notation.cell();
      return;
    }
    for (let word = notation.nextKey(); word >= 0; word = notation.nextKey()) {
      this.#add(word, notation.cell());
    }
  }

  /** The key; `nil` when there is none. */
  get key(): Cell {
    const at = this.#placeOf(known.key);
    return at < 0 ? nil : (this.#cells[at] ?? nil);
  }

  /**
   * All but the key, as one cell. `declared`: the order, and fields that are not named are left out;
   * null, or none of these names occurs: as written.
   */
  cell(values: ValueTable, words: WordTable, declared: readonly string[] | null): Cell {
    if (this.#count === 0) return this.#plain;
    const cells = declared === null ? this.#written() : this.#ordered(words, declared);
    return cells.length > 1 ? values.list(cells) : (cells[0] ?? nil);
  }

  #ordered(words: WordTable, declared: readonly string[]): Cell[] {
    const names = declared.filter((name) => name !== 'key');
    const places = names.map((name) => this.#placeOfText(words, name));
    if (names.length > 0 && places.every((place) => place < 0)) return this.#written();
    return places.map((place) => (place < 0 ? nil : (this.#cells[place] ?? nil)));
  }

  #written(): Cell[] {
    const cells: Cell[] = [];
    for (let i = 0; i < this.#count; i += 1) {
      if (this.#words[i] !== known.key) cells.push(this.#cells[i] ?? nil);
    }
    return cells;
  }

  #placeOfText(words: WordTable, name: string): number {
    for (let i = 0; i < this.#count; i += 1) {
      if (words.textOf(this.#words[i] ?? 0) === name) return i;
    }
    return -1;
  }

  #placeOf(word: number): number {
    for (let i = 0; i < this.#count; i += 1) if (this.#words[i] === word) return i;
    return -1;
  }

  #add(word: number, cell: Cell): void {
    if (this.#count === this.#words.length) {
      const words = new Int32Array(this.#count * 2);
      const cells = new Int32Array(this.#count * 2);
      words.set(this.#words);
      cells.set(this.#cells);
      this.#words = words;
      this.#cells = cells;
    }
    this.#words[this.#count] = word;
    this.#cells[this.#count] = cell;
    this.#count += 1;
  }
}
