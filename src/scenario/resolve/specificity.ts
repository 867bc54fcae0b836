import { compactJson } from '../../base/json/json.ts';
import { plainTree } from '../source/plain.ts';
import type { Problems } from '../diagnostics/problems.ts';
import { placeOf } from '../source/source.ts';
import type { Spot } from '../source/tree.ts';

/** A value that was read, and where. */
export interface Placed<T> {
  readonly spot: Spot;
  readonly value: T;
}

/** What one entry says: its values by key, and how many things it matches. */
export interface Rule<T> {
  readonly size: number;
  readonly values: ReadonlyMap<string, Placed<T>>;
}

/** Two values that were read alike, however they are written: 1s is 1000ms. */
function isAlike(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const [own, other] = [Object.entries(a), new Map<string, unknown>(Object.entries(b))];
  return (
    Array.isArray(a) === Array.isArray(b) &&
    own.length === other.size &&
    own.every(([key, value]) => other.has(key) && isAlike(value, other.get(key)))
  );
}

function sameValue<T>(a: Placed<T>, b: Placed<T>): boolean {
  const isWritten = compactJson(plainTree(a.spot.tree)) === compactJson(plainTree(b.spot.tree));
  return isWritten || isAlike(a.value, b.value);
}

function reportTie(key: string, first: Spot, second: Spot, size: number, problems: Problems): void {
  const { file, line } = placeOf(first.keySpan);
  problems.atKey(
    'E_EQUAL_SPECIFICITY',
    second,
    `two entries that match ${size} each say different things of \`${key}\``,
    {
      notes: [
        `the other stands at ${file}:${line}`,
        'make one of them match fewer, or give both one value',
      ],
    },
  );
}

/**
 * What holds for one thing: of the rules that match it the one that matches fewer wins, key by key.
 * Two that match equally many must agree; else it is told, unless `problems` is null.
 */
export function decide<T>(
  rules: readonly Rule<T>[],
  problems: Problems | null,
): ReadonlyMap<string, Placed<T>> {
  const decided = new Map<string, Placed<T>>();
  const sizes = new Map<string, number>();
  for (const rule of rules.toSorted((a, b) => a.size - b.size)) {
    for (const [key, placed] of rule.values) {
      const known = decided.get(key);
      if (known === undefined) {
        decided.set(key, placed);
        sizes.set(key, rule.size);
      } else if (sizes.get(key) === rule.size && problems !== null && !sameValue(known, placed)) {
        reportTie(key, known.spot, placed.spot, rule.size, problems);
      }
    }
  }
  return decided;
}
