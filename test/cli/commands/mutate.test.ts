import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { drillSchema } from '../../../src/search/mutation/drill-schema.ts';
import { mutants } from '../../../src/search/mutation/mutants.ts';
import { strategies } from '../../../src/search/strategies/index.ts';
import { runCli } from '../../support/cli.ts';

describe('planted bugs', { timeout: 120_000 }, () => {
  it('are found, the canary too, and the sound designs stand the same seeds', async () => {
    const args = ['mutate', 'own-copy-reads', 'no-fencing', '--seeds', '1..40'];
    const { code, stdout, stderr } = await runCli([...args, '--json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const report = JSON.parse(stdout);
    const isReport = new Ajv2020({ strict: true }).compile(drillSchema);
    expect([isReport(report), isReport.errors]).toEqual([true, null]);
    expect(isReport({ ...report, wallMs: 3 })).toBe(false);
    expect(report).toMatchObject({
      schema: 'fault-sim.mutate/1',
      verdict: 'pass',
      canary: 'killed',
      seeds: '1..40',
    });
    expect(report.strategies.map(({ strategy }: { strategy: string }) => strategy)).toEqual([
      'random',
      'swarm',
    ]);
    for (const { killed, of, killRatePpm } of report.strategies)
      expect({ killed, of, killRatePpm }).toEqual({ killed: 2, of: 2, killRatePpm: 1_000_000 });
    for (const { hunts } of report.mutants) {
      for (const { kill, isFalseAlarm } of hunts) {
        expect(isFalseAlarm).toBe(false);
        expect(Number(kill.seed)).toBe(kill.played);
      }
    }
    const text = await runCli(args);
    expect(text.stdout).toContain('PASS  2 of 2 mutants killed');
    expect(text.stdout).toContain('own-copy-reads (canary)');
  });

  it('are hunted by strategies that remember what they played, and shown again by `run`', async () => {
    const args = ['mutate', 'no-fencing', '--seeds', '1..200', '--strategy', 'novelty', '--json'];
    const { code, stdout } = await runCli(args);
    expect(code).toBe(0);
    const [{ scenario, hunts }] = JSON.parse(stdout).mutants;
    const [{ kill, isFalseAlarm }] = hunts;
    expect(isFalseAlarm).toBe(false);
    expect(kill.steer).toMatch(/^novelty:/);
    const { set = [], variant = '' } = mutants.get('no-fencing') ?? {};
    const planted = set.flatMap((one) => ['--set', one]);
    const run = ['run', `scenarios/${scenario}`, '--variant', variant, '--seed', kill.seed];
    const again = await runCli([...run, '--steer', kill.steer, ...planted, '--json']);
    const [{ checks }] = JSON.parse(again.stdout).runs;
    expect(checks).toContainEqual(expect.objectContaining({ id: kill.check, verdict: 'violated' }));
  });

  it.each(strategies.names)('are hunted by %s', async (strategy) => {
    const args = ['mutate', 'own-copy-reads', '--seeds', '1..2', '--strategy', strategy, '--json'];
    const { code, stdout, stderr } = await runCli(args);
    expect(stderr).toBe('');
    // The canary survives where so few seeds are too few for a strategy.
    expect([0, 4]).toContain(code);
    expect(JSON.parse(stdout).strategies).toMatchObject([{ strategy, of: 1 }]);
  });

  it('are not said to survive where so little was played that nobody knows', async () => {
    const canary = ['mutate', 'own-copy-reads'];
    const one = await runCli([...canary, '--seeds', '1', '--strategy', 'crash-points']);
    expect(one.code).toBe(4);
    expect(one.stdout).toContain('UNKNOWN  0 of 1 mutant killed\nseed 1 alone for each mutant');
    expect(one.stdout).toContain('so few seeds do not tell whether the search is broken');
    const cut = await runCli([...canary, '--seeds', '1..50', '--max-events', '50']);
    expect(cut.code).toBe(4);
    expect(cut.stdout).toContain('UNKNOWN  0 of 1 mutant killed');
    expect(cut.stdout).not.toContain('false alarm');
  });

  it('that survive are told, and are no success', async () => {
    const args = ['mutate', 'interleaved-persist', '--seeds', '1..2', '--strategy', 'random'];
    const { code, stdout } = await runCli(args);
    expect(code).toBe(1);
    expect(stdout).toContain('FAIL  0 of 1 mutant killed');
    expect(stdout).toContain('survived');
  });

  it.each([
    [['no-fencin'], 'did you mean no-fencing?'],
    [['--seeds', '9..1'], 'the last seed is before the first one'],
    [['--strategy', 'randm'], 'Did you mean random?'],
  ])('%j is refused', async (words, why) => {
    const { code, stdout, stderr } = await runCli(['mutate', ...words]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(why);
  });
});
