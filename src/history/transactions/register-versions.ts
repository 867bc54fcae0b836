import { outcome } from '../history.ts';
import { microOperation, unread } from '../transactions.ts';
import { nil } from '../value-table.ts';
import type { AnomalyLog } from './anomaly.ts';
import { BucketList, type Buckets, membersOf } from './buckets.ts';
import { components } from './components.ts';
import type { Dependencies } from './dependencies.ts';
import { dependency, DependencyEdges } from './dependency-graph.ts';
import { PathSearch } from './path-search.ts';
import { addOrderInTime, type VersionOrder, type VersionPair } from './register-order.ts';
import { shapeOf } from './shape.ts';
import type { Words } from './words.ts';
import type { Writes } from './writes.ts';

/**
 * The dependencies of transactions on registers. A version is the last write of a committed transaction to
 * a key; nil, which stands before all writes, is version `microCount` + key. What is known of their order:
 * nil comes first, and what a transaction wrote comes after what it had read of the key before
 * (writes follow reads); an order in time only when asked for. So the order is partial, as in Elle.
 */
export class RegisterVersions implements Dependencies {
  readonly edges: DependencyEdges;
  readonly isOrdered: boolean;
  readonly #writes: Writes;
  readonly #log: AnomalyLog;
  readonly #words: Words;
  /** By write: the version that its transaction had read; -1: none. */
  readonly #before: Int32Array;
  /** Versions that directly follow each version. */
  readonly #after: Buckets;
  /** Keys whose versions go round in a circle. */
  readonly #isCircular: Uint8Array;

  constructor(writes: Writes, order: VersionOrder, log: AnomalyLog, words: Words) {
    this.#writes = writes;
    this.#log = log;
    this.#words = words;
    this.edges = new DependencyEdges(writes.history.count);
    this.#isCircular = new Uint8Array(writes.keys.length);
    this.#before = new Int32Array(writes.microCount).fill(-1);
    this.#observe();
    this.#after = this.#orderVersions(order);
    this.isOrdered = this.#isChain();
    this.#addReads();
    this.#addVersions();
  }

  isRead(micro: number): boolean {
    const { history, transactionOf, keyOf, repeated } = this.#writes;
    return (
      history.kind[micro] === microOperation.read &&
      history.value[micro] !== unread &&
      repeated[keyOf[micro] ?? 0] === -1 &&
      history.outcome[transactionOf[micro] ?? 0] === outcome.ok
    );
  }

  sourceOf(read: number): number {
    const { history, keyOf } = this.#writes;
    const value = history.value[read] ?? nil;
    return value === nil ? -1 : this.#writes.writerOf(keyOf[read] ?? 0, value);
  }

  isAfter(read: number, write: number): boolean {
    const version = this.#versionRead(read);
    const key = this.#writes.keyOf[read] ?? 0;
    if (version < 0 || this.#isCircular[key] === 1) return false;
    if (version >= this.#writes.microCount) return this.#writes.isFinal[write] === 1;
    let at = write;
    while (at >= 0 && at < this.#writes.microCount) {
      at = this.#before[at] ?? -1;
      if (at === version) return true;
    }
    return false;
  }

  /** Sees which unknown transactions committed; reports reads that have no honest source. */
  #observe(): void {
    const { microCount, transactionOf, history, isFinal } = this.#writes;
    for (let i = 0; i < microCount; i += 1) {
      if (!this.isRead(i) || history.value[i] === nil) continue;
      const t = transactionOf[i] ?? 0;
      const source = this.sourceOf(i);
      if (source < 0) {
        const words = () => `${this.#words.did(i)}, but nobody wrote ${this.#words.value(i)}`;
        this.#log.report('garbage-read', [t], words);
        continue;
      }
      this.#writes.observe(source);
      const writer = transactionOf[source] ?? 0;
      const told = () => `${this.#words.did(i)}, but ${this.#words.did(source)}`;
      if (this.#writes.isAborted(source)) {
        this.#log.report('G1a', [t, writer], () => `${told()} and was aborted`);
      } else if (isFinal[source] === 0 && writer !== t) {
        this.#log.report('G1b', [t, writer], () => `${told()} and overwrote it itself`);
      }
    }
  }

  #isVersion(write: number): boolean {
    const { history, isFinal } = this.#writes;
    return (
      history.kind[write] !== microOperation.read &&
      isFinal[write] === 1 &&
      this.#writes.isCommitted(write)
    );
  }

  /** The version that a read returned; -1: none that its writer left behind. */
  #versionRead(read: number): number {
    const { history, microCount, keyOf } = this.#writes;
    if (history.value[read] === nil) return microCount + (keyOf[read] ?? 0);
    const source = this.sourceOf(read);
    return source >= 0 && this.#isVersion(source) ? source : -1;
  }

  /** What a transaction had read of a key before it first wrote to it; -1: nothing. */
  #readBefore(write: number): number {
    const { previous, history } = this.#writes;
    let read = -1;
    for (let at = previous[write] ?? -1; at >= 0; at = previous[at] ?? -1) {
      read = history.kind[at] === microOperation.read && this.isRead(at) ? at : -1;
    }
    return read;
  }

  #orderVersions(order: VersionOrder): Buckets {
    const { microCount, keys, keyOf, transactionOf, repeated } = this.#writes;
    const pairs = new DependencyEdges(microCount);
    const after = new BucketList(microCount + keys.length);
    const readers = new Int32Array(microCount + keys.length).fill(-1);
    const add: VersionPair = (version, next, micro, later) => {
      after.add(version, next);
      if (version < microCount) pairs.add(version, next, dependency.ww, micro, later);
    };
    const follows = new Uint8Array(microCount);
    addOrderInTime(this.#writes, order, (version, next, micro, later) => {
      follows[next] = 1;
      add(version, next, micro, later);
    });
    for (let i = 0; i < microCount; i += 1) {
      if (!this.#isVersion(i) || repeated[keyOf[i] ?? 0] !== -1) continue;
      const read = this.#readBefore(i);
      const version = read < 0 ? -1 : this.#versionRead(read);
      if (version >= 0) {
        this.#before[i] = version;
        const other = readers[version] ?? -1;
        if (other >= 0 && transactionOf[other] !== transactionOf[i])
          this.#reportLost(read, i, other);
        else readers[version] = i;
        add(version, i, read, i);
      } else if (follows[i] === 0) {
        after.add(microCount + (keyOf[i] ?? 0), i);
      }
    }
    this.#findCircles(pairs);
    return after.build();
  }

  #findCircles(pairs: DependencyEdges): void {
    const { microCount, keyOf, transactionOf } = this.#writes;
    const graph = pairs.build();
    const shape = shapeOf('writes', false);
    const found = components(graph, shape, new Int32Array(microCount), null);
    if (found.cyclic.length === 0) return;
    const paths = new PathSearch(graph);
    for (const versions of found.cyclic) {
      const start = versions[0] ?? 0;
      this.#isCircular[keyOf[start] ?? 0] = 1;
      const edges = paths.find({
        shape,
        start,
        isGoal: (version) => version === start,
        allows: (version) => found.of[version] === found.of[start],
        maxLength: microCount,
      });
      const micros = (edges ?? []).flatMap((edge) => [
        graph.fromMicro[edge] ?? 0,
        graph.toMicro[edge] ?? 0,
      ]);
      const transactions = new Set(micros.map((micro) => transactionOf[micro] ?? 0));
      this.#log.report('cyclic-versions', [...transactions], () => this.#circleWords(micros));
    }
  }

  /** Pairs of micro-operations, the second of each of which came later than the first. */
  #circleWords(micros: readonly number[]): string {
    const { transactionOf } = this.#writes;
    const told: string[] = [];
    for (let i = 0; i < micros.length; i += 2) {
      const [first, second] = [micros[i] ?? 0, micros[i + 1] ?? 0];
      told.push(
        transactionOf[first] === transactionOf[second]
          ? `${this.#words.did(first)} and then ${this.#words.verb(second)}`
          : `${this.#words.did(first)} and had ended before ${this.#words.did(second)}`,
      );
    }
    return told.join('; ');
  }

  /** Whether the versions of each key follow one another, one by one. */
  #isChain(): boolean {
    const { microCount, keys, repeated } = this.#writes;
    for (let key = 0; key < keys.length; key += 1) {
      if (this.#isCircular[key] === 1 || (repeated[key] ?? -1) >= 0) return false;
    }
    for (let version = 0; version < microCount + keys.length; version += 1) {
      const next = membersOf(this.#after, version);
      if (next.some((other) => other !== next[0])) return false;
    }
    return true;
  }

  #addReads(): void {
    const { microCount, transactionOf } = this.#writes;
    for (let i = 0; i < microCount; i += 1) {
      if (!this.isRead(i)) continue;
      const source = this.sourceOf(i);
      if (source < 0 || !this.#writes.isCommitted(source)) continue;
      this.edges.add(transactionOf[source] ?? 0, transactionOf[i] ?? 0, dependency.wr, source, i);
    }
  }

  #addVersions(): void {
    const { microCount, keys, keyOf, transactionOf } = this.#writes;
    const reads = new BucketList(microCount + keys.length);
    for (let i = 0; i < microCount; i += 1) {
      const version = this.isRead(i) ? this.#versionRead(i) : -1;
      if (version >= 0) reads.add(version, i);
    }
    const readers = reads.build();
    for (let version = 0; version < microCount + keys.length; version += 1) {
      const after = membersOf(this.#after, version);
      if (after.length === 0) continue;
      const key = version < microCount ? (keyOf[version] ?? 0) : version - microCount;
      if (this.#isCircular[key] === 1) continue;
      const distinct = [...new Set(after)];
      if (version < microCount) {
        const from = transactionOf[version] ?? 0;
        for (const next of distinct) {
          this.edges.add(from, transactionOf[next] ?? 0, dependency.ww, version, next);
        }
      }
      this.edges.fan(membersOf(readers, version), Int32Array.from(distinct), transactionOf);
    }
  }

  #reportLost(read: number, write: number, other: number): void {
    const { transactionOf } = this.#writes;
    this.#log.report(
      'lost-update',
      [transactionOf[write] ?? 0, transactionOf[other] ?? 0],
      () =>
        `${this.#words.did(read)} and then ${this.#words.verb(write)}; ${this.#words.did(other)}, having read the same`,
    );
  }
}
