import { never, outcome } from '../history.ts';
import { microOperation, unread } from '../transactions.ts';
import { nil } from '../value-table.ts';
import { BucketList, type Buckets, membersOf } from './buckets.ts';
import type { Writes } from './writes.ts';

/**
 * Looks for one order of all committed transactions on registers that keeps real time and explains every
 * read: transactions are placed one by one, each as soon as all that ended before it began are. What reads
 * the present state and leaves it, or leaves versions that nobody reads, is placed at once: it would
 * fit later no better. No version is overwritten while somebody has still to read it. Between
 * the others it goes by the earliest end and comes back when it is stuck, within a budget of looks at
 * transactions. So it is exact. Each read must fit what its own transaction did before, and come from the
 * last write of a committed one.
 */
export class StrictOrder {
  /** Transactions looked at. */
  steps = 0;
  /** Of which none could come next where the search came farthest. */
  stuck: readonly number[] = [];
  readonly #writes: Writes;
  readonly #budget: number;
  /** By transaction: first reads of keys, and last writes to them. */
  readonly #reads: Buckets;
  readonly #versions: Buckets;
  /** By read: the version that it returned; nil of a key is `microCount` + key. */
  readonly #sourceOf: Int32Array;
  /** By version: how many transactions that have no place yet must read it. */
  readonly #pending: Int32Array;
  /** By key: the version at this point of the order; by write: the version that it replaced there. */
  readonly #current: Int32Array;
  readonly #replaced: Int32Array;
  /** Transactions without a place, in order of invocation: a ring with the head at `count`. */
  readonly #next: Int32Array;
  readonly #previous: Int32Array;
  readonly #isPlaced: Uint8Array;
  readonly #byEnd: Int32Array;
  readonly #order: Int32Array;
  /** By place: where the search for the earliest end went on, and what else could have come there. */
  readonly #endAt: Int32Array;
  readonly #others: (number[] | undefined)[] = [];
  #placed = 0;
  #end = 0;
  #farthest = 0;

  constructor(writes: Writes, budget: number) {
    const { history, microCount, keys } = writes;
    this.#writes = writes;
    this.#budget = budget;
    this.#sourceOf = new Int32Array(microCount);
    this.#pending = new Int32Array(microCount + keys.length);
    this.#replaced = new Int32Array(microCount);
    this.#current = Int32Array.from(keys, (_, key) => microCount + key);
    this.#reads = this.#findReads();
    this.#versions = this.#findVersions();
    const committed = Array.from(writes.committed.keys()).filter((t) => writes.committed[t] === 1);
    this.#next = new Int32Array(history.count + 1);
    this.#previous = new Int32Array(history.count + 1);
    let last = history.count;
    for (const t of committed) {
      this.#next[last] = t;
      this.#previous[t] = last;
      last = t;
    }
    this.#next[last] = history.count;
    this.#previous[history.count] = last;
    this.#isPlaced = new Uint8Array(history.count);
    this.#byEnd = Int32Array.from(committed).sort((a, b) => this.#endOf(a) - this.#endOf(b));
    this.#order = new Int32Array(committed.length);
    this.#endAt = new Int32Array(committed.length);
  }

  /** Whether there is an order; `unknown` when the budget is used up. */
  search(): 'found' | 'none' | 'unknown' {
    while (this.#placed < this.#order.length) {
      if (this.steps > this.#budget) return 'unknown';
      const candidates = this.#candidates();
      const chosen = candidates.shift();
      if (chosen !== undefined) {
        this.#place(chosen, candidates);
        continue;
      }
      if (this.stuck.length === 0 || this.#placed > this.#farthest) {
        this.#farthest = this.#placed;
        this.stuck = this.#waiting();
      }
      if (!this.#comeBack()) return 'none';
    }
    return 'found';
  }

  #endOf(t: number): number {
    return this.#writes.history.completed[t] ?? never;
  }

  #findReads(): Buckets {
    const { history, microCount, transactionOf, previous, keyOf } = this.#writes;
    const reads = new BucketList(history.count);
    for (let i = 0; i < microCount; i += 1) {
      const t = transactionOf[i] ?? 0;
      if (history.kind[i] !== microOperation.read || (previous[i] ?? -1) >= 0) continue;
      if (history.outcome[t] !== outcome.ok || history.value[i] === unread) continue;
      const key = keyOf[i] ?? 0;
      const value = history.value[i] ?? nil;
      const version = value === nil ? microCount + key : this.#writes.writerOf(key, value);
      this.#sourceOf[i] = version;
      this.#pending[version] = (this.#pending[version] ?? 0) + 1;
      reads.add(t, i);
    }
    return reads.build();
  }

  #findVersions(): Buckets {
    const { history, microCount, transactionOf, isFinal } = this.#writes;
    const versions = new BucketList(history.count);
    for (let i = 0; i < microCount; i += 1) {
      if (isFinal[i] === 1) versions.add(transactionOf[i] ?? 0, i);
    }
    return versions.build();
  }

  /** All that real time allows to come next, in order of invocation. */
  #waiting(): number[] {
    const { history } = this.#writes;
    while (this.#isPlaced[this.#byEnd[this.#end] ?? 0] === 1) this.#end += 1;
    const horizon = this.#endOf(this.#byEnd[this.#end] ?? 0);
    const waiting: number[] = [];
    let t = this.#next[history.count] ?? 0;
    while (t !== history.count && (history.invoked[t] ?? 0) < horizon) {
      waiting.push(t);
      t = this.#next[t] ?? 0;
    }
    return waiting;
  }

  /** What may come next: one that may as well come now, or all that may, earliest end first. */
  #candidates(): number[] {
    const candidates: number[] = [];
    for (const t of this.#waiting()) {
      this.steps += 1;
      if (!this.#fits(t)) continue;
      if (this.#isUnread(t)) return [t];
      candidates.push(t);
    }
    return candidates.sort((a, b) => this.#endOf(a) - this.#endOf(b));
  }

  /** Whether a transaction reads the present state and overwrites nothing that others must read. */
  #fits(t: number): boolean {
    const { keyOf } = this.#writes;
    const reads = membersOf(this.#reads, t);
    for (const read of reads) {
      if (this.#sourceOf[read] !== this.#current[keyOf[read] ?? 0]) return false;
    }
    for (const write of membersOf(this.#versions, t)) {
      const key = keyOf[write] ?? 0;
      const own = reads.some((read) => keyOf[read] === key) ? 1 : 0;
      if ((this.#pending[this.#current[key] ?? 0] ?? 0) > own) return false;
    }
    return true;
  }

  #isUnread(t: number): boolean {
    return membersOf(this.#versions, t).every((write) => this.#pending[write] === 0);
  }

  #place(t: number, others: number[]): void {
    const { keyOf } = this.#writes;
    this.#order[this.#placed] = t;
    this.#endAt[this.#placed] = this.#end;
    this.#others[this.#placed] = others.length > 0 ? others : undefined;
    this.#placed += 1;
    this.#isPlaced[t] = 1;
    this.#next[this.#previous[t] ?? 0] = this.#next[t] ?? 0;
    this.#previous[this.#next[t] ?? 0] = this.#previous[t] ?? 0;
    this.#read(t, -1);
    for (const write of membersOf(this.#versions, t)) {
      const key = keyOf[write] ?? 0;
      this.#replaced[write] = this.#current[key] ?? 0;
      this.#current[key] = write;
    }
  }

  /** Takes back to the last place where another one could have come, and puts that there. */
  #comeBack(): boolean {
    const { keyOf } = this.#writes;
    while (this.#placed > 0) {
      this.#placed -= 1;
      const t = this.#order[this.#placed] ?? 0;
      for (const write of membersOf(this.#versions, t)) {
        this.#current[keyOf[write] ?? 0] = this.#replaced[write] ?? 0;
      }
      this.#read(t, 1);
      this.#next[this.#previous[t] ?? 0] = t;
      this.#previous[this.#next[t] ?? 0] = t;
      this.#isPlaced[t] = 0;
      this.#end = this.#endAt[this.#placed] ?? 0;
      const others = this.#others[this.#placed];
      const next = others?.shift();
      if (others !== undefined && next !== undefined) {
        this.#place(next, others);
        return true;
      }
    }
    return false;
  }

  #read(t: number, change: 1 | -1): void {
    for (const read of membersOf(this.#reads, t)) {
      const version = this.#sourceOf[read] ?? 0;
      this.#pending[version] = (this.#pending[version] ?? 0) + change;
    }
  }
}
