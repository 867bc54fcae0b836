import { existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runCli } from '../../support/cli.ts';
import { countingPackage } from '../../support/counting-package.ts';
import { scratch } from '../../support/scratch.ts';
import {
  failingScenario,
  ownScenario,
  programText,
  quietScenario,
} from '../../support/small-scenarios.ts';

const folder = scratch();
folder.write('good/b.yaml', quietScenario('b'));
folder.write('good/a.yml', quietScenario('a'));
folder.write('good/B/c.yaml', quietScenario('c'));
folder.write('good/_base.yaml', 'version: 1\n');
folder.write('good/.hidden/d.yaml', 'version: 1\n');
folder.write('good/node_modules/e.yaml', 'version: 1\n');
folder.write('good/notes.txt', 'nothing');
const failing = folder.write('failing.yaml', failingScenario('failing'));
const invalid = folder.write('invalid.yaml', 'version: 1\nname: x\nduraton: 5s\n');
const good = folder.of('good');

/** The names of the runs of a JSON report, in their order. */
const names = (stdout: string): string[] =>
  JSON.parse(stdout).runs.map((run: { scenario: string }) => run.scenario);

describe('run', () => {
  it('plays a folder in code-unit order, without bases, hidden folders and packages', async () => {
    const { code, stdout, stderr } = await runCli(['run', good, '--json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(names(stdout)).toEqual(['c', 'a', 'b']);
  });

  it('plays what stands on standard input', async () => {
    const { code, stdout } = await runCli(['run', '-', '--json'], {
      input: quietScenario('piped'),
    });
    expect(code).toBe(0);
    expect(names(stdout)).toEqual(['piped']);
  });

  it('names standard input in the line that plays it again', async () => {
    const { stdout } = await runCli(['run', '-'], { input: quietScenario('piped') });
    expect(stdout).toContain('\n  fault-sim run - --seed 1\n');
  });

  it('keeps scenarios of one name apart', async () => {
    const one = folder.write('twins/1/x.yaml', failingScenario('twin'));
    folder.write('twins/2/x.yaml', quietScenario('twin'));
    const { code, stdout } = await runCli(['run', folder.of('twins')]);
    expect(code).toBe(1);
    expect(stdout).toContain('FAIL  1 of 2 scenarios as expected');
    expect(stdout).toMatch(/PASS +twin \(x\.yaml\)/);
    expect(stdout).toContain(`fault-sim run ${one} --seed`);
  });

  it('plays a file that is named twice once', async () => {
    const { stdout } = await runCli(['run', `${good}/b.yaml`, good, '--json']);
    expect(names(stdout)).toEqual(['b', 'c', 'a']);
  });

  it('says PASS and nothing on standard error', async () => {
    const { code, stdout, stderr } = await runCli(['run', `${good}/b.yaml`]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^PASS {2}b\n/);
    expect(stdout).not.toContain('\u001b');
  });

  it('gives 1 for an unexpected violation, and tells how to see it again', async () => {
    const { code, stdout } = await runCli(['run', failing]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^FAIL {2}failing\n/);
    expect(stdout).toContain('counted-once: violated');
    expect(stdout).toContain(`fault-sim run ${failing} --seed 1`);
  });

  it('gives 3 for an invalid scenario, plays nothing and writes nothing', async () => {
    const out = folder.of('out-invalid');
    const { code, stdout, stderr } = await runCli(['run', invalid, '-o', out]);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain('invalid.yaml:3:1');
    expect(stderr).toContain('did you mean "duration"?');
    expect(existsSync(out) ? readdirSync(out) : []).toEqual([]);
  });

  it('plays the valid scenarios beside an invalid one, and gives 3 before 1', async () => {
    const { code, stdout } = await runCli(['run', failing, invalid, '--json']);
    expect(code).toBe(3);
    expect(names(stdout)).toEqual(['failing']);
  });

  it('gives 5 when there is nothing to run, and 0 when that is fine', async () => {
    mkdirSync(folder.of('empty'), { recursive: true });
    const { code, stderr } = await runCli(['run', folder.of('empty')]);
    expect(code).toBe(5);
    expect(stderr).toContain('nothing to run');
    const fine = await runCli(['run', folder.of('empty'), '--pass-with-no-scenarios']);
    expect(fine.code).toBe(0);
    const unselected = await runCli(['run', failing, '--variant', 'fast']);
    expect(unselected.code).toBe(5);
    expect(unselected.stderr).toContain('no variant "fast"');
  });

  it('writes a canonical set into a folder, whole files only', async () => {
    const out = folder.of('deep/out');
    const { code, stdout } = await runCli(['run', `${good}/b.yaml`, '-o', out, '--json']);
    expect(code).toBe(0);
    expect(readdirSync(out).toSorted()).toEqual(['events.ndjson', 'report.json']);
    expect(readFileSync(`${out}/report.json`, 'utf8')).toBe(stdout);
    const lines = readFileSync(`${out}/events.ndjson`, 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).type)).toEqual(['header', 'started', 'verdict']);
  });

  it('gives 74 when a file cannot be written, and leaves nothing half-written', async () => {
    const file = folder.write('a-file', 'not a folder');
    const first = folder.of('first.json');
    const args = ['--reporter', `json=${first}`, '--reporter', `text=${file}/report.txt`];
    const { code, stderr } = await runCli(['run', `${good}/b.yaml`, '--json', ...args]);
    expect(code).toBe(74);
    expect(stderr).toContain('report.txt cannot be written');
    expect(stderr).not.toContain('    at ');
    expect(existsSync(first)).toBe(false);
    expect((await runCli(['run', good, '-o', `${file}/out`])).code).toBe(74);
  });

  it('writes events to standard output, and the report for people to standard error', async () => {
    const { code, stdout, stderr } = await runCli(['run', failing, '--events', '-']);
    expect(code).toBe(1);
    const types = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).type);
    expect([types[0], types.at(-1)]).toEqual(['header', 'verdict']);
    expect(stderr).toMatch(/^FAIL {2}failing/);
  });

  it.each([
    [['--events', '-', '--json']],
    [['--json', '--reporter', 'text']],
    [['--reporter', 'jsn']],
    [['--reporter', 'json=']],
    [['--speed', 'fast']],
    [['--max-wall', '60']],
    [['--max-events', 'many']],
    [['--ui', 'lve']],
    [['--fail-on', 'nothing']],
    [['--sed', '1']],
  ])('gives 2 for %j', async (args) => {
    const { code, stdout, stderr } = await runCli(['run', failing, ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^error: /);
    expect(stderr).not.toContain('    at ');
  });

  it('says what a misspelt word probably meant', async () => {
    expect((await runCli(['run', failing, '--reporter', 'jsn'])).stderr).toContain(
      'did you mean json',
    );
    expect((await runCli(['run', failing, '--ui', 'lve'])).stderr).toContain('Did you mean live?');
    expect((await runCli(['run', failing, '--sed', '1'])).stderr).toContain('--seed');
  });

  it('takes seed, setting and check from flags and variables', async () => {
    const { stdout } = await runCli(['run', failing, '--json', '--check', 'counted-once'], {
      env: { FAULT_SIM_SEED: '9' },
    });
    const [run] = JSON.parse(stdout).runs;
    expect(run.seed).toBe('9');
    const set = [
      '--set',
      'nodes.counter.config.deduplicate=true',
      '--duration',
      '30s',
      '--seed',
      '7',
    ];
    const mended = await runCli(['run', failing, '--json', ...set], {
      env: { FAULT_SIM_SEED: '9' },
    });
    expect(mended.code).toBe(0);
    expect(JSON.parse(mended.stdout).runs[0]).toMatchObject({ seed: '7', durationNs: 30e9 });
  });

  it.each([
    [['--seed', 'x'], '--seed x: a seed is a whole number from 0 to 2^64 - 1'],
    [['--seed', '18446744073709551616'], 'a seed is a whole number from 0 to 2^64 - 1'],
    [['--duration', '5'], '--duration 5: "5" has no unit: add a unit, e.g. 5s'],
    [['--duration', '0s'], '--duration 0s: a run must be longer than 0'],
    [['--max-wall', '5'], '--max-wall 5: "5" has no unit'],
  ])('takes a value that is none for a mistake of usage: %j', async (flags, said) => {
    const { code, stdout, stderr } = await runCli(['run', failing, ...flags]);
    expect(stderr).toContain(said);
    expect([code, stdout]).toEqual([2, '']);
  });

  it('names the variable that gave a wrong value', async () => {
    const { code, stderr } = await runCli(['run', failing], { env: { FAULT_SIM_SEED: 'q' } });
    expect(stderr).toBe('error: FAULT_SIM_SEED=q: a seed is a whole number from 0 to 2^64 - 1\n');
    expect(code).toBe(2);
  });

  it('takes a formula of params for its end', async () => {
    const { stdout } = await runCli(['run', failing, '--json', '--duration', '= 2 * 10s']);
    expect(JSON.parse(stdout).runs[0].durationNs).toBe(20e9);
  });

  it.each([
    [['--out', ''], '--out: the path is empty'],
    [['--out', 'found.json'], 'a report alone is --reporter json=found.json'],
    [['--events', ''], '--events: the path is empty'],
    [['--reporter', 'json,'], 'there is no reporter ""'],
    [['--reporter', 'json=same.json', '--events', './same.json'], 'would be written twice'],
    [['--reporter', 'json=here/events.ndjson', '--out', 'here'], 'would be written twice'],
  ])('is not started with %j', async (flags, said) => {
    const { code, stdout, stderr } = await runCli(['run', failing, ...flags]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(said);
  });

  it('says which of the variants and checks that are asked for are not there', async () => {
    const flags = ['--check', 'counted-once', '--check', 'counted-twice'];
    const { code, stderr } = await runCli(['run', failing, ...flags]);
    expect(code).toBe(1);
    expect(stderr).toContain('the file has no check "counted-twice"');
    expect(stderr).toContain('did you mean "counted-once"?');
    expect((await runCli(['run', failing, '--strict', ...flags])).code).toBe(3);
    expect((await runCli(['run', failing, '--check', 'no-program-errors'])).stderr).toBe('');
  });

  it('goes round in no circle of links', async () => {
    folder.write('round/a.yaml', quietScenario('a'));
    symlinkSync(folder.of('round'), folder.of('round/again'));
    const { code, stdout } = await runCli(['run', folder.of('round'), '--json']);
    expect(code).toBe(0);
    expect(names(stdout)).toEqual(['a']);
  });

  it('stops at a budget of events: what is not known is no success', async () => {
    const { code, stdout } = await runCli(['run', failing, '--max-events', '3', '--json']);
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ complete: false, stopped: 'max-events' });
    expect(code).not.toBe(0);
  });

  it('plays every run twice and gives 6 when the traces differ', async () => {
    expect((await runCli(['run', failing, '--verify-determinism'])).code).toBe(1);
    // A count that outlives the run: the second one is not the first.
    const counting = countingPackage(folder);
    folder.write('counting.ts', programText("node.log('run ' + count());", counting));
    const path = folder.write('counting.yaml', ownScenario('counting', './counting.ts'));
    const { code, stderr } = await runCli(['run', path, '--verify-determinism']);
    expect(code).toBe(6);
    expect(stderr).toContain('counting/1 is not deterministic');
  });

  it('bails out after the first surprise', async () => {
    const { stdout, code } = await runCli(['run', failing, good, '--bail', '--json']);
    expect(code).toBe(1);
    expect(names(stdout)).toEqual(['failing']);
  });

  it.each([['--json'], ['--out'], ['--events'], ['--verify-determinism'], ['--bail']])(
    'plans nothing for %s',
    async (flag) => {
      const asked = ['--out', '--events'].includes(flag) ? [flag, folder.of('dry')] : [flag];
      const { code, stdout, stderr } = await runCli(['run', failing, '--dry-run', ...asked]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain(`--dry-run prints what is scheduled, and nothing for ${flag}`);
    },
  );

  it('plans nothing for a report that is asked for, unless for every run', async () => {
    const asked = ['run', failing, '--dry-run', '--reporter', `json=${folder.of('dry.json')}`];
    const { code, stdout, stderr } = await runCli(asked);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('nothing for --reporter');
    const env = { FAULT_SIM_REPORTERS: 'json' };
    expect((await runCli(['run', failing, '--dry-run'], { env })).code).toBe(0);
  });

  it('says which variable asks for a reporter that is not there', async () => {
    const env = { FAULT_SIM_REPORTERS: 'jsn' };
    const { code, stderr } = await runCli(['run', failing], { env });
    expect(code).toBe(2);
    expect(stderr).toContain('error: FAULT_SIM_REPORTERS=jsn: there is no reporter "jsn"');
  });

  it('prints the schedule without judging', async () => {
    const { code, stdout } = await runCli(['run', failing, '--dry-run']);
    expect(code).toBe(0);
    expect(stdout).toContain('failing/1\n');
    expect(stdout).toContain('reply-lost  loss counter -> client');
  });

  it('tells its last line alone when it is to be quiet', async () => {
    const { stdout, stderr } = await runCli(['run', failing, '--quiet']);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^FAIL {2}failing {2}seed=1 .*counted-once violated.*\n$/);
    expect((await runCli(['run', good, '-q'])).stdout).toBe('PASS  3 of 3 runs as expected\n');
    const many = folder.write('many.yaml', quietScenario('many', 'matrix: { seed: 1..1000 }\n'));
    const { stdout: line } = await runCli(['run', many, '-q']);
    expect(line).toBe('PASS  1,000 of 1,000 runs as expected\n');
    const cut = [
      'run',
      'scenarios/pauses/lease-and-a-long-pause.yaml',
      '--max-events',
      '100',
      '-q',
    ];
    expect((await runCli(cut)).stdout).toMatch(
      /^UNKNOWN {2}0 of \d runs as expected {2}stopped=max-events\n$/,
    );
  });

  it('tells moments as lines', async () => {
    const { stdout, stderr } = await runCli(['run', failing, '--ui', 'plain', '--json']);
    expect(JSON.parse(stdout).schema).toBe('fault-sim.report/1');
    expect(stderr).toContain('fault on   reply-lost');
    expect(stderr.trimEnd().split('\n')[0]).toMatch(/^fault-sim .* failing {2}seed=1 {2}nodes=2/);
  });

  it('turns undecided verdicts into what --fail-on says', async () => {
    const slow = folder.write(
      'slow.yaml',
      quietScenario('slow', '  seen: { check: occurs, event: started, within: 1h, after: 4s }\n'),
    );
    expect((await runCli(['run', slow])).code).toBe(4);
    expect((await runCli(['run', slow, '--fail-on', 'any'])).code).toBe(1);
    expect((await runCli(['run', slow, '--fail-on', 'fail'])).code).toBe(0);
  });

  it('makes warnings errors when it is strict', async () => {
    const unused = folder.write('unused.yaml', quietScenario('unused', 'params: { a: 1 }\n'));
    const warned = await runCli(['run', unused]);
    expect(warned.code).toBe(0);
    expect(warned.stderr).toContain('warning[W_UNUSED_PARAM]');
    expect((await runCli(['run', unused, '--strict'])).code).toBe(3);
  });
});
