import { type Ending, firstCapacity, lengthened, SpanColumns, type Spans } from './spans.ts';
import { type Cell, nil, ValueTable } from './value-table.ts';

export { never, outcome } from './spans.ts';

/** Operations of clients, in columns, in order of invocation. */
export interface History extends Spans {
  /** What was asked, an index into `names`. */
  readonly name: Uint8Array;
  /** What it was about; `nil` for all when the object has no keys. */
  readonly key: Int32Array;
  /**
   * What was given: `nil`, a value, or a list of several (`cas`: [from to]). A failed operation
   * keeps its input.
   */
  readonly input: Int32Array;
  /** What was answered; `nil` when nothing was, or when nobody knows. */
  readonly output: Int32Array;
  /** Names of operations: `read`, `write`, `cas`. */
  readonly names: readonly string[];
  readonly values: ValueTable;
}

/** An invocation that waits for its completion. */
export type OpenOperation = number;

/** Writes a history from its events, in their order. */
export class HistoryBuilder {
  readonly values: ValueTable;
  readonly #spans = new SpanColumns();
  readonly #names: string[] = [];
  readonly #nameIndex = new Map<string, number>();
  #name = new Uint8Array(firstCapacity);
  #key = new Int32Array(firstCapacity);
  #input = new Int32Array(firstCapacity);
  #output = new Int32Array(firstCapacity);

  constructor(values = new ValueTable()) {
    this.values = values;
  }

  /** How many operations were invoked so far. */
  get count(): number {
    return this.#spans.count;
  }

  /** The index of an operation's name; at most 256 different ones. */
  nameOf(word: string): number {
    const known = this.#nameIndex.get(word);
    if (known !== undefined) return known;
    if (this.#names.length === 256)
      throw new RangeError('a history has at most 256 operation names');
    const index = this.#names.push(word) - 1;
    this.#nameIndex.set(word, index);
    return index;
  }

  /** The index of a new process. Who maps a recorder's process to its index is the reader. */
  newProcess(word: string): number {
    return this.#spans.newProcess(word);
  }

  /** An operation begins. `atNs`: NaN when the recorder has no time. */
  invoke(
    process: number,
    name: number,
    key: Cell,
    input: Cell,
    atNs = Number.NaN,
    line = -1,
  ): OpenOperation {
    if (this.#spans.count === this.#spans.capacity) this.#grow();
    const i = this.#spans.begin(process, atNs, line);
    this.#name[i] = name;
    this.#key[i] = key;
    this.#input[i] = input;
    this.#output[i] = nil;
    return i;
  }

  /** It ended: `ok` with an answer, or `fail`, definitely without effect. */
  complete(
    operation: OpenOperation,
    how: Ending,
    output: Cell,
    atNs = Number.NaN,
    line = -1,
  ): void {
    this.#spans.end(operation, how, atNs, line);
    this.#output[operation] = output;
  }

  /** Nobody will ever know how it ended; it may take effect at any later time. */
  giveUp(operation: OpenOperation, atNs = Number.NaN, line = -1): void {
    this.#spans.giveUp(operation, atNs, line);
  }

  /** Says at the completion what the invocation left open: Jepsen's transactions, some reads' keys. */
  amend(operation: OpenOperation, key: Cell, input: Cell): void {
    this.#key[operation] = key;
    this.#input[operation] = input;
  }

  /** The columns so far; they are shared with the builder, which should then be left alone. */
  build(): History {
    return {
      ...this.#spans.spans,
      name: this.#name,
      key: this.#key,
      input: this.#input,
      output: this.#output,
      names: this.#names,
      values: this.values,
    };
  }

  #grow(): void {
    this.#spans.grow();
    const { capacity } = this.#spans;
    this.#name = lengthened(this.#name, new Uint8Array(capacity));
    this.#key = lengthened(this.#key, new Int32Array(capacity));
    this.#input = lengthened(this.#input, new Int32Array(capacity));
    this.#output = lengthened(this.#output, new Int32Array(capacity));
  }
}
