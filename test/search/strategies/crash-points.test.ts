import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { crashPoints } from '../../../src/search/strategies/crash-points.ts';
import { readSteer } from '../../../src/search/steer.ts';
import { runCli } from '../../support/cli.ts';
import { scratch } from '../../support/scratch.ts';
import { replayed, searchIn, violated, violations } from '../../support/search-stage.ts';

const folder = scratch();

/**
 * A book of two pages that must agree: `move` takes from one and gives to the other, with nothing in
 * between but the edge of an effect. Once in 2 s, so that a crash at a drawn instant never meets it.
 */
folder.write(
  'book.ts',
  `import { defineProgram, integer } from 'fault-sim';

export const book = defineProgram({
  name: 'book',
  summary: 'Two pages that must agree.',
  events: { torn: { left: integer(), right: integer() }, read: {} },
  start(node) {
    const read = (page: string) => Number(node.disk.read(page) ?? 0);
    const [left, right] = [read('left'), read('right')];
    node.observe('read', {});
    if (left !== right) node.observe('torn', { left, right });
    node.every('2s', () => {
      node.disk.write('left', read('left') + 1);
      node.disk.write('right', read('right') + 1);
    });
  },
});
`,
);

const scenario = folder.write(
  'book.yaml',
  `version: 1
name: book
duration: 5s
nodes:
  book: { program: ./book.ts }
nemesis:
  until: 4s
  rate: 2/s
  faults:
    crash: { fault: crash, target: book, duration: 300ms }
checks:
  whole: { check: never, event: torn, expect: held or violated }
  read: { check: occurs, event: read }
`,
);

describe('crash points', { timeout: 60_000 }, () => {
  it('find the one place that no drawn instant meets', async () => {
    const [random] = await searchIn(scenario, { strategy: 'random', seeds: 100 });
    expect(violated(random, 'whole')).toBe(0);
    const [all] = await searchIn(scenario, { strategy: 'crash-points', seeds: 100 });
    expect(violated(all, 'whole')).toBeGreaterThan(0);
    expect(all?.space).toEqual({ of: all?.runs, states: null, pruned: 0, isLast: false });
    // Each of them hit: the crash is there in every run.
    expect(all?.faults[0]).toMatchObject({ occurrences: all?.runs, runs: all?.runs });
    const [found] = violations(all, 'whole');
    const steer = readSteer(found?.steer ?? '');
    if ('problem' in steer) throw new Error(steer.problem);
    expect(await replayed(scenario, steer, '77')).toContain('violated');
  });

  it('say how many are left when there were fewer seeds', async () => {
    const { stdout } = await runCli([
      'explore',
      scenario,
      '--strategy',
      'crash-points',
      '--runs',
      '3',
      '--json',
    ]);
    const { designs, bound } = JSON.parse(stdout);
    expect(designs[0].space).toMatchObject({ extent: 'bounded', left: expect.any(Number) });
    expect(designs[0].space.left).toBeGreaterThan(1);
    expect(bound.mostPpb).toBeNull();
    const whole = await runCli(['explore', scenario, '--strategy', 'crash-points']);
    expect(whole.stdout).toContain('complete: 6 runs, nothing is left to play');
  });

  it('are written as a trigger where the node did something that has a name', async () => {
    const file = 'scenarios/transactions/two-phase-commit-under-nemesis.yaml';
    const smallest = folder.of('smallest.yaml');
    const steer = ['--steer', 'crash-points:2/blackout/coordinator.1.339'];
    const words = ['shrink', file, '--variant', 'not-forced', '--seed', '174', ...steer];
    const { code, stderr } = await runCli([...words, '-o', smallest]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const text = readFileSync(smallest, 'utf8');
    expect(text).toContain('link: bank-2 -> coordinator, phase: received, nth: 17');
    // The draws are those of the seed that the points were counted under.
    expect(text).toContain('seed: "2"');
    expect((await runCli(['run', smallest, '-q'])).code).toBe(1);
    const unnamed = ['shrink', scenario, '--steer', 'crash-points:1/crash/book.1.4'];
    const refused = await runCli(unnamed);
    expect([refused.code, refused.stderr]).toEqual([
      1,
      expect.stringContaining('cannot be written'),
    ]);
  });

  it('refuse a scenario in which nothing could strike, and a point that there is not', async () => {
    const idle = folder.write(
      'idle.yaml',
      'version: 1\nname: idle\nduration: 1s\nnodes:\n  a: { program: echo }\nchecks:\n  ok: { check: no-program-errors }\n',
    );
    const { code, stderr } = await runCli(['explore', idle, '--strategy', 'crash-points']);
    expect(code).toBe(2);
    expect(stderr).toContain('no fault of it may strike inside a step');
    const wrong = await runCli(['run', scenario, '--steer', 'crash-points:1/crash/nobody.1.1']);
    expect([wrong.code, wrong.stderr]).toEqual([
      2,
      expect.stringContaining('no node called nobody'),
    ]);
    expect(crashPoints.replay({} as never, 'n1')).toHaveProperty('problem');
    // Boots and effects are counted from 1.
    expect(crashPoints.replay({} as never, '1/crash/n1.0.0')).toHaveProperty('problem');
  });
});
