import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../entries.mjs';
import { beside, rounded } from './children.mjs';

const execute = promisify(execFile);
const launcher = join(root, 'bin/fault-sim.js');
const headless = ['--ui', 'none'];

/** What is started; `cache`: where users' compiled programs are kept, a new folder each time or one. */
const starts = [
  { command: 'empty', args: ['--eval', ''], cache: 'kept' },
  { command: '--version', args: [launcher, '--version'], cache: 'kept' },
  { command: 'validate', args: [launcher, 'validate', beside('hello.yaml')], cache: 'kept' },
  { command: 'run', args: [launcher, 'run', beside('hello.yaml'), ...headless], cache: 'kept' },
  {
    command: 'run, own program, cold',
    args: [launcher, 'run', beside('hello-own.yaml'), ...headless],
    cache: 'new',
  },
  {
    command: 'run, own program, cached',
    args: [launcher, 'run', beside('hello-own.yaml'), ...headless],
    cache: 'kept',
  },
];

/** CPU time in ms of one start, measured by the process itself at its exit. */
async function cpuMs({ args, cache }, folder) {
  const meter = join(folder, 'meter');
  const env = {
    ...process.env,
    FAULT_SIM_BENCH_METER: meter,
    XDG_CACHE_HOME: cache === 'new' ? mkdtempSync(join(folder, 'cache-')) : join(folder, 'kept'),
  };
  await execute(process.execPath, ['--require', beside('meter.cjs'), ...args], { env });
  return JSON.parse(readFileSync(meter, 'utf8')).cpuUs / 1000;
}

/**
 * What a start of the program costs over that of an empty process: the least of some attempts of
 * each, for everything that disturbs only adds. `ratio` is over the empty process too.
 */
export async function startUpFigures({ attempts, say }) {
  const folder = mkdtempSync(join(tmpdir(), 'fault-sim-bench-'));
  const least = new Map();
  try {
    // The first attempt fills the caches; it counts only where it is slower, so never.
    for (let attempt = 0; attempt <= attempts; attempt++) {
      for (const start of starts) {
        const spent = await cpuMs(start, folder);
        least.set(start.command, Math.min(spent, least.get(start.command) ?? Infinity));
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  const emptyCpuMs = least.get('empty');
  return starts
    .filter(({ command }) => command !== 'empty')
    .map(({ command }) => {
      const figure = {
        figure: 'start-up',
        command,
        cpuMs: rounded(least.get(command)),
        emptyCpuMs: rounded(emptyCpuMs),
        overEmptyMs: rounded(least.get(command) - emptyCpuMs),
        ratio: rounded(least.get(command) / emptyCpuMs),
      };
      say(figure);
      return figure;
    });
}
