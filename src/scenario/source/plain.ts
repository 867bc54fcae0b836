import type { Tree } from './tree.ts';

/** A tree as plain data, without places. Keys that no map of ours could hold stay data. */
export function plainTree(tree: Tree): unknown {
  if (tree.kind === 'scalar') return typeof tree.value === 'bigint' ? tree.text : tree.value;
  if (tree.kind === 'list') return tree.items.map(plainTree);
  return Object.fromEntries(
    [...tree.entries.values()].map((entry) => [entry.key, plainTree(entry.value)]),
  );
}
