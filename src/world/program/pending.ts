import { valueText } from '../../base/schema/text.ts';
import { demandCallback } from './callback.ts';
import type { Pending } from './node.ts';

/** Told when a settled result woke code that microtasks will run. */
export interface Wakes {
  wantsDrain: boolean;
}

/**
 * A result that the engine will bring. Callbacks given to `done` run inside the event that brings
 * it, at the cost of a call; a native promise is made only when someone awaits.
 */
export class EnginePending<T> implements Pending<T> {
  readonly #wakes: Wakes;
  #state: 'waiting' | 'done' | 'failed' = 'waiting';
  #result: T | undefined = undefined;
  #error: unknown = undefined;
  #callback: ((result: T) => void) | null = null;
  #more: ((result: T) => void)[] | null = null;
  #promise: Promise<T> | null = null;
  #resolve: ((result: T) => void) | null = null;
  #reject: ((error: unknown) => void) | null = null;
  #followers: ((error: unknown) => void)[] | null = null;

  constructor(wakes: Wakes) {
    this.#wakes = wakes;
    // An async function that nobody follows may await it: that shows only when microtasks have run.
    wakes.wantsDrain = true;
  }

  /** Whether the result is there. */
  get settled(): boolean {
    return this.#state !== 'waiting';
  }

  done(callback: (result: T) => void): void {
    demandCallback('done', callback);
    if (this.#state === 'done') callback(this.#result as T);
    else if (this.#state === 'failed') throw this.#error;
    else if (this.#callback === null) this.#callback = callback;
    else (this.#more ??= []).push(callback);
  }

  /** As `done`, for whoever takes the failure too: it is his from then on. */
  follow(done: (result: T) => void, failed: (error: unknown) => void): void {
    if (this.#state === 'failed') failed(this.#error);
    else {
      (this.#followers ??= []).push(failed);
      this.done(done);
    }
  }

  // oxlint-disable-next-line unicorn/no-thenable -- a Pending is awaited: that is its contract
  then<R = T, E = never>(
    onFulfilled?: ((value: T) => R | PromiseLike<R>) | null,
    onRejected?: ((reason: unknown) => E | PromiseLike<E>) | null,
  ): Promise<R | E> {
    return this.#asPromise().then(onFulfilled, onRejected);
  }

  /** Brings the result. The first one counts. */
  resolve(result: T): void {
    if (this.#state !== 'waiting') return;
    this.#state = 'done';
    this.#result = result;
    if (this.#resolve !== null) {
      this.#wakes.wantsDrain = true;
      this.#resolve(result);
    }
    if (this.#callback !== null) this.#callback(result);
    if (this.#more !== null) for (const callback of this.#more) callback(result);
  }

  /**
   * Brings a failure: a disk's error. Callbacks have no way to hear of it, so whoever does not await
   * it, or not yet, fails at once: as an unhandled rejection ends a process.
   */
  reject(error: unknown): void {
    if (this.#state !== 'waiting') return;
    this.#state = 'failed';
    this.#error = error;
    if (this.#reject !== null) {
      this.#wakes.wantsDrain = true;
      this.#reject(error);
    } else if (this.#followers === null) throw error;
    for (const failed of this.#followers ?? []) failed(error);
  }

  #asPromise(): Promise<T> {
    if (this.#promise !== null) return this.#promise;
    if (this.#state === 'done') this.#promise = Promise.resolve(this.#result as T);
    else if (this.#state === 'failed') this.#promise = Promise.reject(this.#error);
    else {
      this.#promise = new Promise<T>((resolve, reject) => {
        this.#resolve = resolve;
        this.#reject = reject;
      });
    }
    this.#wakes.wantsDrain = true;
    return this.#promise;
  }
}

/** Throws TypeError unless these are all results that the engine will bring: no promise is one. */
export function demandWaits(waits: unknown): asserts waits is readonly EnginePending<unknown>[] {
  if (!Array.isArray(waits)) {
    throw new TypeError(`first: it is given ${valueText(waits)}; a list is wanted`);
  }
  if (waits.length === 0)
    throw new TypeError('first: it is given an empty list, of which none comes');
  const wrong = waits.findIndex((wait) => !(wait instanceof EnginePending));
  if (wrong < 0) return;
  throw new TypeError(
    `first: waits[${wrong}] is ${valueText(waits[wrong])}; what a call, a sleep or another verb of the node gave is wanted`,
  );
}
