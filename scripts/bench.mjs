// Measures the engine, whole runs and the start of the program, and prints one JSON object. All
// figures have a baseline from the same minute on the same machine; none is judged.
// Usage: bench.mjs [--quick]: a smoke test that measures nothing well.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { beside } from './bench/children.mjs';
import { callFigure, engineFigures, seedFigure } from './bench/engine.mjs';
import { startUpFigures } from './bench/start-up.mjs';
import { root } from './entries.mjs';

const full = { sizes: [5, 50, 1000], events: 2_000_000, rounds: 5, seeds: 400, attempts: 15 };
const quick = { sizes: [5, 50], events: 4000, rounds: 1, seeds: 4, attempts: 1 };

/** The files that export `runScenario`, by what they keep of the trace. */
async function playModules() {
  const digest = join(root, 'dist/index.js');
  if (!existsSync(digest)) throw new Error('there is no dist: run npm run build');
  const stored = join(root, '.cache/bench/stored-play.mjs');
  await build({
    absWorkingDir: root,
    entryPoints: [beside('stored-play.mjs')],
    outfile: stored,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    minifySyntax: true,
    packages: 'external',
    logLevel: 'warning',
  });
  return { digest, stored };
}

const isQuick = process.argv.includes('--quick');
const say = (figure) => console.error(Object.values(figure).join('  '));
const amount = { ...(isQuick ? quick : full), say };
const modules = await playModules();
const figures = [
  ...(await engineFigures(modules, amount)),
  await callFigure(modules, amount),
  await seedFigure(modules, amount),
  ...(await startUpFigures(amount)),
];
console.log(JSON.stringify({ schema: 'fault-sim.bench/1', node: process.version, figures }));
