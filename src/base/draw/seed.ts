import type { Problem } from '../time.ts';

/** One more than the largest seed. */
const seedLimit = 1n << 64n;

/** Reads a seed: decimal digits of a whole number below 2^64. */
export function parseSeed(text: string): { readonly seed: bigint } | Problem {
  const seed = /^[0-9]{1,20}$/.test(text) ? BigInt(text) : seedLimit;
  if (seed < seedLimit) return { seed };
  return { problem: 'a seed is a whole number from 0 to 2^64 - 1' };
}
