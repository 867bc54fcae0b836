import { describe, expect, it } from 'vitest';
import { runCli } from '../../support/cli.ts';

describe('planted bugs', { timeout: 120_000 }, () => {
  it('are found, the canary too, and the sound designs stand the same seeds', async () => {
    const args = ['mutate', 'own-copy-reads', 'no-fencing', '--seeds', '1..40'];
    const { code, stdout, stderr } = await runCli([...args, '--json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const report = JSON.parse(stdout);
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
