/** What is open on a track, until it is closed. */
export interface Open<T> {
  readonly lane: number;
  readonly what: T;
}

/**
 * Things that last, on as few lanes as they need: two on one lane never overlap, because a tool draws
 * on a lane only what is within something else or behind it.
 */
export class Tracks<T> {
  readonly #open = new Map<string, Open<T>[]>();
  readonly #taken = new Set<number>();

  /** Whether something of that key is open. */
  has(key: string): boolean {
    return this.#open.has(key);
  }

  /** How many are open. */
  get size(): number {
    return this.#taken.size;
  }

  /** The lane that it is on, from 0. */
  open(key: string, what: T): void {
    let lane = 0;
    while (this.#taken.has(lane)) lane += 1;
    this.#taken.add(lane);
    this.#open.set(key, [...(this.#open.get(key) ?? []), { lane, what }]);
  }

  /** What was opened first under that key; null: nothing is open. */
  close(key: string): Open<T> | null {
    const [first, ...rest] = this.#open.get(key) ?? [];
    if (first === undefined) return null;
    if (rest.length === 0) this.#open.delete(key);
    else this.#open.set(key, rest);
    this.#taken.delete(first.lane);
    return first;
  }

  /** Everything that is open, in the order of opening of each key. */
  *rest(): Generator<Open<T>, void, undefined> {
    for (const all of this.#open.values()) yield* all;
  }
}
