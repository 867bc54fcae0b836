import type { Problem } from './problem.ts';

/**
 * The operations that are still to be placed, in two doubly linked lists: by invocation, one list
 * for each object, and by completion. What was taken last is given back first.
 */
export class Unplaced {
  /** How many there are. */
  count: number;
  readonly #size: number;
  /** By operation, and after them by object its head: the next one by invocation; -1: none. */
  readonly #after: Int32Array;
  readonly #before: Int32Array;
  /** By operation; the head stands at the end. */
  readonly #afterByCompletion: Int32Array;
  readonly #beforeByCompletion: Int32Array;
  /** One bit for each operation: it was placed. */
  readonly #placed: Int32Array;
  /** All words of bits before it are full. */
  #fullWords = 0;
  /** All words of bits from it on are empty. */
  #emptyFrom = 0;

  constructor({ count, object, objectCount, byCompletion }: Problem) {
    this.count = count;
    this.#size = count;
    this.#placed = new Int32Array((count + 31) >>> 5);
    this.#after = new Int32Array(count + objectCount).fill(-1);
    this.#before = new Int32Array(count);
    const last = Int32Array.from({ length: objectCount }, (_, o) => count + o);
    for (let i = 0; i < count; i += 1) {
      const its = object[i] as number;
      this.#before[i] = last[its] as number;
      this.#after[last[its] as number] = i;
      last[its] = i;
    }
    this.#afterByCompletion = new Int32Array(count + 1);
    this.#beforeByCompletion = new Int32Array(count + 1);
    let earlier = count;
    for (const i of byCompletion) {
      this.#afterByCompletion[earlier] = i;
      this.#beforeByCompletion[i] = earlier;
      earlier = i;
    }
    this.#afterByCompletion[earlier] = count;
    this.#beforeByCompletion[count] = earlier;
  }

  /** The one that completes first. There must be one. */
  get urgent(): number {
    return this.#afterByCompletion[this.#size] as number;
  }

  /** The one of an object that was invoked first; -1: none. */
  first(object: number): number {
    return this.#after[this.#size + object] as number;
  }

  /** The one of the same object that was invoked next; -1: none. */
  after(operation: number): number {
    return this.#after[operation] as number;
  }

  /** Takes one out. */
  take(operation: number): void {
    const before = this.#before[operation] as number;
    const after = this.#after[operation] as number;
    this.#after[before] = after;
    if (after >= 0) this.#before[after] = before;
    const earlier = this.#beforeByCompletion[operation] as number;
    const later = this.#afterByCompletion[operation] as number;
    this.#afterByCompletion[earlier] = later;
    this.#beforeByCompletion[later] = earlier;
    this.count -= 1;
    const word = operation >>> 5;
    this.#placed[word] = (this.#placed[word] as number) | (1 << (operation & 31));
    if (word >= this.#emptyFrom) this.#emptyFrom = word + 1;
    while (this.#placed[this.#fullWords] === -1) this.#fullWords += 1;
  }

  /** Puts back the one that was taken out last. */
  giveBack(operation: number): void {
    const before = this.#before[operation] as number;
    const after = this.#after[operation] as number;
    this.#after[before] = operation;
    if (after >= 0) this.#before[after] = operation;
    const earlier = this.#beforeByCompletion[operation] as number;
    const later = this.#afterByCompletion[operation] as number;
    this.#afterByCompletion[earlier] = operation;
    this.#beforeByCompletion[later] = operation;
    this.count += 1;
    const word = operation >>> 5;
    this.#placed[word] = (this.#placed[word] as number) & ~(1 << (operation & 31));
    if (word < this.#fullWords) this.#fullWords = word;
    while (this.#emptyFrom > 0 && this.#placed[this.#emptyFrom - 1] === 0) this.#emptyFrom -= 1;
  }

  /** How many words `writeWindow` writes. */
  get windowLength(): number {
    return 1 + Math.max(0, this.#emptyFrom - this.#fullWords);
  }

  /** Writes which ones were placed, as few words as tell it; returns where the words end. */
  writeWindow(words: Int32Array, from: number): number {
    words[from] = this.#fullWords;
    let at = from + 1;
    for (let word = this.#fullWords; word < this.#emptyFrom; word += 1) {
      words[at] = this.#placed[word] as number;
      at += 1;
    }
    return at;
  }
}
