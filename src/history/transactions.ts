import { type Ending, firstCapacity, lengthened, SpanColumns, type Spans } from './spans.ts';
import { type Cell, ValueTable } from './value-table.ts';

/** What a micro-operation does: a number of the column `kind`. */
export const microOperation = { read: 0, append: 1, write: 2 } as const;
/** A number of the column `kind`. */
export type MicroOperation = (typeof microOperation)[keyof typeof microOperation];

/** The value of a read whose answer nobody knows: its transaction did not commit. */
export const unread: Cell = -0x8000_0000;

/**
 * Transactions of clients in columns, in order of invocation, with their micro-operations one after
 * another in columns of their own. The outcome says committed, aborted, or that nobody knows.
 */
export interface TransactionHistory extends Spans {
  /** The first micro-operation of each transaction; those of t end before `first[t + 1]`. */
  readonly first: Int32Array;
  /** A number of `microOperation`. */
  readonly kind: Uint8Array;
  readonly key: Int32Array;
  /** What was written or appended; what a read returned (a list, a value, `nil`), or `unread`. */
  readonly value: Int32Array;
  readonly values: ValueTable;
}

/** Writes a history of transactions from its events, in their order. */
export class TransactionBuilder {
  readonly values: ValueTable;
  readonly #spans = new SpanColumns();
  #first = new Int32Array(firstCapacity + 1);
  #microCount = 0;
  #microCapacity = firstCapacity;
  #kind = new Uint8Array(firstCapacity);
  #key = new Int32Array(firstCapacity);
  #value = new Int32Array(firstCapacity);

  constructor(values = new ValueTable()) {
    this.values = values;
  }

  get count(): number {
    return this.#spans.count;
  }

  /** The index of a new process. */
  newProcess(word: string): number {
    return this.#spans.newProcess(word);
  }

  /** A transaction begins; its micro-operations follow by `add`, before the next one begins. */
  invoke(process: number, atNs = Number.NaN, line = -1): number {
    if (this.#spans.count === this.#spans.capacity) this.#grow();
    const t = this.#spans.begin(process, atNs, line);
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
    this.#first[this.#spans.count] = this.#microCount;
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
  complete(t: number, how: Ending, atNs = Number.NaN, line = -1): void {
    this.#spans.end(t, how, atNs, line);
  }

  /** The columns so far; they are shared with the builder, which should then be left alone. */
  build(): TransactionHistory {
    return {
      ...this.#spans.spans,
      first: this.#first,
      kind: this.#kind,
      key: this.#key,
      value: this.#value,
      values: this.values,
    };
  }

  #grow(): void {
    this.#spans.grow();
    this.#first = lengthened(this.#first, new Int32Array(this.#spans.capacity + 1));
  }

  #growMicro(): void {
    const capacity = this.#microCapacity * 2;
    this.#kind = lengthened(this.#kind, new Uint8Array(capacity));
    this.#key = lengthened(this.#key, new Int32Array(capacity));
    this.#value = lengthened(this.#value, new Int32Array(capacity));
    this.#microCapacity = capacity;
  }
}
