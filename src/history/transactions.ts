import { never, outcome, type Outcome } from './history.ts';
import { type Cell, ValueTable } from './value-table.ts';

/** What a micro-operation does: a number of the column `kind`. */
export const microOperation = { read: 0, append: 1, write: 2 } as const;
/** A number of the column `kind`. */
export type MicroOperation = (typeof microOperation)[keyof typeof microOperation];

/** The value of a read whose answer nobody knows: its transaction did not commit. */
export const unread: Cell = -0x8000_0000;

/**
 * Transactions of clients in columns, in order of invocation, with their micro-operations one after
 * another in columns of their own. "Before" means what it means in a `History`.
 */
export interface TransactionHistory {
  readonly count: number;
  readonly invoked: Int32Array;
  readonly completed: Int32Array;
  readonly invokedNs: Float64Array;
  readonly completedNs: Float64Array;
  /** A number of `outcome`: committed, aborted, or nobody knows. */
  readonly outcome: Uint8Array;
  readonly process: Int32Array;
  readonly invokedLine: Int32Array;
  readonly completedLine: Int32Array;
  /** The first micro-operation of each transaction; those of t end before `first[t + 1]`. */
  readonly first: Int32Array;
  /** A number of `microOperation`. */
  readonly kind: Uint8Array;
  readonly key: Int32Array;
  /** What was written or appended; what a read returned (a list, a value, `nil`), or `unread`. */
  readonly value: Int32Array;
  readonly processes: readonly string[];
  readonly values: ValueTable;
}

function longer<A extends Int32Array | Float64Array | Uint8Array>(column: A, to: A): A {
  to.set(column);
  return to;
}

/** Writes a history of transactions from its events, in their order. */
export class TransactionBuilder {
  readonly values: ValueTable;
  readonly #processes: string[] = [];
  #count = 0;
  #place = 0;
  #capacity = 64;
  #invoked = new Int32Array(64);
  #completed = new Int32Array(64);
  #invokedNs = new Float64Array(64);
  #completedNs = new Float64Array(64);
  #outcome = new Uint8Array(64);
  #process = new Int32Array(64);
  #invokedLine = new Int32Array(64);
  #completedLine = new Int32Array(64);
  #first = new Int32Array(65);
  #microCount = 0;
  #microCapacity = 256;
  #kind = new Uint8Array(256);
  #key = new Int32Array(256);
  #value = new Int32Array(256);

  constructor(values = new ValueTable()) {
    this.values = values;
  }

  get count(): number {
    return this.#count;
  }

  /** The index of a new process. */
  newProcess(word: string): number {
    return this.#processes.push(word) - 1;
  }

  /** A transaction begins; its micro-operations follow by `add`, before the next one begins. */
  invoke(process: number, atNs = Number.NaN, line = -1): number {
    if (this.#count === this.#capacity) this.#grow();
    const t = this.#count;
    this.#count += 1;
    this.#invoked[t] = this.#place;
    this.#place += 1;
    this.#completed[t] = never;
    this.#invokedNs[t] = atNs;
    this.#completedNs[t] = Number.NaN;
    this.#outcome[t] = outcome.unknown;
    this.#process[t] = process;
    this.#invokedLine[t] = line;
    this.#completedLine[t] = -1;
    this.#first[t] = this.#microCount;
    this.#first[t + 1] = this.#microCount;
    return t;
  }

  /** One more micro-operation of the transaction that began last; a read's value is `unread`. */
  add(kind: MicroOperation, key: Cell, value: Cell): void {
    if (this.#microCount === this.#microCapacity) this.#growMicro();
    this.#kind[this.#microCount] = kind;
    this.#key[this.#microCount] = key;
    this.#value[this.#microCount] = value;
    this.#microCount += 1;
    this.#first[this.#count] = this.#microCount;
  }

  /** How many micro-operations a transaction has. */
  sizeOf(t: number): number {
    return (this.#first[t + 1] ?? 0) - (this.#first[t] ?? 0);
  }

  /** Whether the `index`th micro-operation of a transaction is this one. */
  isMicroOperation(
    t: number,
    index: number,
    kind: MicroOperation,
    key: Cell,
    value: Cell,
  ): boolean {
    const i = (this.#first[t] ?? 0) + index;
    return this.#kind[i] === kind && this.#key[i] === key && this.#value[i] === value;
  }

  /** What the `index`th micro-operation of a transaction, a read, returned. */
  answer(t: number, index: number, value: Cell): void {
    this.#value[(this.#first[t] ?? 0) + index] = value;
  }

  /** It committed (`ok`) or definitely did not (`fail`). One that is never ended stays unknown. */
  complete(
    t: number,
    how: Exclude<Outcome, typeof outcome.unknown>,
    atNs = Number.NaN,
    line = -1,
  ): void {
    this.#completed[t] = this.#place;
    this.#place += 1;
    this.#outcome[t] = how;
    this.#completedNs[t] = atNs;
    this.#completedLine[t] = line;
  }

  /** The columns so far; they are shared with the builder, which should then be left alone. */
  build(): TransactionHistory {
    return {
      count: this.#count,
      invoked: this.#invoked,
      completed: this.#completed,
      invokedNs: this.#invokedNs,
      completedNs: this.#completedNs,
      outcome: this.#outcome,
      process: this.#process,
      invokedLine: this.#invokedLine,
      completedLine: this.#completedLine,
      first: this.#first,
      kind: this.#kind,
      key: this.#key,
      value: this.#value,
      processes: this.#processes,
      values: this.values,
    };
  }

  #grow(): void {
    const capacity = this.#capacity * 2;
    this.#invoked = longer(this.#invoked, new Int32Array(capacity));
    this.#completed = longer(this.#completed, new Int32Array(capacity));
    this.#invokedNs = longer(this.#invokedNs, new Float64Array(capacity));
    this.#completedNs = longer(this.#completedNs, new Float64Array(capacity));
    this.#outcome = longer(this.#outcome, new Uint8Array(capacity));
    this.#process = longer(this.#process, new Int32Array(capacity));
    this.#invokedLine = longer(this.#invokedLine, new Int32Array(capacity));
    this.#completedLine = longer(this.#completedLine, new Int32Array(capacity));
    this.#first = longer(this.#first, new Int32Array(capacity + 1));
    this.#capacity = capacity;
  }

  #growMicro(): void {
    const capacity = this.#microCapacity * 2;
    this.#kind = longer(this.#kind, new Uint8Array(capacity));
    this.#key = longer(this.#key, new Int32Array(capacity));
    this.#value = longer(this.#value, new Int32Array(capacity));
    this.#microCapacity = capacity;
  }
}
