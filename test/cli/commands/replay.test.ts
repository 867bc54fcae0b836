import { readFileSync } from 'node:fs';
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
const counting = countingPackage(folder);

/** Says at 1 s what it is given. */
const says = (word: string, head = ''): string =>
  programText(
    `node.after('500ms', () => node.log('ready'));
    node.after('1s', () => node.log(${word}));`,
    head,
  );

describe('replaying a report', () => {
  it('finds the same events again', async () => {
    const scenario = folder.write('quiet.yaml', quietScenario('quiet'));
    const report = folder.of('quiet.json');
    await runCli(['run', scenario, '--reporter', `json=${report}`, '-q']);
    const { code, stdout, stderr } = await runCli(['replay', report]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^quiet\/1: the same \d+ events?, sha256:[0-9a-f]{12}\n$/);
  });

  it('shows the first event that differs, from both sides, when the program has changed', async () => {
    folder.write('changed.ts', says(`'before'`));
    const scenario = folder.write('changed.yaml', ownScenario('changed', './changed.ts'));
    const [report, events] = [folder.of('changed.json'), folder.of('changed.ndjson')];
    await runCli(['run', scenario, '--reporter', `json=${report}`, '--events', events, '-q']);
    folder.write('changed.ts', says(`'after'`));
    const { code, stdout } = await runCli(['replay', report, '--events', events]);
    expect(code).toBe(6);
    const lines = stdout
      .split('\n')
      .slice(3)
      .map((line) => line.slice(2));
    const [same, minus, plus] = [' ', '-', '+'].map((mark) =>
      lines.filter((line) => line.startsWith(mark)),
    );
    expect(same?.at(-1)).toContain('ready');
    expect(minus?.[0]).toContain('before');
    expect(plus?.[0]).toContain('after');
    const blind = await runCli(['replay', report]);
    expect(blind.code).toBe(6);
    expect(blind.stdout).toContain('the events of the report were not kept');
  });

  it('tells which checks say something else of the same events', async () => {
    folder.write(
      'logs.ts',
      `import { defineProgram, text } from 'fault-sim';
export const logs = defineProgram({
  name: 'logs',
  summary: 'Says one word.',
  events: { said: { word: text() } },
  start(node) {
    node.after('1s', () => node.observe('said', { word: 'here' }));
  },
});
`,
    );
    const asking = (word: string): string =>
      ownScenario('logs', './logs.ts').replace(
        'checks:',
        `checks:\n  quiet: { check: never, event: said, where: word = "${word}" }`,
      );
    const scenario = folder.write('logs.yaml', asking('there'));
    const report = folder.of('logs.json');
    await runCli(['run', scenario, '--reporter', `json=${report}`, '-q']);
    folder.write('logs.yaml', asking('here'));
    const { code, stdout } = await runCli(['replay', report, '-q']);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^logs\/1: the same \d+ events, sha256:[0-9a-f]{12}, but other verdicts: checks have changed\n {2}quiet: held in the report, violated now\n$/,
    );
  });

  it('finds a scenario that is named beside it, and tells when there is none', async () => {
    const scenario = folder.write('far/away.yaml', quietScenario('away'));
    const report = folder.of('here.json');
    await runCli(['run', scenario, '--reporter', `json=${report}`, '-q']);
    expect((await runCli(['replay', report, scenario])).code).toBe(0);
    const { code, stderr } = await runCli(['replay', report], { cwd: folder.path });
    expect(code).toBe(2);
    expect(stderr).toContain('neither beside it nor here');
  });

  it('plays a run to the end that it had, and compares none that was stopped on its way', async () => {
    const scenario = folder.write('ending.yaml', failingScenario('ending'));
    const run = ['run', scenario, '-q', '--reporter', `json=${folder.of('ending.json')}`];
    await runCli([...run, '--duration', '3s']);
    const whole = await runCli(['replay', folder.of('ending.json')]);
    expect(whole).toMatchObject({ code: 0, stdout: expect.stringMatching(/^ending\/1: the same/) });
    await runCli([...run, '--max-events', '12']);
    expect(await runCli(['replay', folder.of('ending.json')])).toMatchObject({
      code: 4,
      stdout: 'ending/1: not compared, for it was stopped on its way in the report (max-events)\n',
    });
    await runCli(run);
    expect(await runCli(['replay', folder.of('ending.json'), '--max-events', '12'])).toMatchObject({
      code: 4,
      stdout: 'ending/1: not compared, for it was stopped on its way now (max-events)\n',
    });
  });

  it.each([
    ['--set', 'nodes.counter.config.deduplicate=true'],
    ['--set', 'duration=12s', '--set', 'links.defaults.latency=3ms'],
    ['--phase'],
    ['--steer', 'pct:1343'],
  ])('plays a run as it was played: %s %s', async (...flags) => {
    const soon = '  soon: { check: responds, of: once, within: 5s }\nheal: 5s\n';
    const scenario = folder.write('flags.yaml', failingScenario('flags') + soon);
    const report = folder.of('flags.json');
    const run = ['run', scenario, '-q', '--reporter', `json=${report}`];
    expect((await runCli([...run, ...flags])).code).toBeLessThan(2);
    const again = await runCli(['replay', report]);
    expect(again).toMatchObject({ code: 0, stdout: expect.stringMatching(/^flags\/1: the same/) });
    expect((await runCli(['replay', report, ...flags])).code).toBe(0);
  });

  it('says that its own flags play the run in another way', async () => {
    const scenario = folder.write('ways.yaml', failingScenario('ways'));
    const report = folder.of('ways.json');
    await runCli(['run', scenario, '-q', '--reporter', `json=${report}`]);
    const setting = 'nodes.counter.config.deduplicate=true';
    const { code, stdout } = await runCli(['replay', report, '--set', setting]);
    expect(code).toBe(6);
    expect(stdout).toContain(
      `played twice now, it gives one trace: the report tells of a run without --set ${setting}\n`,
    );
    expect(stdout).not.toContain('has changed');
  });

  it('tells a run that is not deterministic from one that is another one now', async () => {
    const text = failingScenario('other');
    const scenario = folder.write('other.yaml', text);
    const report = folder.of('other.json');
    await runCli(['run', scenario, '-q', '--reporter', `json=${report}`]);
    folder.write('other.yaml', text.replace('deduplicate: false', 'deduplicate: true'));
    const other = await runCli(['replay', report]);
    expect(other.code).toBe(6);
    expect(other.stdout).toContain('played twice now, it gives one trace: what is played is not');
    const saved = readFileSync(report, 'utf8').replace('"engine": "', '"engine": "9');
    const older = folder.write('older.json', saved);
    const engine = await runCli(['replay', older, scenario]);
    expect(engine.stdout).toContain('the report is of another engine, 9');
    folder.write('chance.ts', says('String(count())', counting));
    const chance = folder.write('chance.yaml', ownScenario('chance', './chance.ts'));
    await runCli(['run', chance, '-q', '--reporter', `json=${report}`]);
    folder.write('chance.ts', says('String(5 + count())', counting));
    expect((await runCli(['replay', report])).stdout).toContain('it is not deterministic');
  });

  it('is of the runs that are wanted; where there are none, nothing is replayed', async () => {
    const two = 'variants:\n  first: {}\n  second: {}\n';
    const scenario = folder.write('some.yaml', `${failingScenario('some')}${two}`);
    const report = folder.of('some.json');
    await runCli(['run', scenario, '-q', '--reporter', `json=${report}`]);
    const { stdout } = await runCli(['replay', report, '--variant', 'second']);
    expect(stdout).toMatch(/^some\/second\/1: the same.*\n$/);
    for (const words of [
      [report, '--variant', 'third'],
      [report, '--seed', '2'],
      [scenario, '--variant', 'third'],
    ]) {
      const none = await runCli(['replay', ...words]);
      expect(none).toMatchObject({ code: 5, stdout: '' });
      expect(none.stderr).toContain(`nothing to replay in ${words[0]}`);
    }
  });

  it('tells when a report was changed and nothing else', async () => {
    const scenario = folder.write('kept.yaml', quietScenario('kept'));
    const report = folder.of('kept.json');
    await runCli(['run', scenario, '--reporter', `json=${report}`, '-q']);
    const text = readFileSync(report, 'utf8');
    folder.write('kept.json', text.replace(/"digest": "sha256:.{8}/, '"digest": "sha256:00000000'));
    const { code, stdout } = await runCli(['replay', report]);
    expect(code).toBe(6);
    expect(stdout).toContain('no checkpoint differs');
    expect(stdout).not.toContain('from there on');
  });

  it('refuses what has no traces', async () => {
    const searched = folder.write('searched.yaml', quietScenario('searched'));
    const none = folder.of('none.json');
    await runCli(['explore', searched, '--runs', '1', '--jobs', '1', '-q', '-o', none]);
    const { code, stderr } = await runCli(['replay', none]);
    expect(code).toBe(3);
    expect(stderr).toContain('replay a seed of it');
  });
});

describe('replaying with events', () => {
  const scenario = folder.write('kept.yaml', quietScenario('kept'));
  const report = folder.of('kept.json');
  const events = folder.of('kept.ndjson');

  it.each([
    ['that were cut', (lines: readonly string[]) => lines.join('\n').slice(0, -30), 3],
    ['without their header', (lines: readonly string[]) => lines.slice(1).join('\n'), 1],
    ['that are others', () => '{"schema":"fault-sim.explore-journal/2"}\n', 1],
    ['that are nothing', () => 'null\n', 1],
  ])('names the line of those %s', async (_, damaged, line) => {
    await runCli(['run', scenario, '--reporter', `json=${report}`, '--events', events, '-q']);
    const lines = readFileSync(events, 'utf8').trimEnd().split('\n');
    const path = folder.write('damaged.ndjson', damaged(lines));
    const { code, stdout, stderr } = await runCli(['replay', report, '--events', path]);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain(`damaged.ndjson cannot be read as events: line ${line} is `);
  });
});

describe('replaying a scenario', () => {
  it('takes a file, as standard input can be read only once', async () => {
    const { code, stdout, stderr } = await runCli(['replay', '-'], {
      input: quietScenario('twice'),
    });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('error: name a file: standard input is read once');
  });

  it('plays it twice', async () => {
    const scenario = folder.write('twice.yaml', quietScenario('twice'));
    expect((await runCli(['replay', scenario, '-q'])).stdout).toBe('');
  });

  it('finds a program that remembers the run before', async () => {
    folder.write('counts.ts', says('String(count())', counting));
    const scenario = folder.write('counts.yaml', ownScenario('counts', './counts.ts'));
    const { code, stdout } = await runCli(['replay', scenario]);
    expect(code).toBe(6);
    expect(stdout).toContain('counts/1: the traces differ');
    expect(stdout).toMatch(/the first event that differs is number \d+\n/);
  });
});
