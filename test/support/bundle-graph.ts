import { readFileSync } from 'node:fs';
import { metaPath } from './built.ts';

/** The parts of esbuild's record that matter here. */
export interface BundleMeta {
  readonly outputs: {
    readonly [path: string]: {
      readonly entryPoint?: string;
      readonly imports: readonly { readonly path: string; readonly kind: string }[];
      readonly inputs: { readonly [path: string]: unknown };
    };
  };
}

/** The record of the last build. */
export function readMeta(): BundleMeta {
  return JSON.parse(readFileSync(metaPath, 'utf8'));
}

/** The bundles that a start of one of them loads, dynamic imports aside. */
export function staticChunks(meta: BundleMeta, entry: string): string[] {
  const seen = new Set<string>();
  const queue = [entry];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const imports = meta.outputs[next]?.imports ?? [];
    queue.push(...imports.flatMap(({ path, kind }) => (kind === 'import-statement' ? path : [])));
  }
  return [...seen];
}

function sourcesOf(meta: BundleMeta, chunks: readonly string[]): string[] {
  return chunks.flatMap((chunk) => Object.keys(meta.outputs[chunk]?.inputs ?? {}));
}

/** Our own modules that a start of an entry loads. */
export function staticSources(meta: BundleMeta, entry: string): string[] {
  const sources = sourcesOf(meta, staticChunks(meta, entry));
  return sources.filter((path) => path.startsWith('src/'));
}

/** The packages whose code a start of an entry loads or names, each once, in order. */
export function staticPackages(meta: BundleMeta, entry: string): string[] {
  const chunks = staticChunks(meta, entry);
  const inlined = sourcesOf(meta, chunks);
  const packages = [
    ...inlined.flatMap((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []),
    ...chunks.filter((chunk) => meta.outputs[chunk] === undefined),
  ];
  return [...new Set(packages)].toSorted((a, b) => (a < b ? -1 : 1));
}
