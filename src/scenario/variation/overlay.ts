import type { Span } from '../source/source.ts';
import { canonicalKey, isWithin } from './path.ts';
import { type Entry, isNull, type Mapping, mappingAt, type Tree } from '../source/tree.ts';

/** One value laid over a scenario at a path. */
export interface Setting {
  readonly keys: readonly string[];
  /** Where the path is written. */
  readonly keySpan: Span;
  readonly value: Tree;
}

/** The entry of a map under a key, also when a link key is written with other blanks. */
export function entryOf(map: Mapping, key: string): Entry | undefined {
  const exact = map.entries.get(key);
  if (exact !== undefined || !key.includes('->')) return exact;
  return [...map.entries.values()].find((entry) => canonicalKey(entry.key) === canonicalKey(key));
}

function withEntry(map: Mapping, entry: Entry): Mapping {
  const known = entryOf(map, entry.key);
  const entries = new Map(map.entries);
  entries.set(known?.key ?? entry.key, { ...entry, key: known?.key ?? entry.key });
  return { ...map, entries };
}

function withoutEntry(map: Mapping, key: string): Mapping {
  const entries = new Map(map.entries);
  entries.delete(entryOf(map, key)?.key ?? key);
  return { ...map, entries };
}

function overEntry(map: Mapping, entry: Entry): Mapping {
  const below = entryOf(map, entry.key);
  if (below === undefined) return withEntry(map, entry);
  if (isNull(entry.value)) return withoutEntry(map, entry.key);
  return withEntry(map, { ...entry, value: mergeTrees(below.value, entry.value) });
}

/**
 * The one merge of all overlays: maps merge key by key, all else is replaced, `null` removes what
 * exists below. Each value keeps the place at which it was written.
 */
export function mergeTrees(below: Tree, above: Tree): Tree {
  if (above.kind !== 'map') return above;
  if (below.kind !== 'map') return above;
  let merged: Mapping = below;
  for (const entry of above.entries.values()) merged = overEntry(merged, entry);
  return merged;
}

/** Lays one setting over a scenario; maps on the way are made where there are none. */
export function applySetting(tree: Tree, setting: Setting): Tree {
  const [key, ...rest] = setting.keys;
  if (key === undefined) return mergeTrees(tree, setting.value);
  const map = tree.kind === 'map' ? tree : mappingAt(setting.keySpan);
  const below = entryOf(map, key);
  if (rest.length === 0) {
    return overEntry(map, { key, keySpan: setting.keySpan, value: setting.value });
  }
  const inner = below?.value ?? mappingAt(setting.keySpan);
  const value = applySetting(inner, { ...setting, keys: rest });
  return withEntry(map, { key, keySpan: below?.keySpan ?? setting.keySpan, value });
}

/** The paths that a setting decides: those of the values that are no maps, below its own path. */
export function leavesOf(setting: Setting): readonly (readonly string[])[] {
  const { value, keys } = setting;
  if (value.kind !== 'map' || value.entries.size === 0) return [keys];
  return [...value.entries.values()].flatMap((entry) =>
    leavesOf({
      keys: [...keys, canonicalKey(entry.key)],
      keySpan: entry.keySpan,
      value: entry.value,
    }),
  );
}

/** A path that both of two settings decide, so that their order would count; undefined if there is none. */
export function decidedTwice(first: Setting, second: Setting): readonly string[] | undefined {
  const known = leavesOf(first);
  return leavesOf(second).find((keys) =>
    known.some((other) => isWithin(other, keys) || isWithin(keys, other)),
  );
}

/** A map without the keys that are named. */
export function without(map: Mapping, keys: ReadonlySet<string>): Mapping {
  return { ...map, entries: new Map([...map.entries].filter(([key]) => !keys.has(key))) };
}
