import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { exploreSchema } from '../../../src/search/explore-schema.ts';
import { strategies } from '../../../src/search/strategies/index.ts';
import { launcher } from '../../support/built.ts';
import { runCli } from '../../support/cli.ts';
import { countingScenario } from '../../support/counting.ts';
import { scratch } from '../../support/scratch.ts';
import { root } from '../../support/source-tree.ts';

const folder = scratch();
// Links with room, so that there is something to decide; a crash, so that there is something to strike.
const scenario = folder.write(
  'counting.yaml',
  countingScenario.replace('workloads:', 'links:\n  defaults: { latency: 5ms..60ms }\nworkloads:'),
);

/** More seeds than islands, so that some follow others. */
const searchWith = (strategy: string): string[] => {
  const seeds = strategy === 'novelty' ? '1..150' : '1..40';
  return ['explore', scenario, '--variant', 'careless', '--strategy', strategy, '--seeds', seeds];
};

const steeredOnes = strategies.names.filter((name) => name !== 'random');

/** Kills a search when its journal is longer than its head. */
async function killed(words: readonly string[], journal: string): Promise<void> {
  const child = spawn(process.execPath, [launcher, ...words, '--journal', journal], {
    cwd: root,
    stdio: 'ignore',
  });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  while (child.exitCode === null && (!existsSync(journal) || statSync(journal).size < 800))
    await new Promise((resolve) => setTimeout(resolve, 5));
  child.kill('SIGKILL');
  await ended;
}

describe('every strategy', { timeout: 240_000 }, () => {
  it.each(steeredOnes)('%s: threads and parts change no byte of its report', async (strategy) => {
    const words = searchWith(strategy);
    // On a busy machine it would say how far it is.
    const whole = await runCli([...words, '--json', '--jobs', '1', '-q']);
    expect(whole.stderr).toBe('');
    const report = JSON.parse(whole.stdout);
    const ajv = new Ajv2020({ strict: false });
    expect(ajv.validate(exploreSchema, report), ajv.errorsText()).toBe(true);
    expect(report.designs[0].runs).toBeGreaterThan(0);
    expect((await runCli([...words, '--json', '--jobs', '3'])).stdout).toBe(whole.stdout);
    const parts = ['2/2', '1/2', '2/2'].map((part, nth) => ({
      part,
      path: folder.of(`${nth}.json`),
    }));
    for (const { part, path } of parts) await runCli([...words, '--shard', part, '-o', path, '-q']);
    const merge = ['report', 'merge', ...parts.map(({ path }) => path), '--json'];
    expect((await runCli(merge)).stdout).toBe(whole.stdout);
  });

  it.each(['novelty', 'exhaustive', 'pct'])('%s goes on after a kill', async (strategy) => {
    const words = [...searchWith(strategy), '--json'];
    const journal = folder.of(`${strategy}.ndjson`);
    await killed(words, journal);
    const resumed = await runCli([...words, '--journal', journal]);
    expect(resumed.stdout).toBe((await runCli(words)).stdout);
  });

  it.each(['novelty', 'exhaustive'])('%s stops at the first failures', async (strategy) => {
    const words = [...searchWith(strategy), '--json', '--max-failures', '2'];
    const one = await runCli([...words, '--jobs', '1']);
    expect((await runCli([...words, '--jobs', '2'])).stdout).toBe(one.stdout);
    expect(JSON.parse(one.stdout).designs[0].checks[0].verdicts.violated).toBe(2);
  });
});
