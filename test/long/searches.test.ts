import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ensureBuilt, launcher } from '../support/built.ts';
import { finished, runCli } from '../support/cli.ts';
import { isExhaustive } from '../support/long.ts';
import { scratch } from '../support/scratch.ts';
import { brokenDesigns, soundDesigns } from '../support/searched-designs.ts';
import type { BrokenDesign } from '../support/searched-designs.ts';
import { root } from '../support/source-tree.ts';

const folder = scratch();
const hours = 3_600_000;
const blocks = 10;
const blockSeeds = 2000;
const soundSeeds = 20_000;
const mostFaults = 4;
const mostShrinkCpuSeconds = 30;
/** What so many times the seeds may take more of memory. */
const memoryGrowth = 1.2;

/** What was run, for whoever started it. */
function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

interface Failure {
  readonly check: string;
  readonly seed: string;
  readonly signature: string;
}

interface Explored {
  readonly failures: readonly Failure[];
  readonly designs: readonly { readonly runs: number }[];
}

async function explored(args: readonly string[]): Promise<Explored> {
  const timeoutMs = 4 * hours;
  const { stdout, stderr } = await runCli(['explore', ...args, '--json', '-q'], { timeoutMs });
  expect(stderr).toBe('');
  return JSON.parse(stdout) as Explored;
}

/** As the process itself measures it at its end. */
interface Spent {
  readonly cpuUs: number;
  readonly peakBytes: number;
}

async function metered(args: readonly string[]): Promise<Spent> {
  ensureBuilt();
  const meter = folder.of('meter');
  const words = ['--require', join(root, 'scripts/bench/meter.cjs'), launcher, ...args];
  const env = { FAULT_SIM_BENCH_METER: meter };
  const { code, stderr } = await finished(process.execPath, words, { env, timeoutMs: hours });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(readFileSync(meter, 'utf8')) as Spent;
}

interface Small {
  readonly path: string;
  readonly seed: string;
  readonly signature: string;
  readonly faults: readonly string[];
  readonly seconds: number;
}

/** Shrinks what a seed shows. */
async function shrunk(
  { scenario, variant, check }: BrokenDesign,
  { seed, signature }: Failure,
): Promise<Small> {
  const path = folder.of(`${variant}-${seed}.yaml`);
  const which = ['--variant', variant, '--seed', seed, '--check', check];
  const { cpuUs } = await metered(['shrink', scenario, ...which, '-o', path]);
  const seconds = cpuUs / 1_000_000;
  const written = parse(readFileSync(path, 'utf8')) as {
    readonly seed: string;
    readonly faults?: object;
  };
  const faults = Object.keys(written.faults ?? {});
  say(`${variant}, seed ${seed}: ${faults.length} faults after ${seconds.toFixed(1)} s of CPU`);
  return { path, seed: written.seed, signature, faults, seconds };
}

/** A story of few faults, told soon enough. */
function isStory({ faults, seconds }: Small): boolean {
  return faults.length <= mostFaults && seconds < mostShrinkCpuSeconds;
}

/** What is wrong with a small scenario; empty: it shows the same, and needs each of its faults. */
async function flawsOf(check: string, small: Small): Promise<string[]> {
  const { path, seed, signature, faults } = small;
  const shows = async (...more: readonly string[]): Promise<boolean> => {
    const { failures } = await explored([path, '--seeds', seed, ...more]);
    return failures.some((one) => one.check === check && one.signature === signature);
  };
  const flaws: string[] = [];
  if ((await runCli(['validate', path])).code !== 0) flaws.push('it is not valid');
  if (!(await shows())) flaws.push('it does not fail alone in the same way');
  for (const id of faults) {
    if (await shows('--set', `faults.${id}=null`)) flaws.push(`${id} is not needed`);
  }
  return flaws.map((flaw) => `${path}: ${flaw}`);
}

describe.runIf(isExhaustive)('long searches', { timeout: 8 * hours }, () => {
  it.each(brokenDesigns.map((one) => [one.variant, one] as const))(
    '%s is found in 9 of 10 blocks of 2,000 seeds, and each find shrinks to a file that fails alone',
    async (_, design) => {
      const { scenario, variant, check } = design;
      const found: Failure[] = [];
      for (let block = 0; block < blocks; block += 1) {
        const seeds = `${block * blockSeeds + 1}..${(block + 1) * blockSeeds}`;
        const only = ['--variant', variant, '--check', check, '--max-failures', '1'];
        const { failures, designs } = await explored([scenario, ...only, '--seeds', seeds]);
        const first = failures.find((failure) => failure.check === check);
        if (first !== undefined) found.push(first);
        const what = first === undefined ? 'nothing' : `${check} at seed ${first.seed}`;
        say(`${variant}, seeds ${seeds}: ${what} in ${designs[0]?.runs} runs`);
      }
      expect(found.length).toBeGreaterThanOrEqual(blocks - 1);
      const flaws: string[] = [];
      const large: string[] = [];
      for (const failure of found) {
        const small = await shrunk(design, failure);
        if (!isStory(small)) large.push(small.path);
        flaws.push(...(await flawsOf(check, small)));
      }
      expect(flaws).toEqual([]);
      expect(large).toEqual([]);
    },
  );

  it.each(soundDesigns.map((one) => [`${one.scenario}, ${one.variant}`, one] as const))(
    '%s holds for 20,000 seeds',
    async (_, { scenario, variant }) => {
      const seeds = `1..${soundSeeds}`;
      const args = [scenario, '--variant', variant, '--seeds', seeds];
      const { failures, designs } = await explored(args);
      say(`${scenario}, ${variant}: ${failures.length} failures in ${designs[0]?.runs} runs`);
      expect(failures).toEqual([]);
      expect(designs[0]?.runs).toBe(soundSeeds);
    },
  );

  it.each([1, 2])(
    'ten times the seeds take at most a fifth more memory, with %i at a time',
    async (jobs) => {
      const [{ scenario, variant }] = soundDesigns;
      const peakOf = async (seeds: string): Promise<number> => {
        const which = [scenario, '--variant', variant, '--seeds', seeds, '--jobs', `${jobs}`];
        const { peakBytes } = await metered(['explore', ...which, '-q', '-o', folder.of('found')]);
        say(`${variant}, seeds ${seeds}, jobs ${jobs}: ${(peakBytes / 1e6).toFixed(0)} MB`);
        return peakBytes;
      };
      const few = await peakOf('1..1000');
      expect(await peakOf('1..10000')).toBeLessThan(few * memoryGrowth);
    },
  );
});
