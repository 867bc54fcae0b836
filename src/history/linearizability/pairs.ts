function hashOf(first: number, second: number): number {
  const a = Math.imul(first ^ (first >>> 15), 0x21f0_aaad);
  const b = Math.imul(a ^ second ^ (a >>> 15), 0x735a_2d97);
  return b ^ (b >>> 15);
}

function doubled(column: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(column.length * 2);
  longer.set(column);
  return longer;
}

/**
 * Pairs of 32-bit numbers, each once, numbered from 0 in order of appearance. Longer tuples are
 * pairs of pairs.
 */
export class Pairs {
  #count = 0;
  #firsts = new Int32Array(32);
  #seconds = new Int32Array(32);
  /** Open addressing: number + 1; twice as many as there is room for pairs. */
  #slots = new Int32Array(64);

  /** How many there are; the number of the next new one. */
  get count(): number {
    return this.#count;
  }

  /** Bytes that they take. */
  get bytes(): number {
    return (this.#firsts.length + this.#seconds.length + this.#slots.length) * 4;
  }

  /** The number of a pair. */
  of(first: number, second: number): number {
    if (this.#count === this.#firsts.length) this.#grow();
    const mask = this.#slots.length - 1;
    let slot = hashOf(first, second) & mask;
    for (;;) {
      const number = (this.#slots[slot] as number) - 1;
      if (number < 0) break;
      if (this.#firsts[number] === first && this.#seconds[number] === second) return number;
      slot = (slot + 1) & mask;
    }
    const number = this.#count;
    this.#count += 1;
    this.#firsts[number] = first;
    this.#seconds[number] = second;
    this.#slots[slot] = number + 1;
    return number;
  }

  #grow(): void {
    this.#firsts = doubled(this.#firsts);
    this.#seconds = doubled(this.#seconds);
    const slots = new Int32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let number = 0; number < this.#count; number += 1) {
      let slot = hashOf(this.#firsts[number] as number, this.#seconds[number] as number) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = number + 1;
    }
    this.#slots = slots;
  }
}
