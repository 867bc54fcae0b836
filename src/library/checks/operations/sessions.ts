import { never } from '../../../history/history.ts';
import type { Watch } from '../define.ts';
import { initial, Registers } from './registers.ts';

/*
 * The four guarantees of a session: Terry, Demers, Petersen, Spreitzer, Theimer and Welch, "Session
 * Guarantees for Weakly Consistent Replicated Data" (PDIS 1994). A session is one client's
 * operations. Their definitions speak of what each server has done; seen from outside, each of them
 * demands that a read shows a certain write or a newer one. A version is older than a write when it
 * was there before that write began, in true time.
 */

/** A write that a read must show unless it shows a newer one, and how its session knows of it. */
export interface Demand {
  readonly write: number;
  /** Operations that lead from the write to the session, in order of invocation. */
  readonly because: readonly number[];
}

/** Demands, each from some place on; of those that count at an instant the newest write decides. */
class Demands {
  readonly #from: number[] = [];
  readonly #newest: Demand[] = [];
  readonly #registers: Registers;

  constructor(registers: Registers) {
    this.#registers = registers;
  }

  /** One more demand; in rising order of `from`. */
  add(from: number, demand: Demand): void {
    const last = this.#newest.at(-1);
    this.#from.push(from);
    this.#newest.push(last === undefined ? demand : newer(this.#registers, last, demand));
  }

  /** The demand that counts before a place; null when there is none yet. */
  before(place: number): Demand | null {
    let low = 0;
    let high = this.#from.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#from[middle] ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    return this.#newest[low - 1] ?? null;
  }
}

function newer(registers: Registers, a: Demand, b: Demand): Demand {
  return registers.invoked(b.write) > registers.invoked(a.write) ? b : a;
}

type DemandsByPair = Map<string, Demands>;

/** What each client wrote, read and saw of others: what its reads must show follows from that. */
export class Sessions {
  readonly registers: Registers;
  /** By client and key: what the client wrote. */
  readonly #written: DemandsByPair = new Map();
  /** By client and key: the writes that the client read. */
  readonly #read: DemandsByPair = new Map();
  /** By client and other client: the writes of the other one that the client read, of any key. */
  readonly #seen: DemandsByPair = new Map();

  constructor(registers: Registers) {
    this.registers = registers;
    const { reads, writes } = registers;
    const ended = [
      ...writes.map((write) => ({ operation: write, write })),
      ...reads.map((read) => ({ operation: read, write: registers.writeReadBy(read) })),
    ]
      .filter(({ operation, write }) => write !== initial && registers.completed(operation) < never)
      .sort((a, b) => registers.completed(a.operation) - registers.completed(b.operation));
    for (const { operation, write } of ended) this.#add(operation, write);
  }

  /** Read your writes: a client's own earlier writes of the key. */
  ownWrite(read: number): Demand | null {
    return this.#before(this.#written, read, this.registers.clientOf(read), read);
  }

  /** Monotonic reads: what the client has read of the key before. */
  readBefore(read: number): Demand | null {
    return this.#before(this.#read, read, this.registers.clientOf(read), read);
  }

  /** Monotonic writes: what others had written before the writes that the client has seen of them. */
  writtenBeforeSeen(read: number): Demand | null {
    return this.#behindSeen(this.#written, read);
  }

  /** Writes follow reads: what others had read before the writes that the client has seen of them. */
  readBeforeSeen(read: number): Demand | null {
    return this.#behindSeen(this.#read, read);
  }

  #add(operation: number, write: number): void {
    const { registers } = this;
    const client = registers.clientOf(operation);
    const from = registers.completed(operation);
    const pair = `${client} ${registers.keyOf(operation)}`;
    if (operation === write) {
      this.#of(this.#written, pair).add(from, { write, because: [write] });
      return;
    }
    const demand = { write, because: [write, operation] };
    this.#of(this.#read, pair).add(from, demand);
    this.#of(this.#seen, `${client} ${registers.clientOf(write)}`).add(from, demand);
  }

  #of(table: DemandsByPair, pair: string): Demands {
    const known = table.get(pair) ?? new Demands(this.registers);
    table.set(pair, known);
    return known;
  }

  /** What a client knew of a read's key before an operation was invoked. */
  #before(table: DemandsByPair, read: number, client: number, operation: number): Demand | null {
    const { registers } = this;
    const known = table.get(`${client} ${registers.keyOf(read)}`);
    return known?.before(registers.invoked(operation)) ?? null;
  }

  #behindSeen(table: DemandsByPair, read: number): Demand | null {
    const { registers } = this;
    const client = registers.clientOf(read);
    let newest: Demand | null = null;
    for (let other = 0; other < registers.operations.clients.length; other += 1) {
      const seen = this.#seen.get(`${client} ${other}`)?.before(registers.invoked(read)) ?? null;
      if (seen === null) continue;
      const behind = this.#before(table, read, other, seen.write);
      if (behind === null) continue;
      const demand = { write: behind.write, because: [...behind.because, ...seen.because] };
      newest = newest === null ? demand : newer(registers, newest, demand);
    }
    return newest;
  }
}

/** A guarantee: what it demands of a read, and what is told when the read shows something older. */
export interface Guarantee {
  readonly demandOf: (sessions: Sessions, read: number) => Demand | null;
  readonly words: (registers: Registers, demand: Demand, read: number) => string;
  /** What else is looked at. */
  readonly also?: (run: Watch<{}>, registers: Registers) => void;
}

/** Judges every read of a run at its end. */
export function judgeSessions(
  run: Watch<{}>,
  names: { readonly read: string; readonly write: string },
  { demandOf, words, also }: Guarantee,
): void {
  run.atEnd(() => {
    const registers = new Registers(run.operations(), names);
    if (registers.leavesUndecided(run)) return;
    also?.(run, registers);
    const sessions = new Sessions(registers);
    for (const read of registers.reads) {
      const demand = demandOf(sessions, read);
      if (demand === null) continue;
      run.exercised();
      if (registers.knownAt(registers.writeReadBy(read)) >= registers.invoked(demand.write))
        continue;
      if (registers.leavesReadUndecided(run, read)) continue;
      const because = registers.seen([...demand.because, read]);
      run.violated(words(registers, demand, read), ...because);
    }
  });
}
