import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { endsWithin } from '../../src/cli/time-limit.ts';
import { runCli } from '../support/cli.ts';
import { scratch } from '../support/scratch.ts';
import { ownScenario, programText, quietScenario } from '../support/small-scenarios.ts';

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

describe('code of users that never returns when the run is over', { timeout: 60_000 }, () => {
  const shop = folder.write(
    'shop.yaml',
    `version: 1
name: shop
duration: 5s
nodes:
  client:
  store: { program: counter-service }
workloads:
  w:
    workload: script
    to: store
    steps:
      - { at: 1s, node: client, op: increment, key: k }
checks:
  lin: { check: linearizable, of: w, model: ./stuck.ts }
`,
  );

  it('a step of a model is broken off, and only its check is undecided', async () => {
    folder.write(
      'stuck.ts',
      `import { defineModel, request, value } from 'fault-sim';
export const stuck = defineModel({
  name: 'stuck',
  summary: 'One that never answers.',
  operations: { increment: request({ key: value() }) },
  initial: null,
  steps: { increment: () => { for (;;); } },
});
`,
    );
    const { code, stdout, stderr } = await runCli(['run', shop, '--json', '--max-wall', '2s']);
    expect(stderr).toBe('the judgement of lin did not come to an end and was broken off\n');
    expect(code).toBe(4);
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ complete: false, stopped: 'max-wall' });
    const [run] = report.runs;
    expect(
      run.checks.map(({ id, verdict }: { id: string; verdict: string }) => [id, verdict]),
    ).toEqual([
      ['lin', 'undecided'],
      ['no-program-errors', 'held'],
    ]);
    expect(run.notes).toContain('lin is undecided: it did not come to an end and was broken off');
  });

  it('a check of progress is broken off, and what it wanted until then is not enough', async () => {
    folder.write(
      'tired.ts',
      `import { defineCheck } from 'fault-sim';
export default defineCheck({
  name: 'tired',
  summary: 'Never says how it ends.',
  property: 'liveness',
  watch(run) {
    run.onOperation((done) => {
      run.triggered(done);
      run.reached(done);
    });
    run.atEnd(() => { for (;;); });
  },
});
`,
    );
    const text = readFileSync(shop, 'utf8').replace(
      /lin: .*/,
      'tired: { check: ./tired.ts, within: 1s }',
    );
    const scenario = folder.write('tired.yaml', text);
    const { code, stdout } = await runCli(['run', scenario, '--json', '--max-wall', '2s']);
    expect(code).toBe(4);
    const [run] = JSON.parse(stdout).runs;
    expect(run.checks[1]).toMatchObject({ id: 'tired', verdict: 'undecided' });
    expect(run.notes).toContain('tired is undecided: it did not come to an end and was broken off');
  });

  it('a reporter is broken off', async () => {
    const quiet = folder.write('quiet.yaml', quietScenario('quiet'));
    folder.write(
      'reporter.ts',
      `import { defineReporter } from 'fault-sim';
export default defineReporter({
  name: 'stuck', summary: 'Never done.', extension: 'txt', render() { for (;;); },
});
`,
    );
    const args = ['run', quiet, '--reporter', './reporter.ts', '--max-wall', '2s'];
    const { code, stdout, stderr } = await runCli(args, { cwd: folder.path });
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toBe(
      'error: your own code failed: render of ./reporter.ts did not come to an end and was broken off\n',
    );
  });
});

describe('a program that never returns', { timeout: 60_000 }, () => {
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

  it('stops no other run of a search', async () => {
    const look = `if (node.random.integer(0, 3) === 1) for (;;); node.log('on it goes');`;
    folder.write('some.ts', programText(`node.after('1s', () => { ${look} });`));
    const scenario = folder.write('some.yaml', ownScenario('some', './some.ts'));
    // Of these seeds the first one loops.
    const args = ['explore', scenario, '--seeds', '2..4', '--jobs', '1', '--json', '-q'];
    const report = JSON.parse((await runCli(args, { timeoutMs: 60_000 })).stdout);
    const [check] = report.designs[0].checks;
    expect(check.verdicts).toEqual({ undecided: 1, held: 2 });
  });
});
