// Writes every generated file, or with --check says which are not what they should be.
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { byCodeUnit, generatedFolders, generator, root } from './entries.mjs';

/**
 * Stands in for every generated module: the generator must run when they are missing or wrong,
 * and never needs them. A CommonJS stub, because that has every name one may import.
 */
const generatedStub = {
  name: 'generated-stub',
  setup(bundler) {
    bundler.onResolve({ filter: /\/generated\/[^/]+$/ }, (request) => ({
      path: request.path,
      namespace: 'generated-stub',
    }));
    bundler.onLoad({ filter: /.*/, namespace: 'generated-stub' }, () => ({
      contents: `module.exports = new Proxy({}, { get: () => () => {
        throw new Error('a generated module was called while generating');
      } });`,
    }));
  },
};

/** Loads the generator from the sources and asks it for all files. */
export async function generatedFiles() {
  const outfile = join(root, '.cache/gen', `generate-${process.pid}.mjs`);
  await build({
    absWorkingDir: root,
    entryPoints: [generator],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    plugins: [generatedStub],
    logLevel: 'warning',
  });
  try {
    const module = await import(pathToFileURL(outfile).href);
    return await module.generatedFiles();
  } finally {
    rmSync(outfile);
  }
}

/** Paths below the generated folders that no generator claims any more. */
function leftOver(files, base) {
  const wanted = new Set(files.map((file) => file.path));
  const found = generatedFolders
    .filter((folder) => existsSync(join(base, folder)))
    .flatMap((folder) =>
      readdirSync(join(base, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => relative(base, join(entry.parentPath, entry.name))),
    );
  return found.filter((path) => !wanted.has(path));
}

/**
 * The paths whose text below a folder is not what the generator says, and those it no longer
 * writes.
 */
export function stalePaths(files, base = root) {
  const changed = files.filter(({ path, text }) => {
    const place = join(base, path);
    return !existsSync(place) || readFileSync(place, 'utf8') !== text;
  });
  return [...changed.map((file) => file.path), ...leftOver(files, base)].sort(byCodeUnit);
}

/** Brings a folder up to date; answers the paths that were written or removed. */
export function writeStale(files, base = root) {
  const stale = stalePaths(files, base);
  const texts = new Map(files.map((file) => [file.path, file.text]));
  for (const path of stale) {
    const place = join(base, path);
    const text = texts.get(path);
    if (text === undefined) {
      rmSync(place);
      continue;
    }
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, text);
  }
  return stale;
}

async function main() {
  const files = await generatedFiles();
  if (process.argv.includes('--check')) {
    const stale = stalePaths(files);
    for (const path of stale) console.error(`stale: ${path}`);
    if (stale.length > 0) console.error('run npm run gen');
    process.exitCode = stale.length > 0 ? 1 : 0;
    return;
  }
  for (const path of writeStale(files)) console.log(`wrote ${path}`);
}

if (process.argv[1] && realpathSync(process.argv[1]) === import.meta.filename) await main();
