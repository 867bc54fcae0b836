import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import {
  defineFault,
  defineProgram,
  explore,
  runScenario,
  ScenarioError,
  shrink,
} from '../../../src/index.ts';
import type { Run, ScenarioInput } from '../../../src/index.ts';
import { partsOf, signatureOf } from '../../../src/search/signature.ts';
import { planOf } from '../../scenario/memory-host.ts';
import { runCli } from '../../support/cli.ts';
import { scratch } from '../../support/scratch.ts';
import { failingScenario, programText, quietScenario } from '../../support/small-scenarios.ts';

const folder = scratch();

/** Two nodes that stand in for one another, under a nemesis that has eight ways to hurt them. */
const pair = 'scenarios/exploration/whatever-can-happen.yaml';

/** The only run of a scenario with a seed. */
async function runOf(scenario: string | ScenarioInput, options = {}): Promise<Run> {
  const [run] = (await runScenario(scenario, options)).runs;
  if (run === undefined) throw new Error('nothing was played');
  return run;
}

const violated = (run: Run): readonly string[] =>
  run.checks.flatMap(({ id, verdict }) => (verdict === 'violated' ? [id] : []));

/** What is wrong with a run, as a search groups it. */
async function signatures(scenario: ScenarioInput): Promise<readonly string[]> {
  const parts = partsOf(await planOf(JSON.stringify(scenario)));
  const { checks } = await runOf(scenario);
  return checks.flatMap((one) => (one.verdict === 'violated' ? [signatureOf(one, parts)] : []));
}

describe('shrink', { timeout: 60_000 }, () => {
  it('finds what the command finds, and it fails in the same way', async () => {
    let failing: Run | null = null;
    for await (const run of explore(pair, { seeds: [1, 9], variant: 'two-nodes', stopAfter: 1 }))
      failing = run;
    if (failing === null) throw new Error('nothing was found');
    const small = await shrink(pair, failing);
    const args = ['shrink', pair, '--variant', 'two-nodes', '--seed', failing.seed];
    const { stdout } = await runCli(args);
    expect(small).toEqual(parse(stdout));
    expect(Object.keys(small).slice(0, 3)).toEqual(['version', 'name', 'seed']);
    const again = await runOf(small);
    expect([again.variant, violated(again)]).toEqual(['two-nodes', violated(failing)]);
    const given = parse(stdout);
    expect(await signatures(small)).toEqual(await signatures(given));
    expect((await signatures(small))[0]).toMatch(/^single-leader: /);
  });

  it('keeps definitions that stand in the scenario as values', async () => {
    const touchy = defineProgram({
      name: 'touchy',
      summary: 'Fails when it comes back.',
      start(node) {
        if (node.boot.count > 1) throw new Error('again');
      },
    });
    const nudge = defineFault({
      name: 'nudge',
      summary: 'Kills a process and starts it again.',
      chapter: 'Faults',
      targets: 'nodes',
      needs: { failures: 'crash-recovery' },
      example: '{ fault: nudge, target: n1, at: 1s, duration: 1s }',
      begin: (world, nodes) => nodes.map((node) => world.crash(node, 'process', ['memory'])),
    });
    const scenario = {
      version: 1,
      name: 'touched',
      duration: '30s',
      nodes: { n: { program: touchy, count: 3 }, other: { program: 'echo' } },
      faults: {
        nudged: { fault: nudge, target: 'one of n', at: '2s..9s', duration: '1s..4s' },
        lossy: { fault: 'loss', target: 'other -> n', at: '1s', probability: '10%' },
      },
      checks: { sound: { check: 'no-program-errors' } },
    } as const;
    const failing = await runOf(scenario, { seed: 5 });
    const small = await shrink(scenario, failing);
    expect(small.nodes['n']?.program).toBe(touchy);
    expect(Object.keys(small.nodes)).toEqual(['n']);
    const [[, fault] = []] = Object.entries(small.faults ?? {});
    expect(Object.keys(small.faults ?? {})).toEqual(['nudged']);
    expect(Reflect.get(fault ?? {}, 'fault')).toBe(nudge);
    expect(violated(await runOf(small))).toEqual(violated(failing));
  });

  it('names files from where the script runs', async () => {
    folder.write('own.ts', programText(`node.after('1s', () => { throw new Error('always'); });`));
    const path = folder.write(
      'own.yaml',
      quietScenario('own').replace('program: echo', 'program: ./own.ts'),
    );
    const small = await shrink(path, await runOf(path));
    expect(small.nodes['n1']?.program).toMatch(/^\.\.?\/.*own\.ts$/);
    expect((await runOf(small)).verdict).toBe('fail');
  });

  it('finds the cell, the other end and the settings with which a run was played', async () => {
    const cells = `${failingScenario('cells')}params: { wait: 1s }
matrix: { $wait: [1s, 2s], seed: [3, 4] }
`.replace('timeout: 1s', 'timeout: $wait');
    const { runs } = await runScenario(cells, { until: '15s', set: ['nodes.counter.count=1'] });
    const failing = runs.find(({ cell, seed }) => cell === 'wait=2s' && seed === '4');
    if (failing === undefined) throw new Error('there is no such cell');
    expect(failing.set).toEqual(['nodes.counter.count=1', 'duration=15s']);
    const small = await shrink(cells, failing);
    expect(small.seed).toBe('4');
    expect(violated(await runOf(small))).toEqual(['counted-once']);
    const cured = shrink(cells, failing, { set: ['nodes.counter.config.deduplicate=true'] });
    await expect(cured).rejects.toThrow(
      'shrink: played again, cells/wait=2s/4 does not violate counted-once: is it a run of this scenario as it is now?',
    );
  });

  it('is about the check that is named, and plays no more than is allowed', async () => {
    const twice = failingScenario('twice').replace(
      'checks:\n',
      'checks:\n  at-most-once: { check: exactly-once-effect, of: once, expect: violated }\n',
    );
    const failing = await runOf(twice);
    const checksOf = async (options = {}): Promise<readonly string[]> =>
      Object.keys((await shrink(twice, failing, options)).checks ?? {});
    expect(await checksOf()).toEqual(['counted-once']);
    expect(await checksOf({ check: 'at-most-once' })).toEqual(['at-most-once']);
    const { duration } = await shrink(twice, failing, { maxRuns: 1 });
    expect([duration, (await shrink(twice, failing)).duration]).toEqual(['20s', '2.5s']);
    await expect(shrink(twice, failing, { maxRuns: 0 })).rejects.toThrow(
      new TypeError('shrink: maxRuns is 0; it is a whole number, at least 1'),
    );
  });

  it('rejects when nothing is violated, or not that', async () => {
    const quiet = quietScenario('quiet');
    await expect(shrink(quiet, await runOf(quiet))).rejects.toThrow(
      new TypeError('shrink: nothing is violated in quiet/1'),
    );
    const failing = failingScenario('failing');
    await expect(shrink(failing, await runOf(failing), { check: 'sound' })).rejects.toThrow(
      new TypeError('shrink: sound is not violated in failing/1'),
    );
  });

  it('rejects a run of another scenario, and a scenario that is not valid', async () => {
    const failing = await runOf(failingScenario('failing'));
    await expect(shrink(failingScenario('other'), failing)).rejects.toThrow(
      new TypeError('shrink: failing/1 is no run of the scenario other'),
    );
    const variant = { ...failing, variant: 'plain' };
    await expect(shrink(failingScenario('failing'), variant)).rejects.toThrow(
      new TypeError('shrink: failing/plain/1 is no run of the scenario failing'),
    );
    const wrong = failingScenario('failing').replace('counter-service', 'counter-servant');
    await expect(shrink(wrong, failing)).rejects.toBeInstanceOf(ScenarioError);
  });
});
