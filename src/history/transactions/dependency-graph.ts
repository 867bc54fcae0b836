/**
 * Why one transaction precedes another: it installed the version before (ww), wrote what the other
 * read (wr), read the version before the other's (rw); it came earlier in the same process. A link
 * leads through a node that stands for several transactions and takes the kind of what led there.
 */
export const dependency = { ww: 0, wr: 1, rw: 2, process: 3, link: 4 } as const;
/** A number of `dependency`. */
export type Dependency = (typeof dependency)[keyof typeof dependency];

/** Dependencies by where they begin. Nodes from `transactions` on stand for several transactions. */
export interface DependencyGraph {
  readonly transactions: number;
  readonly nodes: number;
  /** The first edge of each node; those of v end before `first[v + 1]`. */
  readonly first: Int32Array;
  readonly target: Int32Array;
  /** A number of `dependency`. */
  readonly kind: Uint8Array;
  /** The micro-operations that make the edge, at both ends; -1: none. */
  readonly fromMicro: Int32Array;
  readonly toMicro: Int32Array;
}

function longer(column: Int32Array): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(column.length * 2);
  copy.set(column);
  return copy;
}

/** Collects edges in any order. */
export class DependencyEdges {
  readonly #transactions: number;
  #nodes: number;
  #count = 0;
  #from = new Int32Array(1024);
  #to = new Int32Array(1024);
  #kind = new Int32Array(1024);
  #fromMicro = new Int32Array(1024);
  #toMicro = new Int32Array(1024);
  /** Where a transaction stands among the members of the fan that is being laid out; -1: nowhere. */
  readonly #memberAt: Int32Array;

  constructor(transactions: number) {
    this.#transactions = transactions;
    this.#nodes = transactions;
    this.#memberAt = new Int32Array(transactions).fill(-1);
  }

  /** An edge between two nodes; one from a transaction to itself says nothing and is dropped. */
  add(from: number, to: number, kind: Dependency, fromMicro: number, toMicro: number): void {
    if (from === to) return;
    const e = this.#count;
    if (e === this.#from.length) {
      this.#from = longer(this.#from);
      this.#to = longer(this.#to);
      this.#kind = longer(this.#kind);
      this.#fromMicro = longer(this.#fromMicro);
      this.#toMicro = longer(this.#toMicro);
    }
    this.#from[e] = from;
    this.#to[e] = to;
    this.#kind[e] = kind;
    this.#fromMicro[e] = fromMicro;
    this.#toMicro[e] = toMicro;
    this.#count = e + 1;
  }

  /**
   * An rw edge from each reader to each other transaction among the writers (micro-operations, one
   * of each transaction). Beyond two writers they are strung on two chains of nodes, one forwards
   * and one backwards: a reader that is a writer too enters them on both sides of itself. So the
   * edges grow with readers plus writers, not with their product.
   */
  fan(readers: Int32Array, writers: Int32Array, transactionOf: Int32Array): void {
    if (readers.length === 0 || writers.length === 0) return;
    if (writers.length <= 2) {
      for (const reader of readers) {
        for (const writer of writers) {
          this.add(
            transactionOf[reader] ?? 0,
            transactionOf[writer] ?? 0,
            dependency.rw,
            reader,
            writer,
          );
        }
      }
      return;
    }
    const forwards = this.#chain(writers, transactionOf, 1);
    const backwards = this.#chain(writers, transactionOf, -1);
    for (const [i, writer] of writers.entries()) this.#memberAt[transactionOf[writer] ?? 0] = i;
    for (const reader of readers) {
      const from = transactionOf[reader] ?? 0;
      const at = this.#memberAt[from] ?? -1;
      if (at + 1 < writers.length) this.add(from, forwards + at + 1, dependency.rw, reader, -1);
      if (at > 0) this.add(from, backwards + at - 1, dependency.rw, reader, -1);
    }
    for (const writer of writers) this.#memberAt[transactionOf[writer] ?? 0] = -1;
  }

  /** The graph of all edges so far. */
  build(): DependencyGraph {
    const nodes = this.#nodes;
    const count = this.#count;
    const first = new Int32Array(nodes + 1);
    for (let e = 0; e < count; e += 1) {
      const after = (this.#from[e] ?? 0) + 1;
      first[after] = (first[after] ?? 0) + 1;
    }
    for (let v = 0; v < nodes; v += 1) first[v + 1] = (first[v + 1] ?? 0) + (first[v] ?? 0);
    const next = first.slice();
    const target = new Int32Array(count);
    const kind = new Uint8Array(count);
    const fromMicro = new Int32Array(count);
    const toMicro = new Int32Array(count);
    for (let e = 0; e < count; e += 1) {
      const from = this.#from[e] ?? 0;
      const at = next[from] ?? 0;
      next[from] = at + 1;
      target[at] = this.#to[e] ?? 0;
      kind[at] = this.#kind[e] ?? 0;
      fromMicro[at] = this.#fromMicro[e] ?? -1;
      toMicro[at] = this.#toMicro[e] ?? -1;
    }
    return { transactions: this.#transactions, nodes, first, target, kind, fromMicro, toMicro };
  }

  /** One node for each writer, linked to it and to the next node; answers the first node. */
  #chain(writers: Int32Array, transactionOf: Int32Array, direction: 1 | -1): number {
    const start = this.#nodes;
    this.#nodes += writers.length;
    for (const [i, writer] of writers.entries()) {
      this.add(start + i, transactionOf[writer] ?? 0, dependency.link, -1, writer);
      const next = i + direction;
      if (next >= 0 && next < writers.length)
        this.add(start + i, start + next, dependency.link, -1, -1);
    }
    return start;
  }
}
