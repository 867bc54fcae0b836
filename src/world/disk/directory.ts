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
