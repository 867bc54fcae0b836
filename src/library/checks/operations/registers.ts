import { text } from '../../../base/schema.ts';
import { never, outcome } from '../../../history/history.ts';
import { type Cell, nil } from '../../../history/value-table.ts';
import type { OperationHistory, Seen, Watch } from '../define.ts';

/** Names of the operations that a check about registers follows. */
export const readAndWrite = {
  read: text('The operation that reads a value.').default('read'),
  write: text('The operation that writes one.').default('write'),
};

/** The version that a key has before anybody writes it: older than every other one. */
export const initial = -1;

/** Of what is done to a key beside reads and writes: what may have left a value first. */
interface Foreign {
  /** The first of which nobody knows what it leaves. */
  any: number | null;
  /** By value: the first that is given it. */
  readonly giving: Map<Cell, number>;
}

/** Reads and writes of one history, with the write of each value that was read. */
export class Registers {
  readonly operations: OperationHistory;
  /** Reads that were answered, in order of invocation. */
  readonly reads: readonly number[];
  /** Writes that were not refused, in order of invocation. */
  readonly writes: readonly number[];
  /**
   * A write of a value that another one wrote as well, or of nothing, which is there before any write,
   * so that no read tells which it saw; else null.
   */
  readonly repeated: number | null = null;
  /** By key: operations that are neither reads nor writes. */
  readonly #foreign = new Map<Cell, Foreign>();
  /** By key and value. */
  readonly #writerOf = new Map<Cell, Map<Cell, number>>();
  /** By write: the place at which somebody knew that it had happened. */
  readonly #known: Int32Array;
  readonly #isRead: Uint8Array;

  constructor(
    operations: OperationHistory,
    names: { readonly read: string; readonly write: string },
  ) {
    this.operations = operations;
    const { columns } = operations;
    const reads: number[] = [];
    const writes: number[] = [];
    this.#known = columns.completed.slice(0, columns.count);
    this.#isRead = new Uint8Array(columns.count);
    for (let i = 0; i < columns.count; i += 1) {
      const name = columns.names[columns.name[i] ?? -1];
      const ended = columns.outcome[i];
      if (name === names.read && ended === outcome.ok) {
        reads.push(i);
        this.#isRead[i] = 1;
      }
      if (ended === outcome.fail) continue;
      const key = columns.key[i] ?? nil;
      if (name !== names.read && name !== names.write) this.#addForeign(key, i);
      if (name !== names.write) continue;
      writes.push(i);
      const written = this.#valuesOf(key);
      const value = columns.input[i] ?? nil;
      if (value === nil || written.has(value)) this.repeated ??= i;
      written.set(value, i);
    }
    this.reads = reads;
    this.writes = writes;
    for (const read of reads) {
      const write = this.writeReadBy(read);
      const known = write === initial ? never : (this.#known[write] ?? never);
      if (this.completed(read) < known) this.#known[write] = this.completed(read);
    }
  }

  /** Whether an operation is a read that was answered. */
  isRead(operation: number): boolean {
    return this.#isRead[operation] === 1;
  }

  /** The write whose value a read returned; `initial` for a value that nobody wrote. */
  writeReadBy(read: number): number {
    const { key, output } = this.operations.columns;
    return this.#valuesOf(key[read] ?? nil).get(output[read] ?? nil) ?? initial;
  }

  /** Whether nothing that was asked can have put there what a read returned: it began so, or never was. */
  isUnwritten(read: number): boolean {
    return (
      this.writeReadBy(read) === initial &&
      this.strangerTo(read) === null &&
      !this.#showsSiblings(read)
    );
  }

  /**
   * An operation that may have put there what a read returned: it is neither a read nor a write, so
   * nobody follows what it did. Null: there is none.
   */
  strangerTo(read: number): number | null {
    const foreign = this.#foreign.get(this.keyOf(read));
    if (foreign === undefined) return null;
    const shown = this.operations.columns.output[read] ?? nil;
    const giving = foreign.giving.get(shown) ?? never;
    const any = this.writeReadBy(read) === initial ? (foreign.any ?? never) : never;
    const first = Math.min(giving, any);
    return first !== never && this.invoked(first) < this.completed(read) ? first : null;
  }

  /** In order of invocation. */
  #addForeign(key: Cell, operation: number): void {
    const { columns } = this.operations;
    const { values } = columns;
    const foreign = this.#foreign.get(key) ?? { any: null, giving: new Map<Cell, number>() };
    this.#foreign.set(key, foreign);
    const give = (value: Cell): void => {
      if (!foreign.giving.has(value)) foreign.giving.set(value, operation);
    };
    const input = columns.input[operation] ?? nil;
    if (columns.names[columns.name[operation] ?? -1] === 'cas' && values.isList(input)) {
      const isRefused =
        columns.outcome[operation] === outcome.ok &&
        columns.output[operation] === values.cellOf(false);
      if (!isRefused) give(values.elementOf(input, 1));
      return;
    }
    foreign.any ??= operation;
    give(input);
    if (values.isList(input)) values.elementsOf(input).forEach(give);
  }

  /** The place at which it was known that a version is there: its write had ended, or it was read. */
  knownAt(write: number): number {
    return write === initial ? -1 : (this.#known[write] ?? never);
  }

  /** The place of an operation's invocation. */
  invoked(operation: number): number {
    return this.operations.columns.invoked[operation] ?? never;
  }

  /** The place of an operation's completion. */
  completed(operation: number): number {
    return this.operations.columns.completed[operation] ?? never;
  }

  /** The key that an operation is about. */
  keyOf(operation: number): Cell {
    return this.operations.columns.key[operation] ?? nil;
  }

  /** Who asked, an index into the clients. */
  clientOf(operation: number): number {
    return this.operations.client[operation] ?? -1;
  }

  /** Who asked, by name. */
  nameOf(operation: number): string {
    return this.operations.clients[this.clientOf(operation)] ?? '';
  }

  /** What was written or read, in words: `k1 = 5`; without keys `5` alone. */
  textOf(operation: number): string {
    const { columns } = this.operations;
    const cell = (this.isRead(operation) ? columns.output : columns.input)[operation] ?? nil;
    const value = cell === nil ? 'nothing' : plainText(columns.values.briefOf(cell));
    const key = this.keyName(operation);
    return key === null ? value : `${key} = ${value}`;
  }

  /** The name of an operation's key; null when it has none. */
  keyName(operation: number): string | null {
    const key = this.keyOf(operation);
    return key === nil ? null : plainText(this.operations.columns.values.textOf(key));
  }

  /** Operations as a witness shows them, each once, in order of invocation. */
  seen(operations: readonly number[]): Seen<unknown>[] {
    const each = [...new Set(operations)].sort((a, b) => a - b);
    return each.map((operation) => this.operations.seenOf(operation));
  }

  /** Whether values that were written twice leave a check undecided; says so. */
  leavesUndecided(run: Pick<Watch<{}>, 'undecided'>): boolean {
    if (this.repeated === null) return false;
    const what = this.textOf(this.repeated);
    const again =
      (this.operations.columns.input[this.repeated] ?? nil) === nil
        ? 'is there before anybody writes, and was written'
        : 'was written more than once';
    run.undecided(`${what} ${again}: nobody can tell which write a read saw`);
    return true;
  }

  /** Whether nobody can tell how old a read is, which would be too old; says so. */
  leavesReadUndecided(run: Pick<Watch<{}>, 'undecided'>, read: number): boolean {
    if (this.#showsSiblings(read)) {
      run.undecided(
        `${this.nameOf(read)} reads ${this.textOf(read)}, a list of what was written: nobody can tell how old it is`,
      );
      return true;
    }
    const foreign = this.strangerTo(read);
    if (foreign === null) return false;
    const { columns } = this.operations;
    const name = columns.names[columns.name[foreign] ?? -1];
    run.undecided(
      `${this.nameOf(read)} reads ${this.textOf(read)}, which may come of a ${name}: nobody can tell how old it is`,
    );
    return true;
  }

  /** Whether a read shows several written values beside one another, and no single one. */
  #showsSiblings(read: number): boolean {
    const { values, output } = this.operations.columns;
    const shown = output[read] ?? nil;
    if (!values.isList(shown) || this.writeReadBy(read) !== initial) return false;
    const written = this.#valuesOf(this.keyOf(read));
    return values.elementsOf(shown).some((value) => written.has(value));
  }

  #valuesOf(key: Cell): Map<Cell, number> {
    const known = this.#writerOf.get(key);
    if (known !== undefined) return known;
    const fresh = new Map<Cell, number>();
    this.#writerOf.set(key, fresh);
    return fresh;
  }
}

/** A text without its quotation marks. */
function plainText(quoted: string): string {
  return quoted.startsWith('"') ? quoted.slice(1, -1) : quoted;
}
