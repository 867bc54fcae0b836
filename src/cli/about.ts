import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

function findRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}

/** The folder of this package, whether it runs as bundle or from its sources. */
export const packageRoot: string = findRoot();

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
