import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The first folder from this one up that has a `package.json`. Throws where there is none, as above a
 * copy of the bundle alone: going up from the root ends nowhere.
 */
export function packageAbove(own: string, exists: (path: string) => boolean = existsSync): string {
  for (let folder = own; ; folder = dirname(folder)) {
    if (exists(join(folder, 'package.json'))) return folder;
    if (folder === dirname(folder)) {
      throw new Error(`fault-sim: no package.json in ${own} or above; keep the package together`);
    }
  }
}

/** The folder of this package, whether it runs as bundle or from its sources. */
export const packageRoot: string = packageAbove(dirname(fileURLToPath(import.meta.url)));

/** The version of this package. */
export function version(): string {
  const about: { readonly version: string } = JSON.parse(
    readFileSync(join(packageRoot, 'package.json'), 'utf8'),
  );
  return about.version;
}

/**
 * The version of the engine's semantics, as reports carry it: raised whenever the same scenario and
 * seed may give another trace than before.
 */
export const engineSemantics = '1';
