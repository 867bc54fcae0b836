import { compareText } from './order.ts';
import { addMember } from './schema/travel.ts';
import type { Value } from './units.ts';

function ordered(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(ordered);
  const copy: { [key: string]: unknown } = {};
  const members = Object.entries(value).sort(([a], [b]) => compareText(a, b));
  for (const [key, member] of members) addMember(copy, key, ordered(member));
  return copy;
}

/** The same value with the keys of every object in the order in which canonical JSON has them. */
export function inKeyOrder<T extends Value>(value: T): T {
  return ordered(value) as T;
}
