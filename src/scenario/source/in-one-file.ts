import { folderOf, isInside, isOwnFile, locate, normalPath, writtenIn } from './location.ts';
import { scalarAt } from './tree.ts';
import type { Mapping, Tree } from './tree.ts';

/** A path that `from` says, as `file` would say it. */
function pathIn(file: string, written: string, from: string): string {
  const folder = folderOf(file);
  const path = locate(written, from);
  if (isInside(path, folder)) return writtenIn(path, file);
  // What a base below it names outside of the folder.
  if (!isInside(from, folder)) return written;
  const relative = normalPath(`${folderOf(writtenIn(from, file))}/${written}`);
  return isOwnFile(relative) ? relative : `./${relative}`;
}

function movedTree(tree: Tree, file: string): Tree {
  if (tree.kind === 'map') return inOneFile(tree, file);
  if (tree.kind === 'list')
    return { ...tree, items: tree.items.map((item) => movedTree(item, file)) };
  const { value, span } = tree;
  const from = span.source.file;
  if (typeof value !== 'string' || !isOwnFile(value) || from === file) return tree;
  return scalarAt(span, pathIn(file, value, from));
}

/**
 * A scenario as one file would say it that extends no other: paths are relative to the file that they
 * are written in, so those of a base, and of the command line, are written anew.
 */
export function inOneFile(map: Mapping, file: string): Mapping {
  const entries = [...map.entries].map(([key, entry]) => {
    return [key, { ...entry, value: movedTree(entry.value, file) }] as const;
  });
  return { ...map, entries: new Map(entries) };
}
