// Measures the engine, whole runs and the start of the program, and prints one JSON object. These
// figures have a baseline from the same minute on the same machine; none is judged.
// Usage: bench.mjs [check] [--quick]. With `check`: what judging recorded histories costs, instead.
// With `--quick`: a smoke test that measures nothing well.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { beside } from './bench/children.mjs';
import { checkFigures } from './bench/check.mjs';
import { raftFigure } from './bench/raft.mjs';
import { callFigure, engineFigures, entriesFigures, seedFigure } from './bench/engine.mjs';
import { idleFigure, scaleFigures } from './bench/scale.mjs';
import { startUpFigures } from './bench/start-up.mjs';
import { root } from './entries.mjs';

const full = {
  sizes: [5, 50, 1000],
  scales: [5, 1000, 100_000],
  idle: 100_000,
  events: 2_000_000,
  rounds: 5,
  seeds: 400,
  raftSeeds: 60,
  attempts: 15,
  checkSizes: [1000, 10_000, 100_000, 1_000_000],
  checkRounds: 10,
};
const quick = {
  sizes: [5, 50],
  scales: [5, 50],
  idle: 10_000,
  events: 4000,
  rounds: 1,
  seeds: 4,
  raftSeeds: 2,
  attempts: 1,
  checkSizes: [100, 1000],
  checkRounds: 1,
};

/** Bundles a script of this folder's `bench` that imports from the sources; answers where to. */
async function bundled(name) {
  const outfile = join(root, '.cache/bench', name);
  await build({
    absWorkingDir: root,
    entryPoints: [beside(name)],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    minifySyntax: true,
    packages: 'external',
    logLevel: 'warning',
  });
  return outfile;
}

const isQuick = process.argv.includes('--quick');
const say = (figure) => console.error(Object.values(figure).join('  '));
const amount = { ...(isQuick ? quick : full), say };

/** The figures of everything but histories. */
async function playFigures() {
  if (!existsSync(join(root, 'dist/index.js'))) {
    throw new Error('there is no dist: run npm run build');
  }
  return [
    ...(await engineFigures(amount)),
    ...(await entriesFigures(amount)),
    await callFigure(amount),
    await seedFigure(amount),
    await raftFigure(await bundled('search-play.mjs'), amount),
    ...(await scaleFigures(amount)),
    await idleFigure(await bundled('idle-heap.mjs'), amount),
    ...(await startUpFigures(amount)),
  ];
}

const figures = process.argv.includes('check')
  ? await checkFigures(await bundled('check-modules.mjs'), amount)
  : await playFigures();
console.log(JSON.stringify({ schema: 'fault-sim.bench/1', node: process.version, figures }));
