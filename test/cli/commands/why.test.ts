import { describe, expect, it } from 'vitest';
import { runCli } from '../../support/cli.ts';
import { scratch } from '../../support/scratch.ts';
import { failingScenario, quietScenario } from '../../support/small-scenarios.ts';

const folder = scratch();

describe('why a check is violated', { timeout: 60_000 }, () => {
  it('tells what it needs, its past, and when it was decided', async () => {
    const scenario = folder.write('failing.yaml', failingScenario('failing'));
    const args = ['why', scenario, '--points', '5', '--futures', '3'];
    const { code, stdout, stderr } = await runCli([...args, '--json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ schema: 'fault-sim.why/1', check: 'counted-once', seed: '1' });
    expect(report.necessities).toEqual([
      { kind: 'fault', name: 'reply-lost', necessary: true },
      { kind: 'message', name: 'increment', necessary: true },
      { kind: 'message', name: 'increment-reply', necessary: false },
    ]);
    expect(report.past.events).toBeGreaterThan(0);
    expect(report.past.events).toBeLessThanOrEqual(report.past.of);
    expect(report.blame.points.length).toBeGreaterThanOrEqual(5);
    const text = await runCli(args);
    expect(text.stdout).toContain('faults it cannot do without: reply-lost');
    expect(text.stdout).toContain('When it was decided');
  });

  it('tells when nothing is violated', async () => {
    const quiet = folder.write('quiet.yaml', quietScenario('quiet'));
    const { code, stderr } = await runCli(['why', quiet]);
    expect(code).toBe(2);
    expect(stderr).toContain('nothing is violated');
  });

  it.each(['why', 'shrink', 'run', 'run -q'])(
    '%s tells what was meant when nothing is selected',
    async (command) => {
      const one = 'variants:\n  forgetful: {}\n';
      const scenario = folder.write('one.yaml', `${failingScenario('one')}${one}`);
      const { code, stdout, stderr } = await runCli([
        ...command.split(' '),
        scenario,
        '--variant',
        'forgetfull',
      ]);
      expect({ code, stdout }).toEqual({ code: 5, stdout: '' });
      expect(stderr).toContain('did you mean "forgetful"?');
      expect(stderr).toContain(`nothing to run in ${scenario}: nothing was selected`);
    },
  );
});
