import { purpose as decides, type Stream } from './draw.ts';
import { compileSampler } from '../sampler/sampler.ts';
import type { Distribution, Sampler } from '../sampler/sampler.ts';
import { parseDuration } from '../time.ts';
import { ns } from '../units.ts';
import type { Duration, HowLong } from '../units.ts';

function show(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}

/** Nanoseconds of a length that is a number of them or a text such as `150ms`. */
function lengthOf(value: number | string, what: string): number {
  if (typeof value === 'number') {
    if (Number.isSafeInteger(value) && value >= 0) return value;
    throw new TypeError(`${what} must be a length of time such as '150ms', not ${value}`);
  }
  const read = typeof value === 'string' ? parseDuration(value) : undefined;
  if (read !== undefined && 'ns' in read) return read.ns;
  throw new TypeError(`${what}: ${read?.problem ?? `${show(value)} is not a length of time`}`);
}

/**
 * Random draws for a program, keyed by (stream, instant, ordinal at that instant): a draw made at
 * one instant changes nothing at any other, and streams of different purposes share nothing.
 */
export class KeyedRandom {
  readonly #stream: Stream;
  readonly #now: () => number;
  readonly #children = new Map<string, KeyedRandom>();
  #samplers: WeakMap<Distribution, Sampler> | null = null;
  #instant = -1;
  #ordinal = 0;

  /** `now` gives the true instant in ns of the step that draws. */
  constructor(stream: Stream, now: () => number) {
    this.#stream = stream;
    this.#now = now;
  }

  #draw(): number {
    const instant = this.#now();
    if (instant !== this.#instant) {
      this.#instant = instant;
      this.#ordinal = 0;
    }
    const ordinal = this.#ordinal;
    this.#ordinal += 1;
    return this.#stream.at(decides.program, instant, ordinal, 0);
  }

  #below(count: number): number {
    return Math.floor(this.#draw() * count);
  }

  /**
   * A whole number from `low` to `high`, both included. No value's probability is off by more than
   * 2^-53. Throws TypeError unless both are whole and the range counts at most 2^53 - 1 numbers.
   */
  integer(low: number, high: number): number {
    if (!Number.isSafeInteger(low) || !Number.isSafeInteger(high)) {
      throw new TypeError(
        `random.integer needs two whole numbers, not ${show(low)} and ${show(high)}`,
      );
    }
    if (high < low) throw new TypeError(`random.integer: ${high} is below ${low}`);
    if (!Number.isSafeInteger(high - low + 1)) {
      throw new TypeError(`random.integer: ${low} to ${high} is too wide a range`);
    }
    return low + this.#below(high - low + 1);
  }

  /**
   * A length of time in whole ns from `low` to `high`, both included, each in ns or as text; or as a
   * distribution has it.
   */
  duration(low: HowLong, high: HowLong): Duration;
  duration(distribution: Distribution): Duration;
  duration(low: HowLong | Distribution, high?: HowLong): Duration {
    if (typeof low === 'object' && low !== null)
      return ns(this.#samplerOf(low).sample(this.#draw()));
    return this.#between(low, high as HowLong);
  }

  #samplerOf(distribution: Distribution): Sampler {
    if (typeof distribution.kind !== 'string')
      throw new TypeError('random.duration needs two lengths of time, or a distribution');
    this.#samplers ??= new WeakMap();
    let sampler = this.#samplers.get(distribution);
    if (sampler === undefined) {
      sampler = compileSampler(distribution);
      this.#samplers.set(distribution, sampler);
    }
    return sampler;
  }

  #between(low: HowLong, high: HowLong): Duration {
    const from = lengthOf(low, 'random.duration');
    const to = lengthOf(high, 'random.duration');
    if (to < from)
      throw new TypeError(`random.duration: ${show(high)} is shorter than ${show(low)}`);
    return ns(this.integer(from, to));
  }

  /** True with this probability, 0 to 1. */
  chance(probability: number): boolean {
    if (!(typeof probability === 'number' && probability >= 0 && probability <= 1)) {
      throw new TypeError(
        `random.chance needs a probability from 0 to 1, not ${show(probability)}`,
      );
    }
    return this.#draw() < probability;
  }

  /** One of the items, each with the same probability. Throws TypeError for an empty list. */
  pick<T>(from: readonly T[]): T {
    if (!Array.isArray(from)) throw new TypeError('random.pick needs a list');
    if (from.length === 0) throw new TypeError('random.pick cannot choose from an empty list');
    return from[this.#below(from.length)] as T;
  }

  /** A new list with the same items in random order, every order equally likely; one draw less than items. */
  shuffle<T>(list: readonly T[]): T[] {
    if (!Array.isArray(list)) throw new TypeError('random.shuffle needs a list');
    const items = [...list] as T[];
    for (let last = items.length - 1; last > 0; last -= 1) {
      const chosen = this.#below(last + 1);
      const item = items[chosen] as T;
      items[chosen] = items[last] as T;
      items[last] = item;
    }
    return items;
  }

  /** An independent stream: new draws for one purpose leave all others alone. Same purpose, same stream. */
  for(purpose: string): KeyedRandom {
    if (typeof purpose !== 'string' || purpose === '') {
      throw new TypeError(`random.for needs the name of a purpose, not ${show(purpose)}`);
    }
    let child = this.#children.get(purpose);
    if (child === undefined) {
      child = new KeyedRandom(this.#stream.child(purpose), this.#now);
      this.#children.set(purpose, child);
    }
    return child;
  }
}
