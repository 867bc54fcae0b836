/** Words of an entry before its contents: the next of its slot, its hash, its two lengths. */
const head = 4;

function longer(column: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(length);
  grown.set(column);
  return grown;
}

/**
 * The configurations that a search has been in: two runs of words each. The first says which
 * operations were placed that must be, and the state; it is compared as it is. The second is a set
 * of bits, the optional operations that were used up on the way: whoever used more of them to get
 * to the same place can do nothing that the other could not.
 */
export class Configurations {
  #slots = new Int32Array(256);
  #pool = new Int32Array(1024);
  /** Addresses begin at 1, for 0 is an empty slot. */
  #poolLength = 1;
  #count = 0;

  /** Bytes that it takes. */
  get bytes(): number {
    return (this.#slots.length + this.#pool.length) * 4;
  }

  /** Bytes at the worst moment of taking one more in, while it grows. */
  bytesWith(words: number): number {
    const slots = this.#count >= this.#slots.length ? this.#slots.length * 2 : 0;
    const isShort = this.#poolLength + head + words > this.#pool.length;
    return this.bytes + (slots + (isShort ? this.#grownPool(words) : 0)) * 4;
  }

  /**
   * Takes a configuration in; false if one was known that got there with the same optional
   * operations or fewer. The first `exactLength` words of `words` are compared as they are, the
   * `bitLength` words after them as bits.
   */
  add(hash: number, words: Int32Array, exactLength: number, bitLength: number): boolean {
    const mask = this.#slots.length - 1;
    const slot = hash & mask;
    for (let at = this.#slots[slot] as number; at !== 0; at = this.#pool[at] as number) {
      if (this.#covers(at, hash, words, exactLength, bitLength)) return false;
    }
    this.#insert(hash, words, exactLength, bitLength);
    return true;
  }

  #covers(
    at: number,
    hash: number,
    words: Int32Array,
    exactLength: number,
    bitLength: number,
  ): boolean {
    const pool = this.#pool;
    if (pool[at + 1] !== hash) return false;
    if (pool[at + 2] !== exactLength) return false;
    const known = at + head;
    for (let i = 0; i < exactLength; i += 1) {
      if (pool[known + i] !== words[i]) return false;
    }
    const knownBits = pool[at + 3] as number;
    for (let i = 0; i < knownBits; i += 1) {
      const mine = i < bitLength ? (words[exactLength + i] as number) : 0;
      if (((pool[known + exactLength + i] as number) & ~mine) !== 0) return false;
    }
    return true;
  }

  #insert(hash: number, words: Int32Array, exactLength: number, bitLength: number): void {
    if (this.#count >= this.#slots.length) this.#spread();
    const size = exactLength + bitLength;
    if (this.#poolLength + head + size > this.#pool.length) {
      this.#pool = longer(this.#pool, this.#grownPool(size));
    }
    const at = this.#poolLength;
    const slot = hash & (this.#slots.length - 1);
    this.#pool[at] = this.#slots[slot] as number;
    this.#pool[at + 1] = hash;
    this.#pool[at + 2] = exactLength;
    this.#pool[at + 3] = bitLength;
    for (let i = 0; i < size; i += 1) this.#pool[at + head + i] = words[i] as number;
    this.#slots[slot] = at;
    this.#poolLength = at + head + size;
    this.#count += 1;
  }

  #grownPool(words: number): number {
    return Math.max(this.#pool.length * 2, this.#poolLength + head + words);
  }

  /** Twice as many slots. */
  #spread(): void {
    const slots = new Int32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    const pool = this.#pool;
    let at = 1;
    while (at < this.#poolLength) {
      const slot = (pool[at + 1] as number) & mask;
      pool[at] = slots[slot] as number;
      slots[slot] = at;
      at += head + (pool[at + 2] as number) + (pool[at + 3] as number);
    }
    this.#slots = slots;
  }
}
