import { encodeNumber, encodeText, lanes, mix, publish, start, tag } from './lanes.ts';
import { newSealClass } from './seal.ts';
import { addMember, isPlain } from './travel.ts';

/** Thrown when a value cannot travel; the caller then looks for the place and says it. */
export const mismatch: { readonly mismatch: true } = { mismatch: true };

const Seal = newSealClass();

/** How deep plain values may be nested; deeper ones most likely contain themselves. */
export const deepestNesting = 200;

function encodeLeaf(value: unknown): void {
  if (typeof value === 'string') encodeText(value);
  else if (typeof value === 'number' && Number.isFinite(value)) encodeNumber(value);
  else if (typeof value === 'boolean') {
    lanes[0] = value ? 1 : 0;
    lanes[1] = tag.boolean;
  } else if (value === null) {
    lanes[0] = 0;
    lanes[1] = tag.nothing;
  } else throw mismatch;
}

function walkList(list: readonly unknown[], depth: number, copying: boolean): unknown {
  const items = [...list];
  let lo = start.list ^ items.length;
  let hi: number = tag.list;
  for (let i = 0; i < items.length; i += 1) {
    items[i] = walk(items[i], depth + 1, copying);
    mix(((lanes[0] ?? 0) + lo) | 0, ((lanes[1] ?? 0) + hi) | 0);
    lo = lanes[0] ?? 0;
    hi = lanes[1] ?? 0;
  }
  return finish(list, copying ? items : null, lo, hi);
}

function walkObject(object: object, depth: number, copying: boolean): unknown {
  if (!isPlain(object)) throw mismatch;
  const members = object as { readonly [key: string]: unknown };
  const copy: { [key: string]: unknown } | null = copying ? {} : null;
  let lo: number = start.object;
  let hi: number = tag.object;
  for (const key of Object.keys(object)) {
    const member = members[key];
    if (member === undefined) continue;
    encodeText(key);
    const keyLo = lanes[0] ?? 0;
    const keyHi = lanes[1] ?? 0;
    const kept = walk(member, depth + 1, copying);
    if (copy !== null) addMember(copy, key, kept);
    mix((lanes[0] ?? 0) ^ keyLo, (lanes[1] ?? 0) ^ keyHi);
    // A sum, so that the order of the keys does not matter.
    lo = (lo + (lanes[0] ?? 0)) | 0;
    hi = (hi + (lanes[1] ?? 0)) | 0;
  }
  return finish(object, copy, lo, hi);
}

function finish(was: object, copy: object | null, lo: number, hi: number): unknown {
  lanes[0] = lo;
  lanes[1] = hi;
  return copy === null ? was : Object.freeze(new Seal(copy, lo, hi));
}

function walk(value: unknown, depth: number, copying: boolean): unknown {
  if (typeof value !== 'object' || value === null) {
    encodeLeaf(value);
    return value;
  }
  if (Seal.has(value)) {
    lanes[0] = Seal.lo(value);
    lanes[1] = Seal.hi(value);
    return value;
  }
  if (depth > deepestNesting) throw mismatch;
  return Array.isArray(value) ? walkList(value, depth, copying) : walkObject(value, depth, copying);
}

/**
 * Copies any JSON value deeply and freezes the copy; what was copied before is shared. Leaves the
 * fingerprint in the lanes. Throws `mismatch` for what is not JSON.
 */
export function copyValue(value: unknown): unknown {
  return walk(value, 0, true);
}

/** Leaves the fingerprint of any JSON value in the lanes. Throws `mismatch` for what is not JSON. */
export function encodeValue(value: unknown): void {
  walk(value, 0, false);
}

/**
 * Leaves the 64-bit fingerprint of a JSON value in `fingerprint`: the same for the same content,
 * whatever the order of keys, and the same as that of a copy. Throws TypeError for what is not JSON.
 */
export function fingerprintValue(value: unknown): void {
  try {
    encodeValue(value);
  } catch (thrown) {
    throw thrown === mismatch ? new TypeError('only JSON values have a fingerprint') : thrown;
  }
  publish();
}
