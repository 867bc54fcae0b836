/** How an operation ended, as its client knows it: a number of the column `outcome`. */
export const outcome = { ok: 0, fail: 1, unknown: 2 } as const;
/** A number of the column `outcome`. */
type Outcome = (typeof outcome)[keyof typeof outcome];
/** The outcome of what ended: who asked was told so. */
export type Ending = Exclude<Outcome, typeof outcome.unknown>;

/** The place of a completion that never came; later than every other one. */
export const never = 0x7fff_ffff;

/**
 * What was asked when, by whom, and how it ended, in columns, in order of invocation. Invocations and
 * completions share one total order: their places in it, from 0, are what "before" means (A was
 * before B when `completed[A] < invoked[B]`). What has an unknown outcome completes at `never`: it
 * may take effect at any time later, or not at all.
 */
export interface Spans {
  /** How many there are; the columns may be longer. */
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
  /** The place in the file or trace where it was invoked and completed (a line, a row); -1: none. */
  readonly invokedLine: Int32Array;
  readonly completedLine: Int32Array;
  /** Names of processes, as the recorder wrote them. */
  readonly processes: readonly string[];
}

/** A column of twice the length or any other, beginning as the old one does. */
export function lengthened<A extends Int32Array | Float64Array | Uint8Array>(old: A, made: A): A {
  made.set(old);
  return made;
}

/** Columns begin so short that those of a small history are not allocated outside of the heap. */
export const firstCapacity = 8;

/** Writes the columns that operations and transactions have in common. */
export class SpanColumns implements Spans {
  readonly processes: string[] = [];
  count = 0;
  /** For how many the columns have room. */
  capacity = firstCapacity;
  invoked = new Int32Array(firstCapacity);
  completed = new Int32Array(firstCapacity);
  invokedNs = new Float64Array(firstCapacity);
  completedNs = new Float64Array(firstCapacity);
  outcome = new Uint8Array(firstCapacity);
  process = new Int32Array(firstCapacity);
  invokedLine = new Int32Array(firstCapacity);
  completedLine = new Int32Array(firstCapacity);
  #place = 0;

  /** The index of a new process. Who maps a recorder's process to its index is the reader. */
  newProcess(word: string): number {
    return this.processes.push(word) - 1;
  }

  /** Something is asked; until it ends its outcome is unknown. Its index; there has to be room. */
  begin(process: number, atNs: number, line: number): number {
    const i = this.count;
    this.count += 1;
    this.invoked[i] = this.#place;
    this.#place += 1;
    this.completed[i] = never;
    this.invokedNs[i] = atNs;
    this.completedNs[i] = Number.NaN;
    this.outcome[i] = outcome.unknown;
    this.process[i] = process;
    this.invokedLine[i] = line;
    this.completedLine[i] = -1;
    return i;
  }

  /** It ended, and who asked was told so. */
  end(i: number, how: Ending, atNs: number, line: number): void {
    this.completed[i] = this.#place;
    this.#place += 1;
    this.outcome[i] = how;
    this.completedNs[i] = atNs;
    this.completedLine[i] = line;
  }

  /** Nobody will ever know how it ended. */
  giveUp(i: number, atNs: number, line: number): void {
    this.completedNs[i] = atNs;
    this.completedLine[i] = line;
  }

  /** Makes room for twice as many. */
  grow(): void {
    const capacity = this.capacity * 2;
    this.invoked = lengthened(this.invoked, new Int32Array(capacity));
    this.completed = lengthened(this.completed, new Int32Array(capacity));
    this.invokedNs = lengthened(this.invokedNs, new Float64Array(capacity));
    this.completedNs = lengthened(this.completedNs, new Float64Array(capacity));
    this.outcome = lengthened(this.outcome, new Uint8Array(capacity));
    this.process = lengthened(this.process, new Int32Array(capacity));
    this.invokedLine = lengthened(this.invokedLine, new Int32Array(capacity));
    this.completedLine = lengthened(this.completedLine, new Int32Array(capacity));
    this.capacity = capacity;
  }

  /** The columns so far, shared with this. */
  get spans(): Spans {
    const { count, invoked, completed, invokedNs, completedNs, process, processes } = this;
    const { invokedLine, completedLine } = this;
    const times = { invoked, completed, invokedNs, completedNs, invokedLine, completedLine };
    return { count, ...times, outcome: this.outcome, process, processes };
  }
}
