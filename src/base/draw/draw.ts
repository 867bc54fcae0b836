/*
 * Keyed random draws: a draw is a pure function of (seed, subject, purpose, identity) and never of
 * how many draws were made before it. The mixing is two lanes of multiply-xorshift rounds (the
 * multipliers of C. Wellons' "lowbias32"), in 32-bit operations that every engine does alike.
 */

import { parseSeed } from './seed.ts';

/** What a draw decides. The numbers are part of every draw: add new ones at the end, never renumber. */
export const purpose = {
  loss: 1,
  delay: 2,
  duplicate: 3,
  reorder: 4,
  corrupt: 5,
  lossOnRelease: 6,
  corruptField: 7,
  corruptValue: 8,
  duplicateDelay: 9,
  reorderDelay: 10,
  program: 11,
  schedule: 12,
  workload: 13,
  selection: 14,
  clock: 15,
  disk: 16,
  service: 17,
  nemesis: 18,
  retry: 19,
  burst: 20,
  tie: 21,
  value: 22,
  key: 23,
  effect: 24,
  mark: 25,
} as const;

const TO_UNIT = 1 / 9007199254740992; // 2^-53
const UPPER_STEP = 67108864; // 2^26
const TWO_MINUS_32 = 1 / 4294967296;

/**
 * A 32-bit hash of the UTF-16 code units of a text; another seed gives an independent hash. Returns
 * a uint32.
 */
export function hashText(text: string, seed = 0): number {
  let h = seed ^ 0x2c1b3c6d;
  for (let i = 0; i < text.length; i += 1) {
    h = Math.imul(h ^ text.charCodeAt(i), 0x21f0aaad);
    h ^= h >>> 15;
  }
  h = Math.imul(h ^ text.length, 0x735a2d97);
  h ^= h >>> 15;
  h = Math.imul(h, 0x297a2d39);
  return (h ^ (h >>> 16)) >>> 0;
}

/** One bijective round of the 32-bit finalizer. */
function scramble(word: number): number {
  let x = word ^ (word >>> 16);
  x = Math.imul(x, 0x21f0aaad);
  x ^= x >>> 15;
  x = Math.imul(x, 0x735a2d97);
  return x ^ (x >>> 15);
}

/** A stream for a name under a key: same key and name, same stream. */
function streamFor(lo: number, hi: number, name: string): Stream {
  const a = scramble(hashText(name, lo) ^ hi);
  const b = scramble((hashText(name, hi ^ 0x5bd1e995) + a) | 0);
  return new Stream((a + Math.imul(b, 0x2c1b3c6d)) | 0, b);
}

/** The draw of a stream with this key, as `Stream.at` tells it: for who keeps the key where it is used. */
export function uniformAt(
  lo: number,
  hi: number,
  what: number,
  a: number,
  b: number,
  c: number,
): number {
  let x = absorbFirst(lo, what, a, b, c);
  let y = absorbSecond(hi, what, a, b, c);
  x = (x + y) | 0;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  y = (y + (x ^ (x >>> 15))) | 0;
  y = Math.imul(y ^ (y >>> 15), 0x735a2d97);
  x = (x + (y ^ (y >>> 15))) | 0;
  x = Math.imul(x ^ (x >>> 15), 0x2c1b3c6d);
  x ^= x >>> 16;
  y = Math.imul((y + x) ^ (y >>> 16), 0x297a2d39);
  y ^= y >>> 15;
  return ((x >>> 5) * UPPER_STEP + (y >>> 6)) * TO_UNIT;
}

/** The draws of one subject (a link, a node, a client, a fault). Stateless: any order, any number. */
export class Stream {
  readonly lo: number;
  readonly hi: number;

  /** Takes the two words of a key; streams are made by `Draws.stream` and `child`. */
  constructor(lo: number, hi: number) {
    this.lo = lo | 0;
    this.hi = hi | 0;
  }

  /**
   * A uniform double in [0, 1) with 53 random bits for a purpose and an identity of three whole
   * numbers (instant, ordinal, ...) of at most 2^53 in size. The same arguments, the same draw.
   */
  at(what: number, a: number, b: number, c: number): number {
    return uniformAt(this.lo, this.hi, what, a, b, c);
  }

  /** 32 random bits (a uint32) for a purpose and an identity: the leading bits of what `at` returns. */
  bits(what: number, a: number, b: number, c: number): number {
    return Math.floor(this.at(what, a, b, c) * 4294967296);
  }

  /** An independent stream under this one: same name, same stream. */
  child(name: string): Stream {
    return streamFor(this.lo ^ 0x3c6ef372, this.hi, name);
  }
}

/** Low word of a and of c, and what the high words leave; a bijection of each low word. */
function absorbFirst(key: number, what: number, a: number, b: number, c: number): number {
  const high = Math.floor(a * TWO_MINUS_32) | 0;
  let x = Math.imul(key ^ (a | 0), 0x21f0aaad);
  x ^= x >>> 15;
  x = Math.imul(x ^ (c | 0) ^ Math.imul(what, 0x5bd1e995), 0x735a2d97);
  x ^= x >>> 16;
  return Math.imul(x + high + Math.imul(b | 0, 0x6c50b47d), 0x2c1b3c6d);
}

/** Low word of b, and the high words of b and c. */
function absorbSecond(key: number, what: number, a: number, b: number, c: number): number {
  const highB = Math.floor(b * TWO_MINUS_32) | 0;
  const highC = Math.floor(c * TWO_MINUS_32) | 0;
  let y = Math.imul(key ^ (b | 0), 0x297a2d39);
  y ^= y >>> 15;
  y = Math.imul(
    y ^ Math.imul(what, 0x6c50b47d) ^ highB ^ ((highC << 21) | (highC >>> 11)),
    0x21f0aaad,
  );
  y ^= y >>> 16;
  return Math.imul(y + Math.imul(a | 0, 0x2c1b3c6d) + (c | 0), 0x735a2d97);
}

/** All draws of a run. The seed is a decimal text below 2^64; other text throws RangeError. */
export class Draws {
  readonly lo: number;
  readonly hi: number;

  constructor(seed: string) {
    const parsed = parseSeed(seed);
    if ('problem' in parsed) throw new RangeError(`${seed}: ${parsed.problem}`);
    const { seed: value } = parsed;
    // A bijection of the 64 bits, so that no two seeds are one and neighbours have nothing in common.
    let lo = Number(value & 0xffffffffn) | 0;
    let hi = Number(value >> 32n) | 0;
    for (let round = 0; round < 3; round += 1) {
      lo = (lo + scramble(hi ^ (0x71f5 + round))) | 0;
      hi = (hi + scramble(lo)) | 0;
    }
    this.lo = lo;
    this.hi = hi;
  }

  /** The stream of a subject, e.g. `link a -> b`: same text, same stream. */
  stream(subject: string): Stream {
    return streamFor(this.lo, this.hi, subject);
  }
}

/** A stream that is another one from some instant of the run on. */
class TurningStream extends Stream {
  readonly #draws: TurningDraws;
  readonly #after: Stream;

  constructor(before: Stream, after: Stream, draws: TurningDraws) {
    super(before.lo, before.hi);
    this.#draws = draws;
    this.#after = after;
  }

  override at(what: number, a: number, b: number, c: number): number {
    return this.#draws.hasTurned ? this.#after.at(what, a, b, c) : super.at(what, a, b, c);
  }

  override child(name: string): Stream {
    return new TurningStream(super.child(name), this.#after.child(name), this.#draws);
  }
}

/**
 * The draws of a seed until `turn` is called, and others afterwards: the same past with another
 * future. Another `salt`, another future.
 */
export class TurningDraws extends Draws {
  hasTurned = false;
  readonly #salt: number;

  constructor(seed: string, salt: number) {
    super(seed);
    this.#salt = salt;
  }

  /** From now on everything is drawn anew. */
  turn(): void {
    this.hasTurned = true;
  }

  override stream(subject: string): Stream {
    const before = super.stream(subject);
    const salted = hashText(subject, 0x7e57 ^ this.#salt) | 0;
    const after = streamFor(this.lo ^ salted, Math.imul(this.hi ^ this.#salt, 0x297a2d39), subject);
    return new TurningStream(before, after, this);
  }
}
