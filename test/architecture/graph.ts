import { importsOf } from '../support/imports.ts';
import type { SourceFile } from '../support/source-tree.ts';

/** File to the files it imports in any way, types included; only files that were given. */
function importGraph(files: readonly SourceFile[]): Map<string, string[]> {
  const known = new Set(files.map((file) => file.path));
  return new Map(
    files.map((file) => {
      const targets = importsOf(file).flatMap(({ target }) => target ?? []);
      return [file.path, targets.filter((target) => known.has(target))];
    }),
  );
}

/** Everything reachable from some files, themselves included. */
function reachable(graph: ReadonlyMap<string, readonly string[]>, from: readonly string[]) {
  const seen = new Set<string>();
  const queue = [...from];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    queue.push(...(graph.get(next) ?? []));
  }
  return seen;
}

/** Files that import themselves through others: each knot once, its members in order. */
export function cycleComplaints(files: readonly SourceFile[]): string[] {
  const graph = importGraph(files);
  const below = new Map([...graph].map(([path, targets]) => [path, reachable(graph, targets)]));
  const knots = [...graph.keys()]
    .filter((path) => below.get(path)?.has(path))
    .map((path) =>
      [...(below.get(path) ?? [])].filter((other) => below.get(other)?.has(path)).sort(byText),
    );
  return [...new Set(knots.map((knot) => `import cycle: ${knot.join(', ')}`))];
}

/** Files that no entry point reaches. */
export function orphanComplaints(files: readonly SourceFile[], entries: readonly string[]) {
  const seen = reachable(importGraph(files), entries);
  return files
    .map((file) => file.path)
    .filter((path) => !seen.has(path))
    .map((path) => `${path} is reached from no entry point`);
}

/** Relative imports of files that are not there. */
export function danglingComplaints(
  files: readonly SourceFile[],
  exists: (path: string) => boolean,
) {
  return files.flatMap((file) =>
    importsOf(file)
      .flatMap(({ target }) => target ?? [])
      .filter((target) => !exists(target))
      .map((target) => `${file.path} imports ${target}, which is missing`),
  );
}

const byText = (a: string, b: string): number => (a < b ? -1 : 1);
