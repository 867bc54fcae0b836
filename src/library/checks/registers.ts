import { text } from '../../base/schema.ts';
import { never, outcome } from '../../history/history.ts';
import { type Cell, nil } from '../../history/value-table.ts';
import type { OperationHistory, Seen, Watch } from './define.ts';

/** Names of the operations that a check about registers follows. */
export const readAndWrite = {
  read: text('The operation that reads a value.').default('read'),
  write: text('The operation that writes one.').default('write'),
};

/** The version that a key has before anybody writes it: older than every other one. */
export const initial = -1;

/** Reads and writes of one history, with the write of each value that was read. */
export class Registers {
  readonly operations: OperationHistory;
  /** Reads that were answered, in order of invocation. */
  readonly reads: readonly number[];
  /** Writes that were not refused, in order of invocation. */
  readonly writes: readonly number[];
  /** A write of a value that another one wrote as well, so that no read tells which it saw; else null. */
  readonly repeated: number | null = null;
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
      if (name !== names.write || ended === outcome.fail) continue;
      writes.push(i);
      const written = this.#valuesOf(columns.key[i] ?? nil);
      const value = columns.input[i] ?? nil;
      if (written.has(value)) this.repeated ??= i;
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
    const value = cell === nil ? 'nothing' : plainText(columns.values.textOf(cell));
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
    run.undecided(`${what} was written more than once: nobody can tell which write a read saw`);
    return true;
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
