/** More than any number of layers: the mark of a place that is done. */
const done = 0x3fff_ffff;

/**
 * How many layers lie over each of a row of places: layers are taken away over a range, and bare
 * places are found. A segment tree without recursion; each step costs the logarithm of the length.
 */
export class CoverTree {
  readonly #size: number;
  /** By node: the least count below it, with all that was added at it and below. */
  readonly #least: Int32Array;
  /** By inner node: what was added to all places below it. */
  readonly #added: Int32Array;

  /** `layers`: the counts at the start. */
  constructor(layers: Int32Array) {
    let size = 1;
    while (size < layers.length) size *= 2;
    this.#size = size;
    this.#least = new Int32Array(size * 2).fill(done);
    this.#added = new Int32Array(size);
    this.#least.set(layers, size);
    for (let node = size - 1; node > 0; node -= 1) this.#renew(node);
  }

  /** Takes one layer away from `from` up to, but without, `to`. */
  lift(from: number, to: number): void {
    let low = from + this.#size;
    let high = to + this.#size;
    const first = low;
    const last = high - 1;
    for (; low < high; low >>= 1, high >>= 1) {
      if ((low & 1) === 1) {
        this.#apply(low);
        low += 1;
      }
      if ((high & 1) === 1) {
        high -= 1;
        this.#apply(high);
      }
    }
    for (let node = first >> 1; node > 0; node >>= 1) this.#renew(node);
    for (let node = last >> 1; node > 0; node >>= 1) this.#renew(node);
  }

  /** A place without layers that was not given yet; -1: there is none. */
  takeBare(): number {
    if ((this.#least[1] ?? 0) !== 0) return -1;
    let node = 1;
    let wanted = 0;
    while (node < this.#size) {
      wanted -= this.#added[node] ?? 0;
      node *= 2;
      if (this.#least[node] !== wanted) node += 1;
    }
    this.#least[node] = done;
    const place = node - this.#size;
    for (node >>= 1; node > 0; node >>= 1) this.#renew(node);
    return place;
  }

  /** The least count from `from` to `to`, both included. */
  leastIn(from: number, to: number): number {
    let low = from + this.#size;
    let high = to + this.#size;
    let atLow = this.#least[low] ?? 0;
    let atHigh = this.#least[high] ?? 0;
    while (low >> 1 !== high >> 1 && low !== high) {
      if ((low & 1) === 0) atLow = Math.min(atLow, this.#least[low + 1] ?? 0);
      if ((high & 1) === 1) atHigh = Math.min(atHigh, this.#least[high - 1] ?? 0);
      low >>= 1;
      high >>= 1;
      atLow += this.#added[low] ?? 0;
      atHigh += this.#added[high] ?? 0;
    }
    let least = Math.min(atLow, atHigh);
    for (low >>= 1; low > 0; low >>= 1) least += this.#added[low] ?? 0;
    return least;
  }

  #apply(node: number): void {
    this.#least[node] = (this.#least[node] ?? 0) - 1;
    if (node < this.#size) this.#added[node] = (this.#added[node] ?? 0) - 1;
  }

  #renew(node: number): void {
    const left = this.#least[node * 2] ?? 0;
    const right = this.#least[node * 2 + 1] ?? 0;
    this.#least[node] = (left < right ? left : right) + (this.#added[node] ?? 0);
  }
}
