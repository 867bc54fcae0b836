import type { Cell } from '../value-table.ts';

/** Numbers cells from 0, in the order in which they were first seen. */
export class CellIndex {
  #mask: number;
  /** Open addressing: the number of the cell at a slot, + 1; 0 is free. */
  #slots: Int32Array;
  #cells: Int32Array;
  #count = 0;

  /** `expected`: about how many different cells there will be. */
  constructor(expected: number) {
    let size = 16;
    while (size < expected * 2) size *= 2;
    this.#mask = size - 1;
    this.#slots = new Int32Array(size);
    this.#cells = new Int32Array(size / 2);
  }

  get count(): number {
    return this.#count;
  }

  /** The number of a cell, a new one if it was not seen before. */
  add(cell: Cell): number {
    let slot = this.#slotOf(cell);
    const known = (this.#slots[slot] ?? 0) - 1;
    if (known >= 0) return known;
    if (this.#count === this.#cells.length) {
      this.#grow();
      slot = this.#slotOf(cell);
    }
    this.#cells[this.#count] = cell;
    this.#count += 1;
    this.#slots[slot] = this.#count;
    return this.#count - 1;
  }

  /** The number of a cell, or -1. */
  indexOf(cell: Cell): number {
    return (this.#slots[this.#slotOf(cell)] ?? 0) - 1;
  }

  /** The cell of a number. */
  cellAt(index: number): Cell {
    return this.#cells[index] ?? 0;
  }

  /** The slot where a cell stands, or where it would be put. */
  #slotOf(cell: Cell): number {
    let hash = Math.imul(cell, 0x9e37_79b1);
    hash ^= hash >>> 15;
    let slot = hash & this.#mask;
    for (;;) {
      const index = (this.#slots[slot] ?? 0) - 1;
      if (index < 0 || this.#cells[index] === cell) return slot;
      slot = (slot + 1) & this.#mask;
    }
  }

  #grow(): void {
    const cells = this.#cells;
    const size = this.#slots.length * 2;
    this.#mask = size - 1;
    this.#slots = new Int32Array(size);
    this.#cells = new Int32Array(size / 2);
    this.#cells.set(cells);
    for (let index = 0; index < this.#count; index += 1) {
      this.#slots[this.#slotOf(cells[index] ?? 0)] = index + 1;
    }
  }
}
