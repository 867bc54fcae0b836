import { outcome } from '../history.ts';
import { microOperation, type TransactionHistory } from '../transactions.ts';
import { type Cell, nil } from '../value-table.ts';
import type { Workload } from './workload.ts';

/** The slots of a table that holds `count` entries in half of its room at most. */
function roomFor(count: number): number {
  let room = 64;
  while (room < count * 2) room *= 2;
  return room;
}

/**
 * Who wrote what: the micro-operations of a history by key and by value. Keys are numbered from 0 in
 * order of appearance.
 */
export class Writes {
  readonly history: TransactionHistory;
  readonly microCount: number;
  /** The cells of the keys. */
  readonly keys: readonly Cell[];
  /** By micro-operation: the number of its key, its transaction. */
  readonly keyOf: Int32Array;
  readonly transactionOf: Int32Array;
  /** The micro-operation before, on the same key in the same transaction; -1: none. */
  readonly previous: Int32Array;
  /** 1 for the last write of a transaction to a key: the version that it installs. */
  readonly isFinal: Uint8Array;
  /** 1 for a transaction that committed: it said so, or a committed one saw what it wrote. */
  readonly committed: Uint8Array;
  /**
   * By key: a write whose value was there before it, or that is none of the workload, so that no read of
   * the key tells what it saw; -1: none.
   */
  readonly repeated: Int32Array;
  readonly #slots: Int32Array;

  constructor(history: TransactionHistory, workload: Workload) {
    const { count, first } = history;
    const microCount = first[count] ?? 0;
    this.history = history;
    this.microCount = microCount;
    this.keyOf = new Int32Array(microCount);
    this.transactionOf = new Int32Array(microCount);
    this.previous = new Int32Array(microCount).fill(-1);
    this.isFinal = new Uint8Array(microCount);
    this.committed = new Uint8Array(count);
    for (let t = 0; t < count; t += 1) {
      this.committed[t] = history.outcome[t] === outcome.ok ? 1 : 0;
      this.transactionOf.fill(t, first[t], first[t + 1]);
    }
    this.keys = this.#numberKeys();
    this.#link();
    this.repeated = new Int32Array(this.keys.length).fill(-1);
    this.#slots = this.#index(workload);
  }

  /** The micro-operation that wrote a value to a key; -1: none. */
  writerOf(key: number, value: Cell): number {
    return (this.#slots[this.#slotOf(key, value)] ?? 0) - 1;
  }

  /** Whether the transaction of a micro-operation committed. */
  isCommitted(micro: number): boolean {
    return this.committed[this.transactionOf[micro] ?? 0] === 1;
  }

  /** A committed transaction saw a write: its own transaction must have committed, unless it failed. */
  observe(micro: number): void {
    const t = this.transactionOf[micro] ?? 0;
    if (this.history.outcome[t] === outcome.unknown) this.committed[t] = 1;
  }

  /** Whether a write was aborted. */
  isAborted(micro: number): boolean {
    return this.history.outcome[this.transactionOf[micro] ?? 0] === outcome.fail;
  }

  #numberKeys(): Cell[] {
    const numbers = new Map<Cell, number>();
    const keys: Cell[] = [];
    for (let i = 0; i < this.microCount; i += 1) {
      const cell = this.history.key[i] ?? 0;
      let number = numbers.get(cell);
      if (number === undefined) {
        number = keys.push(cell) - 1;
        numbers.set(cell, number);
      }
      this.keyOf[i] = number;
    }
    return keys;
  }

  #link(): void {
    const last = new Int32Array(this.keys.length).fill(-1);
    const lastWrite = new Int32Array(this.keys.length).fill(-1);
    for (let i = 0; i < this.microCount; i += 1) {
      const key = this.keyOf[i] ?? 0;
      const t = this.transactionOf[i];
      const before = last[key] ?? -1;
      if (before >= 0 && this.transactionOf[before] === t) this.previous[i] = before;
      last[key] = i;
      if (this.history.kind[i] === microOperation.read) continue;
      const writeBefore = lastWrite[key] ?? -1;
      if (writeBefore >= 0 && this.transactionOf[writeBefore] === t) this.isFinal[writeBefore] = 0;
      this.isFinal[i] = 1;
      lastWrite[key] = i;
    }
  }

  #index(workload: Workload): Int32Array {
    let writes = 0;
    for (let i = 0; i < this.microCount; i += 1) {
      if (this.history.kind[i] !== microOperation.read) writes += 1;
    }
    const slots = new Int32Array(roomFor(writes));
    for (let i = 0; i < this.microCount; i += 1) {
      if (this.history.kind[i] === microOperation.read) continue;
      const key = this.keyOf[i] ?? 0;
      const slot = this.#slotIn(slots, key, this.history.value[i] ?? 0);
      const isFirst = slots[slot] === 0;
      if (isFirst) slots[slot] = i + 1;
      const isClear = isFirst && this.#isOf(workload, i);
      if (!isClear && this.repeated[key] === -1) this.repeated[key] = i;
    }
    return slots;
  }

  /** Whether a write is one of a workload, and can be told from what is there before any. */
  #isOf(workload: Workload, micro: number): boolean {
    const { kind, value } = this.history;
    if (workload === 'list-append') return kind[micro] === microOperation.append;
    return kind[micro] === microOperation.write && value[micro] !== nil;
  }

  #slotOf(key: number, value: Cell): number {
    return this.#slotIn(this.#slots, key, value);
  }

  #slotIn(slots: Int32Array, key: number, value: Cell): number {
    const mask = slots.length - 1;
    const mixed = Math.imul(Math.imul(key, 0x85eb_ca6b) ^ value, 0x9e37_79b1);
    let slot = (mixed ^ (mixed >>> 15)) & mask;
    for (;;) {
      const micro = (slots[slot] ?? 0) - 1;
      if (micro < 0) return slot;
      if (this.keyOf[micro] === key && this.history.value[micro] === value) return slot;
      slot = (slot + 1) & mask;
    }
  }
}
