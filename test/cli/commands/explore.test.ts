import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { exploreSchema } from '../../../src/search/explore-schema.ts';
import { launcher } from '../../support/built.ts';
import { runCli } from '../../support/cli.ts';
import { countingPackage } from '../../support/counting-package.ts';
import { countingScenario } from '../../support/counting.ts';
import { scratch } from '../../support/scratch.ts';
import { failingScenario, ownScenario, quietScenario } from '../../support/small-scenarios.ts';
import { root } from '../../support/source-tree.ts';

const folder = scratch();

const counting = folder.write('counting.yaml', countingScenario);

const search = ['explore', counting, '--seeds', '1..60', '--json'] as const;

/** Numbers that look shuffled, the same each time. */
const shuffled = <T>(list: readonly T[]): T[] =>
  list
    .map((one, nth) => ({ one, lot: (nth * 7 + 3) % 11 }))
    .toSorted((a, b) => a.lot - b.lot)
    .map(({ one }) => one);

describe('a search', { timeout: 120_000 }, () => {
  it('gives the same bytes with any number of threads, and says what it found', async () => {
    const [one, two, four] = [
      await runCli([...search, '--jobs', '1']),
      await runCli([...search, '--jobs', '2']),
      await runCli([...search, '--jobs', '4']),
    ];
    expect(one.code).toBe(0);
    expect(two.stdout).toBe(one.stdout);
    expect(four.stdout).toBe(one.stdout);
    const report = JSON.parse(one.stdout);
    const ajv = new Ajv2020({ strict: false });
    expect(ajv.validate(exploreSchema, report), ajv.errorsText()).toBe(true);
    expect(report).toMatchObject({ verdict: 'pass', complete: true, seeds: '1..60' });
    const careless = report.failures.filter(
      (failure: { variant: string }) => failure.variant === 'careless',
    );
    expect(careless).toMatchObject([{ check: 'counted-once', expected: true }]);
  });

  it('repeats the most events of a run only where somebody named another number', async () => {
    const careless = ['explore', counting, '--seeds', '1..20', '--variant', 'careless'];
    const usual = (await runCli(careless)).stdout;
    expect(usual).toMatch(/ fault-sim run .*counting\.yaml --seed \d+ --variant careless\n/);
    const { stdout } = await runCli([...careless, '--max-events', '99999']);
    expect(stdout).toMatch(/ --variant careless --max-events 99999\n/);
  });

  it('names a seed that shows the violation again', async () => {
    const { stdout } = await runCli([...search, '--variant', 'careless']);
    const [{ seed, check }] = JSON.parse(stdout).failures;
    const run = ['run', counting, '--variant', 'careless', '--seed', seed, '--json'];
    const [{ checks }] = JSON.parse((await runCli(run)).stdout).runs;
    expect(checks).toContainEqual(expect.objectContaining({ id: check, verdict: 'violated' }));
  });

  it('prints how its strategy steered a run, so that the run shows the violation again', async () => {
    const { stdout } = await runCli([...search, '--variant', 'careless', '--strategy', 'swarm']);
    const [{ seed, steer, check }] = JSON.parse(stdout).failures;
    expect(steer).toBe('swarm');
    const run = ['run', counting, '--variant', 'careless', '--seed', seed, '--steer', steer];
    const [{ checks, nemesis }] = JSON.parse((await runCli([...run, '--json'])).stdout).runs;
    expect(nemesis.swarm).not.toBeNull();
    expect(checks).toContainEqual(expect.objectContaining({ id: check, verdict: 'violated' }));
    const told = await runCli(run);
    expect(told.stdout).toContain(`--seed ${seed} --steer swarm`);
    const report = folder.of('steered.json');
    await runCli([...run, '--reporter', `json=${report}`]);
    const again = await runCli(['replay', report, counting, '--steer', steer]);
    expect([again.code, again.stdout]).toEqual([0, expect.stringContaining('the same')]);
    const smaller = await runCli(['shrink', ...run.slice(1), '-q']);
    expect([smaller.code, smaller.stdout]).toEqual([0, expect.stringContaining('faults:')]);
  });

  it('in five parts, merged in another order and one of them twice, gives the same bytes', async () => {
    const whole = await runCli(search);
    const parts: string[] = [];
    for (let index = 1; index <= 5; index += 1) {
      const path = folder.of(`part-${index}.json`);
      const { code } = await runCli([...search, '--shard', `${index}/5`, '-o', path]);
      expect([0, 1]).toContain(code);
      parts.push(path);
    }
    const [first = ''] = parts;
    const merged = await runCli(['report', 'merge', ...shuffled([...parts, first]), '--json']);
    expect(merged.stderr).toBe('');
    expect(merged.stdout).toBe(whole.stdout);
  });

  it('that was killed goes on from its journal and gives the same bytes', async () => {
    const whole = await runCli(search);
    const journal = folder.of('journal.ndjson');
    const child = spawn(process.execPath, [launcher, ...search, '--journal', journal], {
      cwd: root,
      stdio: 'ignore',
    });
    const ended = new Promise((resolve) => child.on('exit', resolve));
    const header = 300;
    while (child.exitCode === null && (!existsSync(journal) || statSync(journal).size < header))
      await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill('SIGKILL');
    await ended;
    expect(readFileSync(journal, 'utf8')).toContain('fault-sim.explore-journal/2');
    const resumed = await runCli([...search, '--journal', journal]);
    expect(resumed.stdout).toBe(whole.stdout);
    const again = await runCli([...search, '--journal', journal]);
    expect(again.stdout).toBe(whole.stdout);
  });

  it('stops after the first seeds that violate something, whatever the number of threads', async () => {
    const few = [...search, '--variant', 'careless', '--max-failures', '2'];
    const one = await runCli([...few, '--jobs', '1']);
    const two = await runCli([...few, '--jobs', '2']);
    expect(two.stdout).toBe(one.stdout);
    const [design] = JSON.parse(one.stdout).designs;
    expect(design.runs).toBeLessThan(60);
    const check = design.checks.find(({ id }: { id: string }) => id === 'counted-once');
    expect(check.verdicts.violated).toBe(2);
  });

  it('fails when a check that should hold does not', async () => {
    const failing = folder.write('failing.yaml', failingScenario('failing'));
    const { code, stdout } = await runCli(['explore', failing, '--runs', '3']);
    expect(code).toBe(1);
    expect(stdout).toContain('FAIL  3 runs: 1 kind of violation, 1 not expected');
    expect(stdout).toContain(`fault-sim run ${failing} --seed 1`);
  });

  it('tells runs that were stopped from such as violate something', async () => {
    const stopped = folder.write('stopped.yaml', failingScenario('stopped'));
    const most = ['--runs', '3', '--max-events', '4'];
    const { code, stdout } = await runCli(['explore', stopped, ...most]);
    expect(code).toBe(4);
    expect(stdout).toContain('UNKNOWN  3 runs: nothing violated; 2 other verdicts not expected\n');
    expect(stdout).toContain('\n  all runs stopped before the end (max-events)\n');
    expect(stdout).toMatch(/fault-sim run \S+ --seed 1 --max-events 4\n/);
    const { designs } = JSON.parse((await runCli(['explore', stopped, ...most, '--json'])).stdout);
    expect(designs).toMatchObject([{ stopped: { 'max-events': 3 } }]);
  });

  it('ends when its time is over, and what it found stands', async () => {
    const quiet = folder.write('quiet.yaml', quietScenario('quiet'));
    const { code, stdout } = await runCli(['explore', quiet, '--budget', '5s', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ complete: false, stopped: 'budget', seeds: '1..' });
  });

  it('tells what it found, also where that cannot be written', async () => {
    const quiet = folder.write('quiet.yaml', quietScenario('quiet'));
    const args = ['explore', quiet, '--runs', '2', '-q', '-o', folder.path];
    const { code, stdout, stderr } = await runCli(args);
    expect({ code, stdout }).toEqual({ code: 74, stdout: 'PASS  2 runs: nothing violated\n' });
    expect(stderr).toContain('cannot be written: it is a folder');
  });

  it('can demand that faults touched something', async () => {
    const idle = folder.write(
      'idle.yaml',
      quietScenario('idle', 'faults:\n  lossy: { fault: loss, target: n1 -> all }\n').replace(
        'n1: { program: echo }',
        'n1: { program: echo }\n  n2: { program: echo }',
      ),
    );
    const args = ['explore', idle, '--runs', '2'];
    expect((await runCli(args)).code).toBe(0);
    const { code, stdout, stderr } = await runCli([...args, '--min-coverage', '100%']);
    expect(code).toBe(1);
    expect(stderr).toContain('--min-coverage 100% is not reached: 0 of 1 faults touched something');
    expect(stdout).toContain('0 of 1 fault touched something in some run');
  });
});

describe('a search that makes no sense', () => {
  it.each([
    [['--seeds', '5..1'], 'the last seed is before the first one'],
    [['--seeds', '1..5', '--runs', '3'], 'both say how many seeds'],
    [['--shard', '6/5', '--seeds', '1..5'], 'parts are counted from 1 to 5'],
    [['--shard', '1/5', '--max-failures', '1'], 'leave out one of'],
    [['--min-coverage', '0.9'], 'write a share such as 90%'],
    [['--strategy', 'randm'], 'Did you mean random?'],
  ])('%j is refused', async (words, why) => {
    const { code, stdout, stderr } = await runCli(['explore', counting, ...words]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(why);
  });

  it('is refused two scenarios of one name, which its report could not tell apart', async () => {
    const one = folder.write('twins/a.yaml', quietScenario('twin'));
    const other = folder.write('twins/b.yaml', failingScenario('twin'));
    const { code, stdout, stderr } = await runCli(['explore', one, other, '--seeds', '1..3']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('b.yaml are both called twin');
  });

  it('is refused with the place when the scenario is wrong', async () => {
    const wrong = folder.write('wrong.yaml', 'version: 1\nname: wrong\ndurration: 3s\n');
    const { code, stderr } = await runCli(['explore', wrong]);
    expect(code).toBe(3);
    expect(stderr).toContain('wrong.yaml:3:1');
  });

  it.each([
    ['--set', 'nodes.counter.config.deduplicate=true'],
    ['--check', 'no-program-errors'],
  ])('is not put together with a part that was played with %s', async (...flag) => {
    const careful = [...search, '--variant', 'careful'];
    const parts = [];
    for (const [nth, words] of [[1, []] as const, [2, flag] as const]) {
      const { stdout } = await runCli([...careful, '--shard', `${nth}/2`, ...words]);
      parts.push(folder.write(`part${flag[0]}-${nth}.json`, stdout));
    }
    const { code, stderr } = await runCli(['report', 'merge', ...parts]);
    expect(code).toBe(3);
    expect(stderr).toContain('they are parts of different searches');
  });

  it('does not go on with the journal of another search', async () => {
    const journal = folder.write('other.ndjson', '{"schema":"something-else"}\n');
    const { code, stderr } = await runCli([...search, '--journal', journal]);
    expect(code).toBe(2);
    expect(stderr).toContain('it is the journal of another search');
  });

  it('leaves a file alone that is no journal, also one of a single line', async () => {
    const precious = folder.write('precious.json', '{"precious":true}');
    const { code, stderr } = await runCli([...search, '--journal', precious]);
    expect(code).toBe(2);
    expect(stderr).toContain('or no journal; name another file');
    expect(readFileSync(precious, 'utf8')).toBe('{"precious":true}');
    expect(await runCli([...search, '--journal', folder.path])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('cannot be read as a journal: it is a folder'),
    });
    expect(await runCli([...search, '--journal', '/dev/full'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('/dev/full cannot be read as a journal: it is a device'),
    });
  });

  it.each([
    ['no JSON', '{"broken'],
    ['not what it writes', '{"design":0}'],
    ['a run without a seed', '{"design":0,"outcomes":[{}]}'],
  ])('names the line of a journal that is %s', async (_, line) => {
    const journal = folder.of('damaged.ndjson');
    rmSync(journal, { force: true });
    await runCli([...search, '--journal', journal]);
    const [header = '', ...batches] = readFileSync(journal, 'utf8').split('\n');
    folder.write('damaged.ndjson', [header, line, ...batches].join('\n'));
    const { code, stdout, stderr } = await runCli([...search, '--journal', journal]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('damaged.ndjson: line 2 is damaged');
  });
});

describe('state that a package keeps outside of a run', { timeout: 60_000 }, () => {
  const leaky = (shared: string): string => `import { defineProgram } from 'fault-sim';
${shared}
export const leaky = defineProgram({
  name: 'leaky',
  summary: 'Counts its boots.',
  events: {},
  start(node) {
    const boots = count();
    if (boots > 2) throw new Error('once too often');
  },
});
`;

  it('is suspected where what was found does not happen again alone', async () => {
    const text = quietScenario('leaks').replace('program: echo', 'program: ./leaky.ts');
    const path = folder.write('leaks.yaml', text);
    const args = ['explore', path, '--seeds', '1..8', '--jobs', '1', '-q'];
    folder.write('leaky.ts', leaky(countingPackage(folder)));
    const { code, stderr } = await runCli(args);
    expect(stderr).toMatch(
      /^leaks\/[0-9]+: sound violated did not happen again when this run was played alone; does a package that its files import keep something\?$/m,
    );
    expect(code).toBe(1);
    folder.write('leaky.ts', leaky('const count = () => 3;'));
    const always = await runCli(args);
    expect(always).toMatchObject({ code: 1, stderr: '' });
  });

  it('is looked for in many kinds of violation without a word from Node', async () => {
    folder.write('leaky.ts', leaky('const count = () => 3;'));
    const checks = Array.from(
      { length: 12 },
      (_, nth) => `  sound-${nth}: { check: no-program-errors }\n`,
    );
    const path = folder.write('many.yaml', ownScenario('many', './leaky.ts') + checks.join(''));
    const { code, stdout, stderr } = await runCli([
      'explore',
      path,
      '--seeds',
      '1..2',
      '--jobs',
      '1',
      '-q',
    ]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toContain('14 kinds of violation');
  });
});
