import { compactJson } from '../base/json/json.ts';
import type { Value } from '../base/units.ts';

/**
 * A value as one 32-bit number: cells of one table are equal exactly when their values are. A whole
 * number from 0 to 2^31 - 1 is its own cell; every other value has a negative one.
 */
export type Cell = number;

/** The cell of null: nothing, or a value that was never there. */
export const nil: Cell = -1;

/** In the column of lengths: no list, and its place is that of a plain value. */
const noList = -1;

/** Lists of more elements are told by their ends. */
const longList = 8;

/** Columns begin so short that those of a small history are not allocated outside of the heap. */
const firstLength = 16;

function doubled(column: Int32Array): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(column.length * 2);
  longer.set(column);
  return longer;
}

function mixed(hash: number, word: number): number {
  const turned = Math.imul(hash ^ word, 0x9e37_79b1);
  return (turned ^ (turned >>> 15)) | 0;
}

/**
 * The values of one history, each kept once. Lists are rows of cells in one pool, so that a million
 * short lists cost little more than their elements.
 */
export class ValueTable {
  /** By entry, of which e is cell -(e + 2): where it begins in the pool, or among plain values. */
  #starts = new Int32Array(firstLength);
  /** By entry: how many elements the list has, or `noList`. */
  #lengths = new Int32Array(firstLength);
  #entryCount = 0;
  readonly #plain: Value[] = [];
  readonly #entryOfText = new Map<string, number>();
  #pool = new Int32Array(firstLength);
  #poolLength = 0;
  /** Open addressing, from the hash of a list's elements to its entry + 1. */
  #listSlots = new Int32Array(firstLength);
  #listCount = 0;

  /** The cell of any JSON value. */
  cellOf(value: Value): Cell {
    if (value === null) return nil;
    if (typeof value === 'number' && value === (value | 0) && value >= 0) return value | 0;
    if (Array.isArray(value)) return this.list(value.map((element: Value) => this.cellOf(element)));
    return this.#interned(typeof value === 'string' ? `"${value}` : compactJson(value), value);
  }

  /** The cell of a list of cells: `elements` from `from` up to `to`. */
  list(elements: ArrayLike<Cell>, from = 0, to = elements.length): Cell {
    if ((this.#listCount + 1) * 2 > this.#listSlots.length) this.#spreadLists();
    const mask = this.#listSlots.length - 1;
    let slot = this.#hashOf(elements, from, to) & mask;
    for (;;) {
      const entry = (this.#listSlots[slot] ?? 0) - 1;
      if (entry < 0) return this.#newList(slot, elements, from, to);
      if (this.#sameList(entry, elements, from, to)) return -(entry + 2);
      slot = (slot + 1) & mask;
    }
  }

  /** The value of a cell. */
  valueOf(cell: Cell): Value {
    if (cell >= 0) return cell;
    if (cell === nil) return null;
    const length = this.#lengths[-cell - 2] ?? noList;
    if (length === noList) return this.#plain[this.#starts[-cell - 2] ?? -1] ?? null;
    return Array.from({ length }, (_, i) => this.valueOf(this.elementOf(cell, i)));
  }

  /** Whether a cell is that of a list. */
  isList(cell: Cell): boolean {
    return cell < nil && this.#lengths[-cell - 2] !== noList;
  }

  /** How many elements a list has; 0 for what is none. */
  lengthOf(cell: Cell): number {
    return cell < nil ? Math.max(0, this.#lengths[-cell - 2] ?? 0) : 0;
  }

  /** An element of a list, from 0; `nil` where there is none. */
  elementOf(cell: Cell, index: number): Cell {
    if (index < 0 || index >= this.lengthOf(cell)) return nil;
    return this.#pool[(this.#starts[-cell - 2] ?? 0) + index] ?? nil;
  }

  /** The elements of a list; a view, only to be read, that the next new list may make stale. */
  elementsOf(cell: Cell): Int32Array {
    const start = this.#starts[-cell - 2] ?? 0;
    return this.#pool.subarray(start, start + this.lengthOf(cell));
  }

  /** A value in words, for people: `4`, `nil`, `"x"`, `[1 2]`. */
  textOf(cell: Cell): string {
    if (cell >= 0) return `${cell}`;
    if (cell === nil) return 'nil';
    if (!this.isList(cell)) return compactJson(this.valueOf(cell));
    const words = Array.from(this.elementsOf(cell), (element) => this.textOf(element));
    return `[${words.join(' ')}]`;
  }

  /** The same for sentences: of a long list only its ends. */
  briefOf(cell: Cell): string {
    const length = this.lengthOf(cell);
    if (length <= longList) return this.textOf(cell);
    const text = (place: number): string => this.textOf(this.elementOf(cell, place));
    const ends = [text(0), text(1), '...', text(length - 2), text(length - 1)];
    return `[${ends.join(' ')}] (${length} elements)`;
  }

  #interned(text: string, value: Value): Cell {
    let entry = this.#entryOfText.get(text);
    if (entry === undefined) {
      entry = this.#newEntry(this.#plain.push(value) - 1, noList);
      this.#entryOfText.set(text, entry);
    }
    return -(entry + 2);
  }

  #newEntry(start: number, length: number): number {
    const entry = this.#entryCount;
    if (entry === this.#starts.length) {
      this.#starts = doubled(this.#starts);
      this.#lengths = doubled(this.#lengths);
    }
    this.#starts[entry] = start;
    this.#lengths[entry] = length;
    this.#entryCount += 1;
    return entry;
  }

  #hashOf(elements: ArrayLike<Cell>, from: number, to: number): number {
    let hash = to - from;
    for (let i = from; i < to; i += 1) hash = mixed(hash, elements[i] ?? 0);
    return hash;
  }

  #sameList(entry: number, elements: ArrayLike<Cell>, from: number, to: number): boolean {
    const length = this.#lengths[entry] ?? noList;
    if (length !== to - from) return false;
    const start = this.#starts[entry] ?? 0;
    for (let i = 0; i < length; i += 1) {
      if (this.#pool[start + i] !== elements[from + i]) return false;
    }
    return true;
  }

  #newList(slot: number, elements: ArrayLike<Cell>, from: number, to: number): Cell {
    const start = this.#poolLength;
    const length = to - from;
    while (start + length > this.#pool.length) this.#pool = doubled(this.#pool);
    for (let i = 0; i < length; i += 1) this.#pool[start + i] = elements[from + i] ?? nil;
    this.#poolLength = start + length;
    const entry = this.#newEntry(start, length);
    this.#listSlots[slot] = entry + 1;
    this.#listCount += 1;
    return -(entry + 2);
  }

  #spreadLists(): void {
    const slots = new Int32Array(this.#listSlots.length * 2);
    const mask = slots.length - 1;
    for (const entryPlusOne of this.#listSlots) {
      if (entryPlusOne === 0) continue;
      const start = this.#starts[entryPlusOne - 1] ?? 0;
      const length = this.#lengths[entryPlusOne - 1] ?? 0;
      let slot = this.#hashOf(this.#pool, start, start + length) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = entryPlusOne;
    }
    this.#listSlots = slots;
  }
}
