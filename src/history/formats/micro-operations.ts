import {
  microOperation,
  type MicroOperation,
  type TransactionBuilder,
  unread,
} from '../transactions.ts';
import { type Cell, nil, type ValueTable } from '../value-table.ts';
import type { Notation } from './notation.ts';
import { known } from './word-table.ts';

const columns = 3;

const kindOfText = new Map<unknown, MicroOperation>([
  ['r', microOperation.read],
  ['read', microOperation.read],
  ['w', microOperation.write],
  ['write', microOperation.write],
  ['append', microOperation.append],
]);

function kindOfWord(word: number): MicroOperation | null {
  if (word === known.r || word === known.read) return microOperation.read;
  if (word === known.w || word === known.write) return microOperation.write;
  return word === known.append ? microOperation.append : null;
}

/**
 * The micro-operations of one event of a transaction: `[:append k v]`, `[:w k v]`, `[:r k answer]`.
 * Used over and over, event after event.
 */
export class MicroOperations {
  /** How many; -1: the event had none to tell. */
  count = -1;
  #row = new Int32Array(64 * columns);

  /** Reads a list of them, or nothing at all. */
  read(notation: Notation): void {
    this.count = -1;
    notation.blank();
    const { buffer } = notation.atoms;
    const { at } = buffer;
    if (!notation.beginList()) {
      if (notation.cell() !== nil) buffer.expected('a list of micro-operations', at);
      return;
    }
    this.count = 0;
    while (notation.nextElement()) this.#readOne(notation);
  }

  /** Takes them from a value; false: it is no such list. */
  take(values: ValueTable, cell: Cell): boolean {
    this.count = -1;
    if (!values.isList(cell)) return false;
    this.count = 0;
    for (let i = 0; i < values.lengthOf(cell); i += 1) {
      const one = values.elementOf(cell, i);
      const length = values.lengthOf(one);
      const word = values.valueOf(values.elementOf(one, 0));
      const kind = kindOfText.get(word);
      if (kind === undefined || length < 2 || length > 3) return false;
      const value = length === 3 ? values.elementOf(one, 2) : unread;
      if (value === unread && kind !== microOperation.read) return false;
      this.#add(kind, values.elementOf(one, 1), value);
    }
    return true;
  }

  /** Adds them to the transaction that began last; nobody knows yet what its reads return. */
  addTo(builder: TransactionBuilder): void {
    for (let i = 0; i < this.count; i += 1) {
      const kind = this.#kindAt(i);
      const value = kind === microOperation.read ? unread : this.#valueAt(i);
      builder.add(kind, this.#keyAt(i), value);
    }
  }

  /** Says what the reads of a transaction returned; false: it began with others than these. */
  answer(builder: TransactionBuilder, transaction: number): boolean {
    if (this.count !== builder.sizeOf(transaction)) return false;
    for (let i = 0; i < this.count; i += 1) {
      const kind = this.#kindAt(i);
      const value = this.#valueAt(i);
      if (kind === microOperation.read) builder.answer(transaction, i, value);
      if (!builder.isMicroOperation(transaction, i, kind, this.#keyAt(i), value)) return false;
    }
    return true;
  }

  #kindAt(index: number): MicroOperation {
    const kind = this.#row[index * columns];
    return kind === microOperation.append || kind === microOperation.write
      ? kind
      : microOperation.read;
  }

  #keyAt(index: number): Cell {
    return this.#row[index * columns + 1] ?? nil;
  }

  #valueAt(index: number): Cell {
    return this.#row[index * columns + 2] ?? nil;
  }

  #readOne(notation: Notation): void {
    const { buffer } = notation.atoms;
    notation.blank();
    const { at } = buffer;
    if (!notation.beginList() || !notation.nextElement()) {
      return buffer.expected('a micro-operation: what it does, its key, a value', at);
    }
    notation.blank();
    const wordAt = buffer.at;
    const kind = kindOfWord(notation.word());
    if (kind === null) return buffer.expected('r, w or append', wordAt);
    if (!notation.nextElement()) {
      return buffer.expected('the key of a micro-operation', buffer.at - 1);
    }
    const key = notation.cell();
    let value = unread;
    if (notation.nextElement()) {
      value = notation.cell();
      notation.blank();
      const endAt = buffer.at;
      if (notation.nextElement()) buffer.expected('the end of a micro-operation', endAt);
    } else if (kind !== microOperation.read) {
      return buffer.expected('the value of a micro-operation', buffer.at - 1);
    }
    this.#add(kind, key, value);
  }

  #add(kind: MicroOperation, key: Cell, value: Cell): void {
    const place = this.count * columns;
    if (place + columns > this.#row.length) {
      const longer = new Int32Array(this.#row.length * 2);
      longer.set(this.#row);
      this.#row = longer;
    }
    this.#row[place] = kind;
    this.#row[place + 1] = key;
    this.#row[place + 2] = value;
    this.count += 1;
  }
}
