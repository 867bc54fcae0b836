import type { Value } from '../../base/units.ts';

/** What was written in part, or decayed: its checksum does not fit. */
export const damaged: unique symbol = Symbol('damaged');

/** A value on a disk, or what is left of one. */
export type Cell = Value | typeof damaged;

/**
 * The records of a file, which never change: adding one gives other records. A log is added to often
 * and copied never, so all that came of one another share a list, and each knows how much of it is
 * its own.
 */
export class Records {
  readonly #cells: Cell[];
  readonly length: number;

  private constructor(cells: Cell[], length: number) {
    this.#cells = cells;
    this.length = length;
  }

  static of(cells: readonly Cell[]): Records {
    return new Records([...cells], cells.length);
  }

  /** The record at a place, from 0. Undefined behind the last one. */
  at(place: number): Cell | undefined {
    return place < this.length ? this.#cells[place] : undefined;
  }

  /** All of them, as a list of the caller's own. */
  all(): Cell[] {
    return this.#cells.slice(0, this.length);
  }

  /** These and one more. */
  with(cell: Cell): Records {
    const { length } = this;
    const cells = this.#cells;
    if (cells.length === length) cells.push(cell);
    // Somebody has added another one behind these already: unless it is the same, that needs a list
    // of its own.
    else if (cells[length] !== cell) return new Records([...this.all(), cell], length + 1);
    return new Records(cells, length + 1);
  }

  /** The first so many of them. */
  first(count: number): Records {
    return new Records(this.#cells, Math.min(count, this.length));
  }

  /** How many stand before a torn tail; all, when what is damaged has whole ones behind it. */
  get whole(): number {
    return wholeOf(this);
  }
}

/** How many records stand before a torn tail. */
export function wholeOf(records: {
  readonly length: number;
  at(place: number): Cell | undefined;
}): number {
  let whole = records.length;
  while (whole > 0 && records.at(whole - 1) === damaged) whole -= 1;
  return whole;
}
