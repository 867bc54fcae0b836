import { type Cell, nil, ValueTable } from './value-table.ts';

/** How an operation ended, as its client knows it: a number of the column `outcome`. */
export const outcome = { ok: 0, fail: 1, unknown: 2 } as const;
/** A number of the column `outcome`. */
export type Outcome = (typeof outcome)[keyof typeof outcome];

/** The place of a completion that never came; later than every other one. */
export const never = 0x7fff_ffff;

/**
 * Operations of clients, in columns, in order of invocation. Invocations and completions share one
 * total order: their places in it, from 0, are what "before" means (A was before B when
 * `completed[A] < invoked[B]`). An operation whose outcome is unknown completes at `never`: it may
 * take effect at any time later, or not at all.
 */
export interface History {
  /** How many operations there are; the columns may be longer. */
  readonly count: number;
  /** The place of each invocation; rising. */
  readonly invoked: Int32Array;
  /** The place of each completion; `never` when the outcome is unknown. */
  readonly completed: Int32Array;
  /** True or recorded times, ns; NaN where there is none. */
  readonly invokedNs: Float64Array;
  readonly completedNs: Float64Array;
  /** A number of `outcome`. */
  readonly outcome: Uint8Array;
  /** Who asked, an index into `processes`. A process has one operation at a time. */
  readonly process: Int32Array;
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
  /** The place in the file or trace where it was invoked and completed (a line, a row); -1: none. */
  readonly invokedLine: Int32Array;
  readonly completedLine: Int32Array;
  /** Names of operations: `read`, `write`, `cas`. */
  readonly names: readonly string[];
  /** Names of processes, as the recorder wrote them. */
  readonly processes: readonly string[];
  readonly values: ValueTable;
}

/** An invocation that waits for its completion. */
export type OpenOperation = number;

function grown<A extends Int32Array | Float64Array | Uint8Array>(column: A, longer: A): A {
  longer.set(column);
  return longer;
}

/** Columns begin so short that those of a small history are not allocated outside of the heap. */
const firstCapacity = 8;

/** Writes a history from its events, in their order. */
export class HistoryBuilder {
  readonly values: ValueTable;
  readonly #names: string[] = [];
  readonly #nameIndex = new Map<string, number>();
  readonly #processes: string[] = [];
  #count = 0;
  #place = 0;
  #capacity = firstCapacity;
  #invoked = new Int32Array(firstCapacity);
  #completed = new Int32Array(firstCapacity);
  #invokedNs = new Float64Array(firstCapacity);
  #completedNs = new Float64Array(firstCapacity);
  #outcome = new Uint8Array(firstCapacity);
  #process = new Int32Array(firstCapacity);
  #name = new Uint8Array(firstCapacity);
  #key = new Int32Array(firstCapacity);
  #input = new Int32Array(firstCapacity);
  #output = new Int32Array(firstCapacity);
  #invokedLine = new Int32Array(firstCapacity);
  #completedLine = new Int32Array(firstCapacity);

  constructor(values = new ValueTable()) {
    this.values = values;
  }

  /** How many operations were invoked so far. */
  get count(): number {
    return this.#count;
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
    return this.#processes.push(word) - 1;
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
    if (this.#count === this.#capacity) this.#grow();
    const i = this.#count;
    this.#count += 1;
    this.#invoked[i] = this.#place;
    this.#place += 1;
    this.#completed[i] = never;
    this.#invokedNs[i] = atNs;
    this.#completedNs[i] = Number.NaN;
    this.#outcome[i] = outcome.unknown;
    this.#process[i] = process;
    this.#name[i] = name;
    this.#key[i] = key;
    this.#input[i] = input;
    this.#output[i] = nil;
    this.#invokedLine[i] = line;
    this.#completedLine[i] = -1;
    return i;
  }

  /** It ended: `ok` with an answer, or `fail`, definitely without effect. */
  complete(
    operation: OpenOperation,
    how: typeof outcome.ok | typeof outcome.fail,
    output: Cell,
    atNs = Number.NaN,
    line = -1,
  ): void {
    this.#completed[operation] = this.#place;
    this.#place += 1;
    this.#outcome[operation] = how;
    this.#output[operation] = output;
    this.#completedNs[operation] = atNs;
    this.#completedLine[operation] = line;
  }

  /** Nobody will ever know how it ended; it may take effect at any later time. */
  giveUp(operation: OpenOperation, atNs = Number.NaN, line = -1): void {
    this.#completedNs[operation] = atNs;
    this.#completedLine[operation] = line;
  }

  /** Says at the completion what the invocation left open: Jepsen's transactions, some reads' keys. */
  amend(operation: OpenOperation, key: Cell, input: Cell): void {
    this.#key[operation] = key;
    this.#input[operation] = input;
  }

  /** The columns so far; they are shared with the builder, which should then be left alone. */
  build(): History {
    return {
      count: this.#count,
      invoked: this.#invoked,
      completed: this.#completed,
      invokedNs: this.#invokedNs,
      completedNs: this.#completedNs,
      outcome: this.#outcome,
      process: this.#process,
      name: this.#name,
      key: this.#key,
      input: this.#input,
      output: this.#output,
      invokedLine: this.#invokedLine,
      completedLine: this.#completedLine,
      names: this.#names,
      processes: this.#processes,
      values: this.values,
    };
  }

  #grow(): void {
    const capacity = this.#capacity * 2;
    this.#invoked = grown(this.#invoked, new Int32Array(capacity));
    this.#completed = grown(this.#completed, new Int32Array(capacity));
    this.#invokedNs = grown(this.#invokedNs, new Float64Array(capacity));
    this.#completedNs = grown(this.#completedNs, new Float64Array(capacity));
    this.#outcome = grown(this.#outcome, new Uint8Array(capacity));
    this.#process = grown(this.#process, new Int32Array(capacity));
    this.#name = grown(this.#name, new Uint8Array(capacity));
    this.#key = grown(this.#key, new Int32Array(capacity));
    this.#input = grown(this.#input, new Int32Array(capacity));
    this.#output = grown(this.#output, new Int32Array(capacity));
    this.#invokedLine = grown(this.#invokedLine, new Int32Array(capacity));
    this.#completedLine = grown(this.#completedLine, new Int32Array(capacity));
    this.#capacity = capacity;
  }
}
