import { jsonBytes } from '../../base/json/bytes.ts';
import type { Value } from '../../base/units.ts';
import { type Cell, damaged, Records } from './records.ts';

/** What a file holds: one value, or records. */
export type Content = { readonly value: Cell } | { readonly records: Records };

/** One change of a file's content that is not on the platter yet. */
export type Change =
  | { readonly write: Value }
  /** `at`: it takes the place of a torn tail, before which so many records stand. */
  | { readonly append: Value; readonly at: number | null };

/** A change with its number among all changes of its disk: a sync means those before it was asked for. */
export interface Unsynced {
  readonly change: Change;
  readonly number: number;
  /** What it puts on the platter, as `changeBytes` tells it; null: nobody has asked. */
  bytes: number | null;
  /** It has not been put there yet, nor been given up. */
  isDue: boolean;
}

/** A file's content, apart from its name. */
export class Inode {
  cached: Content | null = null;
  durable: Content | null = null;
  unsynced: Unsynced[] = [];
  /** The page cache does not hold it: the first read goes to the platter. */
  cold = false;
}

/** The records of a file; a file with one value has one. */
export function recordsOf(content: Content | null): Records {
  if (content === null) return Records.of([]);
  return 'records' in content ? content.records : Records.of([content.value]);
}

/** A file after a change; `torn`: only a part of it got there. */
export function changed(content: Content | null, change: Change, torn: boolean): Content {
  if ('write' in change) return { value: torn ? damaged : change.write };
  const { append, at } = change;
  const records = recordsOf(content);
  const before = at === null ? records : records.first(at);
  return { records: before.with(torn ? damaged : append) };
}

/** A file after changes, in the order of writing. */
export function contentAfter(
  content: Content | null,
  changes: readonly Unsynced[],
): Content | null {
  return changes.reduce<Content | null>((now, { change }) => changed(now, change, false), content);
}

/** Bytes that a change puts on the platter, as JSON text. */
export function changeBytes(change: Change): number {
  return jsonBytes('write' in change ? change.write : change.append);
}

/** Bytes of a file, as JSON text; what is damaged counts nothing. */
export function contentBytes(content: Content | null): number {
  const cells = recordsOf(content).all();
  return cells.reduce<number>((sum, cell) => sum + (cell === damaged ? 0 : jsonBytes(cell)), 0);
}
