// Starts what is in dist and writes down beside it what V8 made of it, for the next start.
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './entries.mjs';

const dist = join(root, 'dist');
const { keepCompiled, load } = await import(join(dist, 'compiled.js'));

/** What is played: the usual, and a program of the user's own, which is never found in a cache. */
const played = ['scripts/bench/hello-own.yaml', 'scenarios/your-own-program'];

// What somebody set for runs of their own says nothing of this one.
for (const name of Object.keys(process.env)) {
  if (name.startsWith('FAULT_SIM_')) delete process.env[name];
}
const cache = mkdtempSync(join(tmpdir(), 'fault-sim-practice-'));
process.env['XDG_CACHE_HOME'] = cache;
process.argv.splice(2, Infinity, 'run', ...played, '--ui', 'none', '--no-color');
const [, commandLine] = /load\('(.*?)'\)/.exec(readFileSync(join(dist, 'cli.js'), 'utf8'));
await load(commandLine);
// The other parts are read at least, if nothing more.
for (const name of readdirSync(dist)) {
  const isPart = /-\w+\.js$/.test(name);
  if (isPart) await load(`./${name}`);
}
keepCompiled(dist);
// Whether the scenarios went as expected is no business of the build.
process.exitCode = 0;
rmSync(cache, { recursive: true });
