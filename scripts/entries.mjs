import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The repository's own folder, with a trailing slash. */
export const root = fileURLToPath(new URL('../', import.meta.url));

/** What a process or an importer may start from, by the name of its file in dist. */
const programs = {
  cli: 'src/cli/main.ts',
  index: 'src/index.ts',
  worker: 'src/cli/worker.ts',
};

/** The module that puts the parts of a bundle together when it runs; stands beside them. */
export const runtimeEntry = 'src/cli/compiled.ts';

/** The module that says what the generated files hold; part of no program. */
export const generator = 'src/cli/generate.ts';

/** The entry points that exist, by the name of their file in dist. */
export const entryPoints = Object.fromEntries(
  Object.entries(programs).filter(([, path]) => existsSync(root + path)),
);

/** Where nothing but generated files stands, so that a file no longer generated can be told. */
export const generatedFolders = ['docs/reference', 'schemas'];

/** Code-unit order, the same on every machine. */
export const byCodeUnit = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
