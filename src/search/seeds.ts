import { parseSeed } from '../base/draw/seed.ts';
import type { Problem } from '../base/time.ts';

/** Whole numbers in a row that are each a seed. */
export interface Seeds {
  readonly first: bigint;
  readonly count: number;
}

const form = /^(\d+)(?:\.\.(\d+))?$/;
const sensible = 'write 1..1000, or one number';

/** Reads `1..1000`, both ends included, or a single seed. */
export function readSeeds(text: string): Seeds | Problem {
  const [, from, to] = form.exec(text.replaceAll('_', '')) ?? [];
  if (from === undefined) return { problem: `this is no range of seeds: ${sensible}` };
  const [begin, end] = [parseSeed(from), parseSeed(to ?? from)];
  if ('problem' in begin) return begin;
  if ('problem' in end) return end;
  const [first, last] = [begin.seed, end.seed];
  if (last < first) return { problem: `the last seed is before the first one: ${sensible}` };
  const count = Number(last - first) + 1;
  if (!Number.isSafeInteger(count)) return { problem: 'these are more seeds than can be counted' };
  return { first, count };
}

/** The seed at a place of the row, counted from 0: decimal. */
export function seedAt({ first }: Seeds, place: number): string {
  return String(first + BigInt(place));
}

/** All seeds from one on, as far as anybody gets. */
export function seedsFrom(first: bigint): Seeds {
  return { first, count: Number.MAX_SAFE_INTEGER };
}

/** The range as `readSeeds` reads it; `1..` when it has no end. */
export function printSeeds({ first, count }: Seeds): string {
  if (count === Number.MAX_SAFE_INTEGER) return `${first}..`;
  return count === 1 ? String(first) : `${first}..${first + BigInt(count) - 1n}`;
}

/** Seeds in the order of their numbers. */
export function compareSeeds(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}
