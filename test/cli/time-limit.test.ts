import { describe, expect, it } from 'vitest';
import { endsWithin } from '../../src/cli/time-limit.ts';
import { runCli } from '../support/cli.ts';
import { scratch } from '../support/scratch.ts';
import { ownScenario, programText } from '../support/small-scenarios.ts';

const folder = scratch();

describe('a time limit', () => {
  it('lets an action end by itself, with what it throws', () => {
    let calls = 0;
    expect(endsWithin(10_000, () => void (calls += 1))).toBe(true);
    expect(calls).toBe(1);
    expect(() =>
      endsWithin(10_000, () => {
        throw new RangeError('its own');
      }),
    ).toThrow(new RangeError('its own'));
  });

  it('breaks off a loop without end, also when it catches everything', () => {
    const endless = (): void => {
      for (;;) {
        try {
          for (;;);
        } catch {
          // It tries again.
        }
      }
    };
    expect(endsWithin(20, endless)).toBe(false);
    expect(endsWithin(10_000, () => undefined)).toBe(true);
  });
});

describe('a program that never returns', { timeout: 30_000 }, () => {
  it.each([
    ['in its code', 'for (;;);'],
    ['in its promises', 'void (async () => { for (;;) await null; })();'],
  ])('%s is broken off, with its node named', async (_, loop) => {
    folder.write('own.ts', programText(`node.after('1s', () => { ${loop} });`));
    const scenario = folder.write('endless.yaml', ownScenario('endless', './own.ts'));
    const { code, stdout, stderr } = await runCli(['run', scenario, '--json', '--max-wall', '1s']);
    expect(stderr).toBe('a step of n1 did not come to an end and was broken off\n');
    expect(code).toBe(4);
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ complete: false, stopped: 'max-wall' });
    expect(report.runs[0].checks[0].verdict).toBe('undecided');
  });
});
