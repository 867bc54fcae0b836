import { describe, expect, it } from 'vitest';
import type { WhyReport } from '../../../src/search/why/why.ts';
import { runCli } from '../../support/cli.ts';
import { scratch } from '../../support/scratch.ts';
import { failingScenario, quietScenario } from '../../support/small-scenarios.ts';

const folder = scratch();

/** What it needs, by the name of what was taken away. */
async function needsOf(scenario: string): Promise<Readonly<Record<string, boolean>>> {
  const args = ['why', scenario, '--points', '2', '--futures', '1', '--json'];
  const { stdout, stderr } = await runCli(args);
  expect(stderr).toBe('');
  const { necessities } = JSON.parse(stdout) as WhyReport;
  return Object.fromEntries(necessities.map(({ name, necessary }) => [name, necessary]));
}

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

  it('takes away a fault of which others speak', async () => {
    const idle = 'idle: { fault: pause, target: client, at: 15s, duration: 1s }';
    const other =
      'other: { fault: pause, target: client, when: { event: applied, nth: 9 }, while: idle is active }';
    const text = failingScenario('spoken-of').replace(
      'faults:\n',
      `faults:\n  ${idle}\n  ${other}\n`,
    );
    const needs = await needsOf(folder.write('spoken-of.yaml', text));
    expect(needs).toMatchObject({ idle: false, other: false, 'reply-lost': true });
  });

  it('takes a message away whatever the model allows', async () => {
    const text = failingScenario('synchronous')
      .replace(
        'duration: 20s',
        'duration: 20s\nmodel: { timing: synchronous, failures: crash-stop }',
      )
      .replace(/faults:[^]*/, 'checks:\n  none: { check: never, event: applied }\n');
    const needs = await needsOf(folder.write('synchronous.yaml', text));
    expect(needs).toEqual({ increment: true, 'increment-reply': false });
  });

  it('writes a run as it was that a series with its own draws made', async () => {
    const seriesOf = (name: string, seed: number): string =>
      failingScenario(name)
        .replace('duration: 20s', `duration: 20s\nseed: ${seed}`)
        .replace('steps:', 'steps:\n      - { at: 8s, node: client, op: increment, key: visits }')
        .replace(
          /  reply-lost.*/,
          '  lossy: { fault: loss, target: counter -> client, every: 2s, duration: 1500ms, probability: 70% }',
        );
    const scenario = folder.write('series.yaml', seriesOf('series', 1));
    const found = await runCli(['explore', scenario, '--seeds', '1..200', '--json', '-q']);
    const { seed } = JSON.parse(found.stdout).failures[0];
    const path = folder.write('series.yaml', seriesOf('series', seed));
    expect(await needsOf(path)).toMatchObject({ lossy: true });
    expect(await runCli(['shrink', path, '-q'])).toMatchObject({ code: 0, stderr: '' });
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
