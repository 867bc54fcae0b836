import type { Span } from './source.ts';
import type { Typed } from '../formula/typed.ts';

/** What a scalar of the YAML core schema may be; integers beyond 2^53 stay exact. */
export type ScalarValue = string | number | bigint | boolean | null;

/** One value, with the place at which it was written. */
export interface Scalar {
  readonly kind: 'scalar';
  readonly span: Span;
  readonly value: ScalarValue;
  /** As written, so that decimals can be read exactly. */
  readonly text: string;
  /** The exact value, when a formula gave it. */
  readonly computed: Typed | null;
}

/** An ordered list. */
export interface Sequence {
  readonly kind: 'list';
  readonly span: Span;
  readonly items: readonly Tree[];
}

/** A key of a map, and what it leads to. */
export interface Entry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: Tree;
}

/** Entries by key. */
export interface Mapping {
  readonly kind: 'map';
  readonly span: Span;
  readonly entries: ReadonlyMap<string, Entry>;
}

/** Data as a user wrote it: every key and every value knows its place, also after overlays. */
export type Tree = Scalar | Sequence | Mapping;

/** A value on its way through the loader: where it stands in the scenario and in the text. */
export interface Spot {
  readonly tree: Tree;
  readonly keySpan: Span;
  /** Keys and list positions from the top of the scenario. */
  readonly path: readonly (string | number)[];
}

/** A scalar at a place. */
export function scalarAt(span: Span, value: ScalarValue, text?: string): Scalar {
  return { kind: 'scalar', span, value, text: text ?? String(value), computed: null };
}

/** A map at a place. */
export function mappingAt(span: Span, entries: Iterable<Entry> = []): Mapping {
  const byKey = new Map<string, Entry>();
  for (const entry of entries) byKey.set(entry.key, entry);
  return { kind: 'map', span, entries: byKey };
}

/** Whether a value is an empty entry (`n1:`), which stands for an empty map. */
export function isNull(tree: Tree): boolean {
  return tree.kind === 'scalar' && tree.value === null;
}

/** The value under a key of a map, if there is one. */
export function childOf(tree: Tree | undefined, key: string): Tree | undefined {
  return tree?.kind === 'map' ? tree.entries.get(key)?.value : undefined;
}

/** The spot under a key, if the value is a map that has it. */
export function spotUnder(spot: Spot, key: string): Spot | undefined {
  const entry = spot.tree.kind === 'map' ? spot.tree.entries.get(key) : undefined;
  if (entry === undefined) return undefined;
  return { tree: entry.value, keySpan: entry.keySpan, path: [...spot.path, key] };
}

/** The spots of a list's items. */
export function itemSpots(spot: Spot): readonly Spot[] {
  if (spot.tree.kind !== 'list') return [];
  return spot.tree.items.map((tree, index) => ({
    tree,
    keySpan: tree.span,
    path: [...spot.path, index],
  }));
}

/** The spots under a map's keys, in the order written. */
export function entrySpots(spot: Spot): readonly Spot[] {
  if (spot.tree.kind !== 'map') return [];
  return [...spot.tree.entries.values()].map((entry) => ({
    tree: entry.value,
    keySpan: entry.keySpan,
    path: [...spot.path, entry.key],
  }));
}

/** The key at the end of a spot's path. */
export function nameOfSpot(spot: Spot): string {
  return String(spot.path.at(-1) ?? '');
}

/** A path as diagnostics show it: `/faults/gc/duration`. */
export function pointerOf(path: readonly (string | number)[]): string {
  return path.map((part) => `/${part}`).join('');
}
