// Builds dist: the bundles, the licences of what is inside, and the types of the public API.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import {
  oneCore,
  shortNames,
  withoutDevtools,
  withoutSubprocesses,
  yamlModules,
} from './bundle-plugins.mjs';
import { entryPoints, root } from './entries.mjs';
import { generatedFiles, stalePaths } from './gen.mjs';
import { thirdPartyLicences } from './licences.mjs';

const dist = join(root, 'dist');

/** CommonJS packages inside an ES bundle still call require. */
const banner = `import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);`;

/** One build for all entries: the command line and a user's program share one module instance. */
async function bundle() {
  return await build({
    absWorkingDir: root,
    entryPoints,
    outdir: 'dist',
    entryNames: '[name]',
    // Flat, so that a URL relative to import.meta.url means the same in every chunk.
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    minifySyntax: true,
    minifyWhitespace: true,
    sourcemap: 'external',
    legalComments: 'none',
    metafile: true,
    write: false,
    banner: { js: banner },
    define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"' },
    external: ['jiti'],
    plugins: [withoutDevtools, withoutSubprocesses, yamlModules, shortNames, oneCore],
    logLevel: 'warning',
  });
}

/** Writes each file beside its place and renames it: a process that starts meanwhile sees whole files. */
function writeWhole(path, contents) {
  const draft = `${path}.${process.pid}.draft`;
  writeFileSync(draft, contents);
  renameSync(draft, path);
}

/** Chunks before the entries that name them; what an earlier build left goes last. */
function writeBundle({ outputFiles, metafile }) {
  mkdirSync(dist, { recursive: true });
  const isEntry = (file) => basename(file.path).split('.')[0] in entryPoints;
  const inOrder = [
    ...outputFiles.filter((file) => !isEntry(file)),
    ...outputFiles.filter((file) => isEntry(file)),
  ];
  for (const file of inOrder) writeWhole(file.path, file.contents);
  writeWhole(join(dist, 'meta.json'), JSON.stringify(metafile));
  writeWhole(join(dist, 'THIRD_PARTY_LICENSES'), thirdPartyLicences(metafile));
  const current = new Set(outputFiles.map((file) => basename(file.path)));
  for (const name of readdirSync(dist)) {
    if (/\.js(\.map)?$/.test(name) && !current.has(name)) rmSync(join(dist, name));
  }
}

const types = join(dist, 'types');

/** The compiler leaves `.ts` in the imports of declarations; other people's tools expect `.js`. */
function renameImports() {
  for (const name of readdirSync(types, { recursive: true })) {
    if (!name.endsWith('.d.ts')) continue;
    const path = join(types, name);
    const text = readFileSync(path, 'utf8');
    writeFileSync(
      path,
      text.replaceAll(/((?:from |import\()['"]\.[^'"]+)\.tsx?(?=['"])/g, '$1.js'),
    );
  }
}

/** Declarations by the compiler; resolves to its exit code, its complaints go to our streams. */
function compileTypes() {
  rmSync(types, { recursive: true, force: true });
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const child = spawn(process.execPath, [tsc, '-p', 'tsconfig.build.json'], {
    cwd: root,
    stdio: 'inherit',
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

async function main() {
  // For tests that want the program as the sources are now, and check the rest elsewhere.
  if (process.argv.includes('--bundle-only')) {
    writeBundle(await bundle());
    return;
  }
  const compiled = compileTypes();
  const [bundled, generated] = await Promise.all([bundle(), generatedFiles()]);
  writeBundle(bundled);
  const stale = stalePaths(generated);
  if (stale.length > 0) {
    console.error(`build: run npm run gen, these are stale: ${stale.join(', ')}`);
    process.exitCode = 1;
  }
  if ((await compiled) === 0) {
    renameImports();
  } else {
    console.error('build: the types did not compile');
    process.exitCode = 1;
  }
}

await main();
