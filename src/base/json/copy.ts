import { addMember, isPlain } from '../schema/travel.ts';
import { deepestNesting } from '../schema/value-copier.ts';
import type { Value } from '../units.ts';

function copied(value: unknown, depth: number): unknown {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      if (Number.isFinite(value)) return value;
      break;
    case 'object':
      if (value === null) return null;
      if (depth > deepestNesting) break;
      if (Array.isArray(value)) return copiedList(value, depth);
      if (isPlain(value)) return copiedObject(value, depth);
      break;
    default:
  }
  throw new TypeError('it is not plain JSON');
}

function copiedList(list: readonly unknown[], depth: number): unknown[] {
  const items = [...list];
  for (let i = 0; i < items.length; i += 1) {
    const item = items[i];
    if (typeof item !== 'string') items[i] = copied(item, depth + 1);
  }
  return items;
}

function copiedObject(object: object, depth: number): object {
  const members = object as { readonly [key: string]: unknown };
  const copy: { [key: string]: unknown } = {};
  for (const key of Object.keys(object)) {
    const member = members[key];
    if (member !== undefined) addMember(copy, key, copied(member, depth + 1));
  }
  return copy;
}

/**
 * A deep copy of a JSON value, which shares nothing with it. Members that are undefined are left out,
 * as JSON does. Throws TypeError for what is not JSON, above all for NaN, infinities, functions and
 * instances of classes, and for what contains itself.
 */
export function copyJson(value: unknown): Value {
  return copied(value, 0) as Value;
}
