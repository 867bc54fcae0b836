import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { runCli } from '../../support/cli.ts';
import { scratch } from '../../support/scratch.ts';
import { failingScenario, programText, quietScenario } from '../../support/small-scenarios.ts';

const folder = scratch();

/** Two nodes that stand in for one another, under a nemesis that has eight ways to hurt them. */
const pair = 'scenarios/exploration/whatever-can-happen.yaml';
const subject = [pair, '--variant', 'two-nodes', '--seed', '1'];

const failuresOf = (stdout: string): { check: string; signature: string }[] =>
  JSON.parse(stdout).failures;

describe('shrinking a scenario', { timeout: 120_000 }, () => {
  it('writes a smaller one that fails alone, in the same way', async () => {
    const path = folder.of('smallest.yaml');
    const { code, stdout } = await runCli(['shrink', ...subject, '-o', path]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/one-leader-per-term is violated at .*none of them can go/);
    expect((await runCli(['validate', path])).code).toBe(0);
    const run = await runCli(['run', path, '--json']);
    expect(run.code).toBe(1);
    const text = readFileSync(path, 'utf8');
    expect(text).toMatch(/^# Found in whatever-can-happen\/two-nodes with seed 1/);
    const { faults } = parse(text);
    expect(Object.keys(faults).length).toBeLessThanOrEqual(4);
    const first = await runCli(['explore', ...subject.slice(0, 3), '--seeds', '1', '--json']);
    const again = await runCli(['explore', path, '--seeds', '1', '--json']);
    const [found] = failuresOf(again.stdout);
    const before = failuresOf(first.stdout).find(({ check }) => check === found?.check);
    expect(found?.signature).toBe(before?.signature);
    for (const id of Object.keys(faults)) {
      const without = await runCli(['run', path, '--set', `faults.${id}=null`, '--json', '-q']);
      const [{ checks }] = JSON.parse(without.stdout).runs;
      const left = checks.find((check: { id: string }) => check.id === found?.check);
      expect(left?.verdict, `without ${id}`).not.toBe('violated');
    }
  });

  it('gives the same file each time', async () => {
    const [one, two] = [await runCli(['shrink', ...subject]), await runCli(['shrink', ...subject])];
    expect(one.code).toBe(0);
    expect(two.stdout).toBe(one.stdout);
    expect(one.stderr).toContain('none of them can go');
  });

  it('tells what it has found where it cannot be written', async () => {
    const out = ['-o', folder.of('a-file/below')];
    folder.write('a-file', '');
    const { code, stdout, stderr } = await runCli([
      'shrink',
      ...subject,
      '--max-runs',
      '1',
      ...out,
    ]);
    expect({ code, stderr }).toEqual({
      code: 74,
      stderr: expect.stringContaining('cannot be written'),
    });
    expect(parse(stdout)).toMatchObject({ version: 1 });
  });

  it('starts from a report too', async () => {
    const report = folder.of('report.json');
    folder.write('whatever-can-happen.yaml', readFileSync(pair, 'utf8'));
    await runCli(['run', ...subject, '--reporter', `json=${report}`, '-q']);
    const { code, stdout } = await runCli(['shrink', report, '--check', 'one-leader-per-term']);
    expect(code).toBe(0);
    expect(stdout).toContain('one-leader-per-term: { check: single-leader, of: db }');
  });

  it('plays what a report tells of as it was played, or says that it is something else', async () => {
    const core = 'scenarios/majority/raft-core.yaml';
    const report = folder.of('core.json');
    const search = ['explore', core, '--variant', 'no-check-quorum', '--seeds', '23', '--phase'];
    await runCli([...search, '-o', report, '-q']);
    const few = ['--max-runs', '5', '-q'];
    expect(await runCli(['shrink', report, core, ...few])).toMatchObject({ code: 0, stderr: '' });
    const text = readFileSync(core, 'utf8');
    const changed = folder.write(
      'changed/raft-core.yaml',
      text.replace('checkQuorum: false', 'checkQuorum: true'),
    );
    expect(await runCli(['shrink', report, changed, ...few])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('core.json says that it is, so something else was played'),
    });
  });

  it.each([
    ['run', ['-q', '--reporter', 'json=FILE']],
    ['explore', ['--seeds', '1..2', '--json']],
  ])('plays what a report of %s tells of as it was played', async (command, more) => {
    const text = failingScenario('played-so').replace('deduplicate: false', 'deduplicate: true');
    const path = folder.write('played-so.yaml', text);
    const report = folder.of('played-so.json');
    const set = ['--set', 'nodes.counter.config.deduplicate=false'];
    const words = more.map((word) => word.replace('FILE', report));
    const { stdout } = await runCli([command, path, ...words, ...set]);
    if (command === 'explore') folder.write('played-so.json', stdout);
    const small = await runCli(['shrink', report, path]);
    expect(small.code).toBe(0);
    const { nodes } = parse(small.stdout);
    expect(nodes.counter).toMatchObject({ config: { deduplicate: false } });
  });

  it('draws anew what a search had chosen, for no file can say it', async () => {
    const path = folder.of('unsteered.yaml');
    const lease = 'scenarios/leases/lease-under-nemesis.yaml';
    const steered = ['--variant', 'unfenced', '--seed', '10', '--steer', 'delay-bounded:1003'];
    const { code } = await runCli(['shrink', lease, ...steered, '--max-runs', '40', '-o', path]);
    expect(code).toBe(0);
    expect(readFileSync(path, 'utf8')).toContain(
      '# All else is drawn as with seed 1, and nothing is steered.',
    );
    const run = await runCli(['run', path, '--json', '-q']);
    expect(run.code).toBe(1);
    expect(JSON.parse(run.stdout).runs[0].checks).toContainEqual(
      expect.objectContaining({ id: 'one-writer-at-a-time', verdict: 'violated' }),
    );
  });

  it('writes a scenario that extends another one as one that does not', async () => {
    const always = programText(`node.after('1s', () => { throw new Error('always'); });`);
    folder.write('above/below/own.ts', always);
    folder.write('above/beside.ts', always);
    const base = `nodes:
  n1: { program: ./own.ts }
  n2: { program: ../beside.ts }
nemesis:
  at: 1s
  every: 1s
  until: 4s
  faults: { idle: { fault: pause, target: one of all, duration: 1ms } }
checks:
  none: { check: never, event: crashed }
`;
    folder.write('above/below/base.yaml', base);
    const heir = 'version: 1\nname: heir\nduration: 5s\nextends: ./below/base.yaml\n';
    const path = folder.write('above/heir.yaml', heir);
    const none = ['--check', 'none', '-q'];
    const { code, stdout } = await runCli(['shrink', path, ...none]);
    expect(code).toBe(0);
    const small = parse(stdout);
    expect(small).not.toHaveProperty('extends');
    expect(small).not.toHaveProperty('faults');
    expect(Object.values(small.nodes)).toHaveLength(1);
    const one = folder.write('above/small.yaml', stdout);
    expect((await runCli(['run', one, '-q'])).code).toBe(1);
    const second = ['--set', 'nodes.n1=null'];
    const other = parse((await runCli(['shrink', path, ...none, ...second])).stdout);
    expect(other.nodes).toEqual({ n2: { program: './beside.ts' } });
  });

  it("leaves users' programs where they are, and names them from where the file goes", async () => {
    folder.write(
      'mine/own.ts',
      programText(`node.after('1s', () => { throw new Error('always'); });`),
    );
    const scenario = quietScenario('own', 'faults:\n  idle: { fault: loss, target: n1 -> n2 }\n')
      .replace('program: echo', 'program: ./own.ts')
      .replace('nodes:', 'nodes:\n  n2: { program: echo }');
    const path = folder.write('mine/own.yaml', scenario);
    const out = folder.of('found/smallest.yaml');
    expect((await runCli(['shrink', path, '-o', out])).code).toBe(0);
    const smallest = parse(readFileSync(out, 'utf8'));
    expect(smallest.nodes).toEqual({ n1: { program: '../mine/own.ts' } });
    expect(smallest).not.toHaveProperty('faults');
    expect((await runCli(['run', out, '-q'])).code).toBe(1);
  });

  it('leaves a program whom it needs: no violation comes of a program that throws', async () => {
    const card = 'scenarios/detection/a-deaf-card.yaml';
    const heard = ['--variant', 'hears-heartbeats', '--check', 'served-meanwhile'];
    const { code, stdout } = await runCli(['shrink', card, ...heard, '-q']);
    expect(code).toBe(0);
    const path = folder.write('deaf.yaml', stdout);
    const { stdout: report } = await runCli(['run', path, '--json']);
    const [{ checks }] = JSON.parse(report).runs;
    expect(checks).toMatchObject([
      { id: 'no-program-errors', verdict: 'held' },
      { id: 'served-meanwhile', verdict: 'violated' },
    ]);
    expect(Object.keys(parse(stdout).faults)).toEqual(['deaf-card']);
  });

  it('leaves no param that nothing names, and no metric that no check reads', async () => {
    const some = failingScenario('some')
      .replace('timeout: 1s', 'timeout: $patience')
      .replace(
        'counted-once: { check: exactly-once-effect, of: once }',
        'ok: { check: metric, that: asked < 2 }',
      ).concat(`metrics:
  asked: { metric: attempts-per-request, of: once }
  told: { metric: latency, of: once }
params: { patience: = $unit * 2, unit: 500ms, load: 20% }
`);
    const path = folder.write('some.yaml', some);
    const { code, stdout } = await runCli(['shrink', path, '-q']);
    expect(code).toBe(0);
    expect(Object.keys(parse(stdout).metrics)).toEqual(['asked']);
    const small = folder.write('some-small.yaml', stdout);
    const { stderr } = await runCli(['validate', small, '--strict']);
    expect(stderr).not.toContain('never used');
  });

  it('tells when nothing is violated', async () => {
    const quiet = folder.write('quiet.yaml', quietScenario('quiet'));
    const { code, stdout, stderr } = await runCli(['shrink', quiet]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('nothing is violated in quiet/1');
  });

  it('wants a file', async () => {
    const { code, stderr } = await runCli(['shrink', '-'], { input: quietScenario('quiet') });
    expect(code).toBe(2);
    expect(stderr).toContain('name a file: standard input is read once');
  });

  it('tells when there is no such check, with the one that was meant', async () => {
    const quiet = folder.write('quiet.yaml', quietScenario('quiet'));
    const { code, stderr } = await runCli(['shrink', quiet, '--check', 'sond']);
    expect(code).toBe(2);
    expect(stderr).toContain('--check sond: quiet has no such check, did you mean "sound"?');
  });

  it('tells when the scenario of a report is not there', async () => {
    const report = folder.of('lost/report.json');
    const args = ['run', pair, '--variant', 'two-nodes', '--reporter', `json=${report}`, '-q'];
    await runCli(args);
    const { code, stderr } = await runCli(['shrink', report], { cwd: folder.of('mine') });
    expect(code).toBe(2);
    expect(stderr).toContain('neither beside it nor here');
  });
});
