import { never } from '../../../history/history.ts';
import { initial, type Registers } from './registers.ts';

/** Numbers that the table of what each operation knew may hold: 256 MB. */
const MOST_NUMBERS = 67_108_864;

/** The place of the last of a list whose rank, which rises, is at most `most`; -1: none. */
function lastUpTo(
  list: readonly number[],
  most: number,
  rankOf: (element: number) => number,
): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rankOf(list[middle] ?? 0) <= most) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/**
 * Which operations are among the causes of which: those before it of the same client, and the write
 * of what it read, and their causes. A process has one operation at a time, so that of each process
 * the number of its operations that one knows says which they are.
 */
export class CausalPast {
  /** Operations that are causes of themselves, in their circle; null when there are none. */
  readonly circle: readonly number[] | null;
  /** It does not fit into the memory that it may take. */
  readonly isTooLarge: boolean;
  readonly #registers: Registers;
  readonly #width: number;
  /** By process: its operations, in order. */
  readonly #chains: number[][];
  /** By operation: its number within its process, from 1; 0 for those left out. */
  readonly #numbers: Int32Array;
  /** By operation and process: how many operations of the process it knows. */
  readonly #known: Int32Array;
  /** By client: its processes. */
  readonly #processes: number[][];

  constructor(registers: Registers) {
    const { columns, clients, client } = registers.operations;
    this.#registers = registers;
    this.#width = columns.processes.length;
    this.#chains = columns.processes.map(() => []);
    this.#numbers = new Int32Array(columns.count);
    const processes = clients.map(() => new Set<number>());
    for (const operation of this.#members()) {
      const process = columns.process[operation] ?? 0;
      const length = this.#chains[process]?.push(operation) ?? 0;
      this.#numbers[operation] = length;
      processes[client[operation] ?? 0]?.add(process);
    }
    this.#processes = processes.map((of) => [...of]);
    this.isTooLarge = columns.count * this.#width > MOST_NUMBERS;
    this.#known = new Int32Array(this.isTooLarge ? 0 : columns.count * this.#width);
    this.circle = this.isTooLarge ? null : this.#fill();
  }

  /** Whether one operation is a cause of another, or the other itself. */
  isCause(cause: number, operation: number): boolean {
    const process = this.#registers.operations.columns.process[cause] ?? 0;
    return (this.#numbers[cause] ?? 0) <= this.#knows(operation, process);
  }

  /** Of each process the last of `writes` (by process, in order) that an operation knows. */
  *lastOf(writes: ReadonlyMap<number, readonly number[]>, operation: number): Iterable<number> {
    const numberOf = (write: number): number => this.#numbers[write] ?? 0;
    for (const [process, ofProcess] of writes) {
      const last = ofProcess[lastUpTo(ofProcess, this.#knows(operation, process), numberOf)];
      if (last !== undefined) yield last;
    }
  }

  /** A shortest way from a cause to an operation, both included. */
  path(cause: number, operation: number): readonly number[] {
    const next = new Map<number, number>([[operation, operation]]);
    for (const reached of next.keys()) {
      if (reached === cause) break;
      for (const direct of this.#directCauses(reached)) {
        if (!next.has(direct) && this.isCause(cause, direct)) next.set(direct, reached);
      }
    }
    const path = [cause];
    for (let at = cause; at !== operation; path.push(at)) at = next.get(at) ?? operation;
    return path;
  }

  /** Reads that were answered, and writes that somebody knows to have happened; in order of invocation. */
  #members(): number[] {
    const { reads, writes } = this.#registers;
    const happened = writes.filter((write) => this.#registers.knownAt(write) < never);
    return [...reads, ...happened].sort((a, b) => a - b);
  }

  #knows(operation: number, process: number): number {
    return this.#known[operation * this.#width + process] ?? 0;
  }

  /** The last operation of each process of its client that had ended, and the write that it read. */
  #directCauses(operation: number): number[] {
    const registers = this.#registers;
    const causes: number[] = [];
    for (const process of this.#processes[registers.clientOf(operation)] ?? []) {
      const chain = this.#chains[process] ?? [];
      const before = lastUpTo(chain, operation - 1, (one) => one);
      // Only the last of a process can still be under way.
      const isOver = registers.completed(chain[before] ?? -1) < registers.invoked(operation);
      const last = chain[isOver ? before : before - 1];
      if (last !== undefined) causes.push(last);
    }
    const write = registers.isRead(operation) ? registers.writeReadBy(operation) : initial;
    if (write !== initial) causes.push(write);
    return causes;
  }

  /** Goes from causes to effects. What is never reached stands in a circle, or behind one. */
  #fill(): readonly number[] | null {
    const members = this.#members();
    const effects = new Map<number, number[]>(members.map((member) => [member, []]));
    const waitingFor = new Map<number, number>();
    const ready: number[] = [];
    for (const member of members) {
      const causes = this.#directCauses(member);
      for (const cause of causes) effects.get(cause)?.push(member);
      waitingFor.set(member, causes.length);
      if (causes.length === 0) ready.push(member);
    }
    for (const operation of ready) {
      this.#learn(operation);
      for (const effect of effects.get(operation) ?? []) {
        const left = (waitingFor.get(effect) ?? 0) - 1;
        waitingFor.set(effect, left);
        if (left === 0) ready.push(effect);
      }
    }
    if (ready.length === members.length) return null;
    return this.#circleAmong(new Set(members.filter((one) => (waitingFor.get(one) ?? 0) > 0)));
  }

  #learn(operation: number): void {
    const own = operation * this.#width;
    for (const cause of this.#directCauses(operation)) {
      const other = cause * this.#width;
      for (let process = 0; process < this.#width; process += 1) {
        const known = this.#known[other + process] ?? 0;
        if (known > (this.#known[own + process] ?? 0)) this.#known[own + process] = known;
      }
    }
    const process = this.#registers.operations.columns.process[operation] ?? 0;
    this.#known[own + process] = this.#numbers[operation] ?? 0;
  }

  #circleAmong(stuck: ReadonlySet<number>): readonly number[] {
    const [first] = stuck;
    const way: number[] = [];
    // Each of them waits for another one of them, so the way back comes round.
    for (let at = first; at !== undefined && !way.includes(at);) {
      way.push(at);
      at = this.#directCauses(at).find((cause) => stuck.has(cause));
      if (at !== undefined && way.includes(at)) return way.slice(way.indexOf(at)).reverse();
    }
    return way;
  }
}
