import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runCli } from '../../support/cli.ts';
import { countingScenario } from '../../support/counting.ts';
import { scratch } from '../../support/scratch.ts';
import {
  failingScenario,
  ownScenario,
  programText,
  quietScenario,
} from '../../support/small-scenarios.ts';

const folder = scratch();

describe('kept failures', { timeout: 60_000 }, () => {
  it('are small scenarios that fail by themselves, each kept once', async () => {
    const failing = folder.write('failing.yaml', failingScenario('failing'));
    const kept = folder.of('kept');
    const added = await runCli(['corpus', 'add', kept, failing]);
    expect({ ...added, stdout: '' }).toEqual({ code: 0, stdout: '', stderr: '' });
    const [file = ''] = readdirSync(kept);
    expect(file).toMatch(/^failing-counted-once-[0-9a-f]{8}\.yaml$/);
    expect(readFileSync(`${kept}/${file}`, 'utf8')).toMatch(
      /x-corpus:\n {2}check: counted-once\n {2}signature: .*\n {2}events: \d+\n/,
    );
    const again = await runCli(['corpus', 'add', kept, failing]);
    expect(again.stdout).toContain('kept already');
    expect(readdirSync(kept)).toEqual([file]);
    expect((await runCli(['validate', kept])).code).toBe(0);
    const run = await runCli(['corpus', 'run', kept, '--json']);
    expect(run.code).toBe(1);
    const [{ checks }] = JSON.parse(run.stdout).runs;
    expect(checks).toContainEqual(
      expect.objectContaining({ id: 'counted-once', verdict: 'violated', expected: ['held'] }),
    );
  });

  it('that pass by now stay as guards: what fails in their way again is kept beside them', async () => {
    const path = folder.write('again/again.yaml', ownScenario('again', './own.ts'));
    const kept = folder.of('again/kept');
    const throwing = (at: string) =>
      folder.write(
        'again/own.ts',
        programText(`node.after('${at}', () => { throw new Error('why'); });`),
      );
    throwing('1s');
    expect((await runCli(['corpus', 'add', kept, path])).code).toBe(0);
    throwing('3s');
    expect((await runCli(['corpus', 'run', kept, '-q'])).code).toBe(0);
    const { stdout } = await runCli(['corpus', 'add', kept, path]);
    expect(stdout).toContain('no-program-errors is violated at 3.000s');
    expect(readdirSync(kept)).toHaveLength(2);
    expect((await runCli(['corpus', 'run', kept, '-q'])).code).toBe(1);
    expect((await runCli(['corpus', 'add', kept, path])).stdout).toContain('kept already');
    expect(readdirSync(kept)).toHaveLength(2);
  });

  it('are taken from a report, each kind of them, whose scenario is somewhere below', async () => {
    folder.write('designs/deep/counting.yaml', countingScenario);
    folder.write('designs/other/counting.yaml', quietScenario('other'));
    const [report, kept] = [folder.of('reports/found.json'), folder.of('from-report')];
    const search = ['explore', folder.of('designs'), '--seeds', '1..40', '-q', '-o', report];
    expect((await runCli(search)).code).toBe(0);
    const alone = await runCli(['corpus', 'add', kept, report]);
    expect(alone).toMatchObject({ code: 2, stdout: '' });
    expect(alone.stderr).toContain('name it, or a folder above it, after the report');
    const wrong = await runCli(['corpus', 'add', kept, report, folder.of('desings')]);
    expect(wrong).toMatchObject({ code: 3, stdout: '' });
    expect(wrong.stderr).toContain('/designs"?');
    const { failures } = JSON.parse(readFileSync(report, 'utf8'));
    const added = await runCli(['corpus', 'add', kept, report, folder.of('designs')]);
    expect(added).toMatchObject({ code: 0, stderr: '' });
    expect(failures.length).toBeGreaterThan(0);
    expect(readdirSync(kept)).toHaveLength(failures.length);
    const none = await runCli([
      'corpus',
      'add',
      kept,
      report,
      folder.of('designs'),
      '--check',
      'x',
    ]);
    expect(none).toMatchObject({ code: 2, stdout: '' });
    expect(none.stderr).toContain('careless/counted-once');
  });

  it('are played in the order in which they fail, files that do not say when last', async () => {
    const several = (name: string, events: number | null) =>
      folder.write(
        `several/${name}.yaml`,
        quietScenario(name, events === null ? '' : `x-corpus:\n  check: c\n  events: ${events}\n`),
      );
    for (const [name, events] of [
      ['b-unknown', null],
      ['c-slow', 900],
      ['d-fast', 12],
      ['a-unknown', null],
    ] as const)
      several(name, events);
    const { code, stdout } = await runCli(['corpus', 'run', folder.of('several'), '--json']);
    expect(code).toBe(0);
    const names = JSON.parse(stdout).runs.map(({ scenario }: { scenario: string }) => scenario);
    expect(names).toEqual(['d-fast', 'c-slow', 'a-unknown', 'b-unknown']);
  });

  it('that cannot be written are printed, so that the search for them is not lost: 74', async () => {
    const failing = folder.write('failing.yaml', failingScenario('failing'));
    folder.write('taken', 'a file\n');
    for (const kept of [folder.of('taken'), folder.of('taken/below')]) {
      const { code, stdout, stderr } = await runCli(['corpus', 'add', kept, failing, '-q']);
      expect({ kept, code }).toEqual({ kept, code: 74 });
      expect(stderr).toContain('cannot be written');
      expect(stdout).toContain('x-corpus:');
    }
  });

  it.each([
    [['add', 'kept', 'x.yaml', '--json'], 2, '--json: only `corpus run` has this flag'],
    [['run', 'kept', '--budget', '1s'], 2, '--budget: only `corpus add` has this flag'],
    [['run', ''], 2, 'argument 2 is empty'],
    [['add', '', 'x.yaml'], 2, 'argument 2 is empty'],
    [['run', folder.of('nothing-here')], 5, 'nothing is kept in'],
    [['add', folder.of('kept')], 2, 'name a scenario'],
    [['prune', folder.of('kept')], 2, 'add'],
  ])('%j is refused', async (words, expected, why) => {
    folder.write('nothing-here/readme.txt', '');
    const { code, stderr } = await runCli(['corpus', ...words]);
    expect(code).toBe(expected);
    expect(stderr).toContain(why);
  });
});
