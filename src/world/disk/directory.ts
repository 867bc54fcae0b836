import type { Inode } from './file.ts';

/** One change of the directory that is not on the platter yet, with its number among all changes. */
export type Entry = { readonly number: number } & (
  | { readonly kind: 'link'; readonly name: string; readonly inode: Inode }
  | { readonly kind: 'rename'; readonly from: string; readonly to: string }
  | { readonly kind: 'remove'; readonly name: string }
);

/** Makes a change of the directory in a map of names. */
export function enter<I>(names: Map<string, I>, entry: Entry, inodeOf: (inode: Inode) => I): void {
  if (entry.kind === 'link') names.set(entry.name, inodeOf(entry.inode));
  else if (entry.kind === 'remove') names.delete(entry.name);
  else {
    const inode = names.get(entry.from);
    if (inode === undefined) return;
    names.delete(entry.from);
    names.set(entry.to, inode);
  }
}

/** The names that a change of the directory is about. */
function namesOf(entry: Entry): readonly string[] {
  return entry.kind === 'rename' ? [entry.from, entry.to] : [entry.name];
}

/**
 * What gets to the platter with some changes of the directory: all older ones about the same names.
 * One that came after them there would undo what is synced: a log that was moved away before the
 * next one was made would be moved onto that.
 */
export function withOlder(
  entries: readonly Entry[],
  isChosen: (entry: Entry) => boolean,
): ReadonlySet<Entry> {
  const due = new Set<Entry>();
  const names = new Set<string>();
  for (const entry of entries.toReversed()) {
    if (!isChosen(entry) && !namesOf(entry).some((name) => names.has(name))) continue;
    due.add(entry);
    for (const name of namesOf(entry)) names.add(name);
  }
  return due;
}
