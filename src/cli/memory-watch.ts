import { constants, PerformanceObserver } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import { resourceLimits } from 'node:worker_threads';

/** From so much of the heap on it is worth to follow the collector. */
const worthFollowing = 0.5;
/** What is judged and told at the end needs some memory, too. */
const nearlyFull = 0.75;

/** Megabytes that V8 keeps for young objects where nobody says how many. */
const usualYoungMb = 48;

/** How much of the heap that V8 may have for what lasts is in use, garbage included. */
function usedShare(): number {
  const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
  // A thread may have been given more room for young objects: nothing that lasts can use it.
  const { maxYoungGenerationSizeMb: youngMb = usualYoungMb } = resourceLimits;
  return used / (limit - youngMb * 2 ** 20);
}

/**
 * Tells that memory runs out, before V8 ends the process with no word of what was played: when most
 * of the heap is still in use right after the collector went through all of it.
 */
export class MemoryWatch {
  #observer: PerformanceObserver | null = null;
  #isFull = false;

  /** Whether memory runs out. To be asked now and then, from macrotasks of their own. */
  runsOut(): boolean {
    if (this.#observer === null && usedShare() > worthFollowing) this.#follow();
    return this.#isFull;
  }

  #follow(): void {
    this.#observer = new PerformanceObserver((list) => {
      const isWhole = list.getEntries().some((entry) => {
        const { kind }: { readonly kind?: unknown } = Object(Reflect.get(entry, 'detail'));
        return kind === constants.NODE_PERFORMANCE_GC_MAJOR;
      });
      if (isWhole && usedShare() > nearlyFull) this.#isFull = true;
    });
    this.#observer.observe({ entryTypes: ['gc'] });
  }

  /** Starts anew: what was played is let go. */
  reset(): void {
    this.#observer?.disconnect();
    this.#observer = null;
    this.#isFull = false;
  }
}
