import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runCli } from '../../support/cli.ts';
import { scratch } from '../../support/scratch.ts';
import { failingScenario, quietScenario } from '../../support/small-scenarios.ts';

const folder = scratch();

async function saved(name: string, text: string): Promise<string> {
  const path = folder.of(`${name}.json`);
  await runCli(['run', folder.write(`${name}.yaml`, text), '--reporter', `json=${path}`, '-q']);
  return path;
}

describe('merging reports of runs', () => {
  it('gives every run once, and the worst of the verdicts', async () => {
    const quiet = await saved('quiet', quietScenario('quiet'));
    const failing = await saved('failing', failingScenario('failing'));
    const { code, stdout } = await runCli(['report', 'merge', quiet, failing, quiet, '--json']);
    expect(code).toBe(1);
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ verdict: 'fail', complete: true });
    expect(report.runs.map(({ scenario }: { scenario: string }) => scenario)).toEqual([
      'quiet',
      'failing',
    ]);
  });

  it('tells of runs with the bytes of run, also on one line', async () => {
    folder.write('told/failing.yaml', failingScenario('failing'));
    const report = folder.of('told/report.json');
    const cwd = folder.of('told');
    for (const flags of [[], ['-q'], ['--json'], ['--json', '-q'], ['--ascii']]) {
      const run = ['run', 'failing.yaml', ...flags, '--reporter', `json=${report}`];
      const told = await runCli(run, { cwd });
      expect(await runCli(['report', 'merge', report, ...flags], { cwd })).toEqual(told);
    }
  });

  it('does not call green what was stopped, or what is no run at all', async () => {
    const path = await saved('calm', quietScenario('calm'));
    const whole = JSON.parse(readFileSync(path, 'utf8'));
    const written = (name: string, over: object): string =>
      folder.write(name, JSON.stringify({ ...whole, ...over }));
    const stopped = written('stopped.json', { complete: false, stopped: 'max-wall' });
    expect(await runCli(['report', 'merge', path])).toMatchObject({ code: 0 });
    expect(await runCli(['report', 'merge', path, stopped])).toMatchObject({ code: 4 });
    const empty = written('no-runs.json', { runs: [] });
    expect(await runCli(['report', 'merge', empty, empty])).toEqual({
      code: 5,
      stdout: '',
      stderr: `nothing to tell of in ${empty}, ${empty}: there are no runs\n`,
    });
    expect(await runCli(['report', 'merge', empty, path])).toMatchObject({ code: 0 });
  });

  it('refuses two different runs of one key', async () => {
    const one = await saved('same', quietScenario('same'));
    const other = await saved('other/same', quietScenario('same').replace('5s', '6s'));
    const { code, stdout, stderr } = await runCli(['report', 'merge', one, other]);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain('a run of same is there twice, and the two differ');
  });

  it('refuses what is no report', async () => {
    const none = folder.write('none.json', '{"schema":"else/1"}');
    const { code, stderr } = await runCli(['report', 'merge', none]);
    expect(code).toBe(3);
    expect(stderr).toContain('its schema is neither');
    const written = folder.of('written');
    const scenario = folder.write('written.yaml', quietScenario('written'));
    await runCli(['run', scenario, '--out', written, '-q']);
    const other = folder.write('other.json', '{"schema":"fault-sim.diff/1"}');
    const later = folder.write('later.json', '{"schema":"fault-sim.report/2"}');
    for (const [path, problem] of [
      [folder.write('broken.json', '{'), 'it is no JSON, or not the whole of one'],
      [folder.write('empty.json', ''), 'it is empty'],
      [folder.path, 'it is a folder'],
      [written, `it is a folder, name ${written}/report.json in it`],
      ['/dev/zero', 'it is a device'],
    ] as const) {
      const told = `error: ${path} cannot be read as a report: ${problem}\n`;
      expect(await runCli(['report', 'merge', path])).toEqual({
        code: 3,
        stdout: '',
        stderr: told,
      });
    }
    expect((await runCli(['report', 'merge', other])).stderr).toContain('it is fault-sim.diff/1\n');
    expect((await runCli(['report', 'merge', later])).stderr).toContain(
      'it is fault-sim.report/2, of another version of fault-sim\n',
    );
  });

  it('says that standard input is read by convert alone', async () => {
    const path = await saved('beside', quietScenario('beside'));
    const told =
      'error: - cannot be read as a report: only `report convert` reads standard input, name a file\n';
    const refused = { code: 3, stdout: '', stderr: told };
    expect(await runCli(['report', 'merge', '-', path])).toEqual(refused);
    expect(await runCli(['report', 'diff', path, '-'])).toEqual(refused);
  });

  it('refuses flags that only a comparison has', async () => {
    const report = await saved('flags', quietScenario('flags'));
    for (const flag of [
      ['--format', 'json'],
      ['--fail-on', 'any'],
      ['--ignore', 'trace'],
      ['--tolerance', '5%'],
    ]) {
      expect(await runCli(['report', 'merge', report, ...flag])).toEqual({
        code: 2,
        stdout: '',
        stderr: `error: ${flag[0]}: only \`report diff\` has this flag\n`,
      });
    }
  });

  it('refuses a word that it does not know', async () => {
    const { code, stderr } = await runCli(['report', 'mege', 'a.json']);
    expect(code).toBe(2);
    expect(stderr).toContain('Did you mean merge?');
  });
});

describe('the difference between two reports', () => {
  it('is none, in one line, when they are the same', async () => {
    const report = await saved('same-again', quietScenario('same-again'));
    expect(await runCli(['report', 'diff', report, report])).toEqual({
      code: 0,
      stdout: 'No difference.\n',
      stderr: '',
    });
  });

  it('names what was as expected and is not, and the other way round', async () => {
    const failing = await saved('a/counting', failingScenario('counting'));
    const repaired = failingScenario('counting').replace('deduplicate: false', 'deduplicate: true');
    const fixed = await saved('b/counting', repaired);
    const { code, stdout } = await runCli(['report', 'diff', failing, fixed]);
    expect(code).toBe(1);
    expect(stdout).toContain('+ checks.counted-once violated, expected held -> held (fix)');
    expect(stdout).toContain('0 regressions, 1 fix');
    const back = ['report', 'diff', fixed, failing, '--fail-on', 'regression'];
    const regression = await runCli([...back, '--format', 'markdown']);
    expect(regression.code).toBe(1);
    expect(regression.stdout).toContain(
      '| regression | counting/1 | checks.counted-once | held | violated, expected held |',
    );
    const forgiving = ['report', 'diff', failing, fixed, '--fail-on', 'regression'];
    expect((await runCli(forgiving)).code).toBe(0);
  });

  it('is of runs that only one of them has', async () => {
    const quiet = await saved('first', quietScenario('first'));
    const other = await saved('second', quietScenario('second'));
    const { stdout } = await runCli(['report', 'diff', quiet, other, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      schema: 'fault-sim.diff/1',
      engines: null,
      differences: [
        { class: 'removed', run: 'first/1' },
        { class: 'new', run: 'second/1' },
      ],
    });
  });

  it('may leave parts out', async () => {
    const pause = (at: string): string =>
      quietScenario(
        'part',
        `faults:\n  gc: { fault: pause, target: n1, at: ${at}, duration: 1s }\n`,
      );
    const one = await saved('c/part', pause('1s'));
    const other = await saved('d/part', pause('2s'));
    const all = await runCli(['report', 'diff', one, other]);
    expect(all.stdout).toMatch(
      /~ trace \d+ events -> \d+ events, the same up to event 0 \(trace\)/,
    );
    const { code } = await runCli(['report', 'diff', one, other, '--ignore', 'trace']);
    expect(code).toBe(0);
  });

  it('refuses to leave out what the reports cannot hold', async () => {
    const metrics = 'metrics:\n  messages: { metric: count, event: started }\n';
    const report = await saved('known', quietScenario('known', metrics));
    const search = folder.of('known-search.json');
    const scenario = folder.of('known.yaml');
    await runCli(['explore', scenario, '--seeds', '1..2', '-q', '-o', search]);
    for (const [file, flag, problem] of [
      [
        report,
        ['--ignore', 'nonsense'],
        'the reports hold no such thing (checks, faults, metrics,',
      ],
      [report, ['--ignore', 'trase'], 'the reports hold no such thing, did you mean trace?'],
      [report, ['--ignore', 'metrics.message'], 'did you mean metrics.messages?'],
      [report, ['--tolerance', 'mesages=5%'], 'did you mean messages?'],
      [report, ['--tolerance', 'foo=5%'], 'the reports hold no such thing (messages)'],
      [search, ['--ignore', 'trace'], 'the reports hold no such thing (checks, failures, search,'],
      [search, ['--tolerance', '5%'], '--tolerance: the reports hold no such thing'],
    ] as const) {
      const { code, stdout, stderr } = await runCli(['report', 'diff', file, file, ...flag]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain(problem);
    }
    for (const flag of ['metrics', 'metrics.messages', 'run.set', 'faults', 'checks.sound']) {
      const { code } = await runCli(['report', 'diff', report, report, '--ignore', flag]);
      expect({ flag, code }).toEqual({ flag, code: 0 });
    }
    const tolerant = ['--tolerance', 'messages=5%', '--tolerance', '1%'];
    expect((await runCli(['report', 'diff', report, report, ...tolerant])).code).toBe(0);
  });

  it('of searches names the kinds of violations that are new', async () => {
    const path = folder.write('searched.yaml', failingScenario('searched'));
    const [before, after] = [folder.of('before.json'), folder.of('after.json')];
    const sound = ['--set', 'nodes.counter.config.deduplicate=true'];
    await runCli(['explore', path, '--runs', '2', '-q', '-o', before, ...sound]);
    await runCli(['explore', path, '--runs', '2', '-q', '-o', after]);
    const { code, stdout } = await runCli(['report', 'diff', before, after]);
    expect(code).toBe(1);
    expect(stdout).toContain('- checks.counted-once held -> violated, expected held (regression)');
    expect(stdout).toMatch(/\+ failures\.counted-once new: exactly-once-effect.*\(seed 1\)/s);
  });

  it('of searches says how they were made where that differs, and no more', async () => {
    const path = folder.write('made.yaml', failingScenario('made'));
    const many = folder.of('many.json');
    const few = folder.of('few.json');
    await runCli(['explore', path, '--seeds', '1..3', '-q', '-o', many]);
    const sound = ['--set', 'nodes.counter.config.deduplicate=true', '--strategy', 'pct'];
    await runCli(['explore', path, '--seeds', '1', '-q', '-o', few, ...sound]);
    const { code, stdout } = await runCli(['report', 'diff', many, few]);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^search\n {2}~ search\.strategy random -> pct \(other\)\n {2}~ search\.seeds 1\.\.3 -> 1 \(other\)\n {2}~ search\.set nothing -> nodes\.counter\.\S+ \(other\)\nmade\n/,
    );
    expect(stdout).toMatch(/~ search\.hash [0-9a-f]{12} -> [0-9a-f]{12} \(other\)/);
    expect(stdout).toContain('~ search.runs 3 runs -> 1 run (other)');
    const same = await runCli(['report', 'diff', many, many]);
    expect(same).toMatchObject({ code: 0, stdout: 'No difference.\n' });
  });

  it('of verdicts is none where only the faults touched something else', async () => {
    const pause = (until: string): string =>
      failingScenario('touching').replace(
        /  reply-lost.*/,
        `  slow: { fault: delay, target: client -> counter, by: 1ms, at: 0s, until: ${until} }`,
      );
    const one = await saved('e/touching', pause('500ms'));
    const other = await saved('f/touching', pause('10s'));
    const verdict = ['report', 'diff', one, other, '--fail-on', 'verdict'];
    const { code, stdout } = await runCli(verdict);
    expect(stdout).toContain('~ faults.slow touched 0 -> touched');
    expect(code).toBe(0);
  });

  it('is not asked of three, or of a tolerance that is none', async () => {
    const report = await saved('three', quietScenario('three'));
    expect((await runCli(['report', 'diff', report])).code).toBe(2);
    const { stderr } = await runCli(['report', 'diff', report, report, '--tolerance', 'p99=5']);
    expect(stderr).toContain('write p99=5%');
  });
});

describe('a report that is not whole', () => {
  it.each([
    ['report merge', '{"schema":"fault-sim.report/1"}', 'verdict is missing'],
    ['report merge', '{"schema":"fault-sim.explore/1"}', 'verdict is missing'],
    ['replay', '{"schema":"fault-sim.report/1"}', 'verdict is missing'],
    ['shrink', '{"schema":"fault-sim.report/1"}', 'verdict is missing'],
    ['why', '{"schema":"fault-sim.report/1"}', 'verdict is missing'],
    ['corpus add kept', '{"schema":"fault-sim.report/1"}', 'verdict is missing'],
  ])('is refused by %s with what it lacks: %s', async (command, text, problem) => {
    const path = folder.write('hollow.json', text);
    const { code, stdout, stderr } = await runCli([...command.split(' '), path]);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toBe(
      `error: ${path} is no whole report: ${problem}; another version of fault-sim wrote it, or somebody has changed it: write it anew\n`,
    );
  });

  it('is refused with the place in it; what a later version has beside is let through', async () => {
    const report = JSON.parse(readFileSync(await saved('place', quietScenario('place')), 'utf8'));
    const [run] = report.runs;
    const broken = { ...report, runs: [run, { ...run, checks: [{ ...run.checks[0], id: 3 }] }] };
    const path = folder.write('broken.json', JSON.stringify(broken));
    expect((await runCli(['report', 'diff', path, path])).stderr).toContain(
      'broken.json is no whole report: runs[1].checks[0].id should be a text; another version',
    );
    const later = folder.write('later.json', JSON.stringify({ ...report, weather: 'fine' }));
    expect((await runCli(['report', 'merge', later, '-q'])).code).toBe(0);
  });
});
