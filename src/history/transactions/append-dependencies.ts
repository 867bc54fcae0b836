import { microOperation } from '../transactions.ts';
import type { AnomalyLog } from './anomaly.ts';
import type { AppendOrder } from './append-order.ts';
import { BucketList, type Buckets, membersOf } from './buckets.ts';
import type { Components } from './components.ts';
import type { Dependencies } from './dependencies.ts';
import { dependency, DependencyEdges } from './dependency-graph.ts';
import type { Words } from './words.ts';
import type { Writes } from './writes.ts';

/**
 * The dependencies of transactions on lists. A committed append with no known place comes after all
 * that have one: who read the longest list would have seen it otherwise.
 */
export class AppendDependencies implements Dependencies {
  readonly edges: DependencyEdges;
  readonly isOrdered: boolean;
  readonly #writes: Writes;
  readonly #order: AppendOrder;
  readonly #log: AnomalyLog;
  readonly #words: Words;
  /** By key: appends of committed transactions whose place is unknown, one of each transaction. */
  readonly #unplaced: Buckets;
  /** By key: reads of all elements with a known place. */
  readonly #newestReads: Buckets;

  constructor(writes: Writes, order: AppendOrder, log: AnomalyLog, words: Words) {
    this.#writes = writes;
    this.#order = order;
    this.#log = log;
    this.#words = words;
    this.edges = new DependencyEdges(writes.history.count);
    this.#unplaced = this.#findUnplaced();
    this.#newestReads = this.#addReads();
    let isOrdered = true;
    for (let key = 0; key < writes.keys.length; key += 1) {
      if (this.#isUsable(key)) this.#addWrites(key);
      if (membersOf(this.#unplaced, key).length > 1) isOrdered = false;
    }
    this.isOrdered = isOrdered;
    this.#reportLostUpdates();
  }

  isRead(micro: number): boolean {
    return this.#order.isRead(micro);
  }

  sourceOf(read: number): number {
    return this.#order.lastOf(read);
  }

  isAfter(read: number, write: number): boolean {
    const key = this.#writes.keyOf[read] ?? 0;
    const place = this.#placeOf(write);
    const trusted = this.#order.trusted[key] ?? 0;
    const length = this.#order.lengthOf(read);
    return length <= trusted && place >= length;
  }

  /**
   * Puts the appends that nobody read in one order, key by key: those by whoever had read the list
   * first, then by the earliest completion of what each transaction must precede on snapshots, then as
   * dependencies have it. Any order may be the true one; one without contradiction is a proof.
   */
  completeOrder(snapshots: Components): void {
    const { keys, transactionOf } = this.#writes;
    const { earliest, of } = snapshots;
    const rank = (append: number) => (this.#readBefore(append) < 0 ? 1 : 0);
    // Of the two states of a transaction the first one; later components have smaller numbers.
    const deadline = (append: number) => earliest[2 * (transactionOf[append] ?? 0)] ?? 0;
    const turn = (append: number) => -(of[2 * (transactionOf[append] ?? 0)] ?? 0);
    for (let key = 0; key < keys.length; key += 1) {
      const unplaced = membersOf(this.#unplaced, key);
      if (unplaced.length < 2) continue;
      const order = Array.from(unplaced).sort(
        (a, b) => rank(a) - rank(b) || deadline(a) - deadline(b) || turn(a) - turn(b) || a - b,
      );
      for (let i = 1; i < order.length; i += 1) this.#addOrder(order[i - 1] ?? 0, order[i] ?? 0);
    }
  }

  #isUsable(key: number): boolean {
    return this.#writes.repeated[key] === -1;
  }

  /** The place of an append; after all others where it is unknown. */
  #placeOf(append: number): number {
    const place = this.#order.placeOf[append] ?? -1;
    const trusted = this.#order.trusted[this.#writes.keyOf[append] ?? 0] ?? 0;
    return place < 0 || place >= trusted ? trusted : place;
  }

  #isUnplaced(append: number): boolean {
    return this.#placeOf(append) === this.#order.trusted[this.#writes.keyOf[append] ?? 0];
  }

  #findUnplaced(): Buckets {
    const { history, microCount, keyOf, transactionOf, keys } = this.#writes;
    const unplaced = new BucketList(keys.length);
    const lastOf = new Int32Array(keys.length).fill(-1);
    for (let i = 0; i < microCount; i += 1) {
      if (history.kind[i] === microOperation.read || !this.#writes.isCommitted(i)) continue;
      const key = keyOf[i] ?? 0;
      if (lastOf[key] === transactionOf[i] || !this.#isUnplaced(i)) continue;
      lastOf[key] = transactionOf[i] ?? 0;
      unplaced.add(key, i);
    }
    return unplaced.build();
  }

  /** Adds what each read shows by itself; answers the reads of the newest versions. */
  #addReads(): Buckets {
    const { microCount, keyOf, transactionOf, keys } = this.#writes;
    const newest = new BucketList(keys.length);
    for (let i = 0; i < microCount; i += 1) {
      const key = keyOf[i] ?? 0;
      if (!this.#order.isRead(i) || !this.#isUsable(key)) continue;
      const t = transactionOf[i] ?? 0;
      const last = this.#order.lastOf(i);
      if (last >= 0 && this.#writes.isCommitted(last))
        this.edges.add(transactionOf[last] ?? 0, t, dependency.wr, last, i);
      const next = this.#order.nextOf(i);
      if (next >= 0) this.edges.add(t, transactionOf[next] ?? 0, dependency.rw, i, next);
      else if (this.#order.lengthOf(i) <= (this.#order.trusted[key] ?? 0)) newest.add(key, i);
    }
    return newest.build();
  }

  #addWrites(key: number): void {
    const { transactionOf } = this.#writes;
    const start = this.#order.first[key] ?? 0;
    const trusted = this.#order.trusted[key] ?? 0;
    let last = -1;
    for (let at = start; at < start + trusted; at += 1) {
      const append = this.#order.order[at] ?? -1;
      if (append < 0 || !this.#writes.isCommitted(append)) continue;
      if (last >= 0) this.#addOrder(last, append);
      last = append;
    }
    const unplaced = membersOf(this.#unplaced, key);
    if (last >= 0) for (const append of unplaced) this.#addOrder(last, append);
    this.edges.fan(membersOf(this.#newestReads, key), unplaced, transactionOf);
  }

  #addOrder(first: number, second: number): void {
    const { transactionOf } = this.#writes;
    const [from, to] = [transactionOf[first] ?? 0, transactionOf[second] ?? 0];
    this.edges.add(from, to, dependency.ww, first, second);
  }

  /**
   * A transaction that read a list and appended to it, while another one's append came between; or
   * several that read the newest list and appended to it, in whatever order. One that read only after
   * its append saw the list to which it had appended.
   */
  #reportLostUpdates(): void {
    const { microCount, keyOf, transactionOf, history, keys } = this.#writes;
    const openUpdate = new Int32Array(keys.length).fill(-1);
    for (let i = 0; i < microCount; i += 1) {
      if (!this.#writes.isCommitted(i)) continue;
      const isRead = history.kind[i] === microOperation.read;
      const append = isRead ? this.#appendBefore(i) : i;
      const read = isRead ? i : this.#readBefore(i);
      const key = keyOf[i] ?? 0;
      if (read < 0 || append < 0 || !this.#isUsable(key)) continue;
      const next = this.#order.nextOf(read);
      if (next >= 0) {
        if (
          transactionOf[next] === transactionOf[append] ||
          this.#placeOf(next) > this.#placeOf(append)
        )
          continue;
        this.#reportLost(read, append, next);
      } else if (
        this.#isUnplaced(append) &&
        this.#order.lengthOf(read) <= (this.#order.trusted[key] ?? 0)
      ) {
        const other = openUpdate[key] ?? -1;
        if (other >= 0) this.#reportLost(read, append, other);
        else openUpdate[key] = append;
      }
    }
  }

  /** The first append to a key by the transaction whose first read of it, after that, this is; -1: none. */
  #appendBefore(read: number): number {
    if (!this.#order.isRead(read)) return -1;
    let append = -1;
    for (let at = this.#writes.previous[read] ?? -1; at >= 0;) {
      if (this.#writes.history.kind[at] === microOperation.read) return -1;
      append = at;
      at = this.#writes.previous[at] ?? -1;
    }
    return append;
  }

  /** The first read of a key by the transaction whose first append to it this is; -1: none. */
  #readBefore(append: number): number {
    let read = -1;
    let at = this.#writes.previous[append] ?? -1;
    while (at >= 0) {
      if (!this.#order.isRead(at)) return -1;
      read = at;
      at = this.#writes.previous[at] ?? -1;
    }
    return read;
  }

  #reportLost(read: number, append: number, other: number): void {
    const { transactionOf } = this.#writes;
    this.#log.report('lost-update', [transactionOf[append] ?? 0, transactionOf[other] ?? 0], () => {
      const both = this.#isUnplaced(other) ? ', having read the same' : ' in between';
      const [first, second] = read < append ? [read, append] : [append, read];
      return `${this.#words.did(first)} and then ${this.#words.verb(second)}; ${this.#words.did(other)}${both}`;
    });
  }
}
