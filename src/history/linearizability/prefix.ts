/**
 * The longest (that is, weightiest) order that a search came to, kept while the search goes back
 * and forth: only what changed since the last longest one is copied.
 */
export class OrderedPrefix {
  #order = new Int32Array(64);
  #length = 0;
  #weight = -1;
  /** The first so many are still what the search has placed. */
  #shared = 0;

  /** What is placed now; it is kept if nothing of more weight was. */
  offer(placed: Int32Array, depth: number, weight: number): void {
    if (weight <= this.#weight) return;
    this.#weight = weight;
    if (depth > this.#order.length) {
      const longer = new Int32Array(depth * 2);
      longer.set(this.#order);
      this.#order = longer;
    }
    for (let i = this.#shared; i < depth; i += 1) this.#order[i] = placed[i] as number;
    this.#length = depth;
    this.#shared = depth;
  }

  /** The search went back to a depth. */
  tookBack(depth: number): void {
    if (depth < this.#shared) this.#shared = depth;
  }

  /** The order. */
  get order(): Int32Array {
    return this.#order.subarray(0, this.#length);
  }
}
