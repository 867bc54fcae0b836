// Builds dist: the bundles, the licences of what is inside, and the types of the public API.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { partOf, runtime } from './bundle-parts.mjs';
import {
  aside,
  oneCore,
  shortNames,
  withoutCi,
  withoutDevtools,
  withoutSubprocesses,
  yamlModules,
} from './bundle-plugins.mjs';
import { entryPoints, root, runtimeEntry } from './entries.mjs';
import { generatedFiles, stalePaths } from './gen.mjs';
import { thirdPartyLicences } from './licences.mjs';

const dist = join(root, 'dist');

/** How everything is bundled. */
const manner = {
  absWorkingDir: root,
  outdir: 'dist',
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  minifySyntax: true,
  minifyWhitespace: true,
  charset: 'ascii',
  legalComments: 'none',
  // Node shows the line from which an error was thrown that nobody caught.
  lineLimit: 160,
  write: false,
  logLevel: 'warning',
};

/** One build for all entries: the command line and a user's program share one instance of each part. */
async function bundle() {
  const [whole, starter] = await Promise.all([
    build({
      ...manner,
      entryPoints,
      // What is kept compiled belongs to one text: the hash of the text is in the name.
      entryNames: '[name]-[hash]',
      chunkNames: '[name]-[hash]',
      splitting: true,
      metafile: true,
      define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"' },
      plugins: [
        aside,
        withoutDevtools,
        withoutCi,
        withoutSubprocesses,
        yamlModules,
        shortNames,
        oneCore,
      ],
    }),
    build({ ...manner, entryPoints: { compiled: runtimeEntry } }),
  ]);
  return { parts: whole.outputFiles, metafile: whole.metafile, starter: starter.outputFiles };
}

/** Modules that start a part: the command line and its threads play, the API has names to import. */
const starters = {
  cli: (part) =>
    `import{keepCompiled,load}from'${runtime}';await load('${part}');keepCompiled();\n`,
  worker: (part) => `import{load}from'${runtime}';await load('${part}');\n`,
  index: (part, names) =>
    `import{need}from'${runtime}';const{${names.map((name) => `${name}:$${name}`)}}=need('${part}');` +
    `export{${names.map((name) => `$${name} as ${name}`)}};\n`,
};

/** Writes each file beside its place and renames it: a process that starts meanwhile sees whole files. */
function writeWhole(path, contents) {
  const draft = `${path}.${process.pid}.draft`;
  writeFileSync(draft, contents);
  renameSync(draft, path);
}

/** What stands in dist, files before those that name them. */
function bundleFiles({ parts, metafile, starter }) {
  const files = new Map();
  const entries = new Map();
  for (const { path, text } of parts) {
    const name = basename(path);
    const part = partOf(path, text);
    files.set(name, part.text);
    const { entryPoint } = metafile.outputs[`dist/${name}`];
    const entry = Object.keys(entryPoints).find((key) => entryPoint?.endsWith(entryPoints[key]));
    if (entry !== undefined) entries.set(entry, { name, names: part.names });
  }
  for (const { path, text } of starter) files.set(basename(path), text);
  for (const [entry, { name, names }] of entries) {
    files.set(`${entry}.js`, starters[entry](`./${name}`, names));
  }
  return files;
}

function writeBundle(bundled) {
  mkdirSync(dist, { recursive: true });
  const files = bundleFiles(bundled);
  for (const [name, text] of files) writeWhole(join(dist, name), text);
  writeWhole(join(dist, 'meta.json'), JSON.stringify(bundled.metafile));
  writeWhole(join(dist, 'THIRD_PARTY_LICENSES'), thirdPartyLicences(bundled.metafile));
  for (const name of readdirSync(dist)) {
    const text = name.replace(/\.v[0-9.]+-\w+\.code$/, '');
    if (/\.(js|map)$/.test(text) && !files.has(text)) rmSync(join(dist, name));
  }
  const practice = join(root, 'scripts/practice.mjs');
  execFileSync(process.execPath, [practice], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
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
