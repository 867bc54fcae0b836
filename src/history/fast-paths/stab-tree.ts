import { orderBy } from './place-order.ts';

/** Spans over a row of places, taken out one by one by a place that they hold. */
export class StabTree {
  readonly #size: number;
  readonly #order: Int32Array;
  readonly #from: Int32Array;
  /** By node: the farthest end of a span below it that is still there; -1: none. */
  readonly #farthest: Int32Array;

  /** By span: its first and its last place. */
  constructor(from: Int32Array, to: Int32Array) {
    this.#order = orderBy(from);
    this.#from = from;
    let size = 1;
    while (size < from.length) size *= 2;
    this.#size = size;
    this.#farthest = new Int32Array(size * 2).fill(-1);
    this.#order.forEach((span, i) => {
      this.#farthest[size + i] = to[span] ?? -1;
    });
    for (let node = size - 1; node > 0; node -= 1) this.#renew(node);
  }

  /** Takes out a span that holds a place; -1: there is none. */
  take(place: number): number {
    if ((this.#farthest[1] ?? -1) < place) return -1;
    // The first span that reaches so far: if it begins later, all others that reach do, too.
    let node = 1;
    while (node < this.#size) {
      node *= 2;
      if ((this.#farthest[node] ?? -1) < place) node += 1;
    }
    const span = this.#order[node - this.#size] ?? -1;
    if ((this.#from[span] ?? 0) > place) return -1;
    this.#farthest[node] = -1;
    for (node >>= 1; node > 0; node >>= 1) this.#renew(node);
    return span;
  }

  #renew(node: number): void {
    const left = this.#farthest[node * 2] ?? -1;
    const right = this.#farthest[node * 2 + 1] ?? -1;
    this.#farthest[node] = left > right ? left : right;
  }
}
