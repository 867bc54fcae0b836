import { readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { appendStepSummary } from '../../../src/cli/play/step-summary.ts';
import { defineReporter } from '../../../src/reports/define.ts';
import { github } from '../../../src/reports/github.ts';
import { text } from '../../../src/reports/text.ts';
import { runCli } from '../../support/cli.ts';
import { reportOf, runReport } from '../../support/report-fixtures.ts';
import { scratch } from '../../support/scratch.ts';
import { failingScenario, quietScenario } from '../../support/small-scenarios.ts';

const folder = scratch();
folder.write('quiet.yaml', quietScenario('quiet'));
const report = reportOf([runReport({})]);

const read = (name: string): string => readFileSync(folder.of(name), 'utf8');

describe('the summary of a CI step', () => {
  it('is appended to what is there, by reporters that have one', () => {
    folder.write('there.md', 'before\n');
    expect(appendStepSummary(folder.of('there.md'), [text, github], report, {})).toBe(null);
    expect(read('there.md')).toMatch(/^before\n## PASS: 1 of 1 scenario as expected\n/);
  });

  it('keeps within 900 KB with what is there, and says when there is no room', () => {
    folder.write('full.md', 'x'.repeat(899_900));
    expect(appendStepSummary(folder.of('full.md'), [github], report, {})).toMatch(
      /full\.md has no room/,
    );
    const greedy = defineReporter({
      name: 'greedy',
      summary: 'Too much.',
      extension: 'txt',
      render: () => '\n',
      stepSummary: (_, __, mostBytes) => 'ب'.repeat(mostBytes),
    });
    expect(appendStepSummary(folder.of('full.md'), [greedy], report, {})).toMatch(
      /no room .* greedy$/,
    );
    expect(statSync(folder.of('full.md')).size).toBe(899_900);
  });

  it('is written by run where GITHUB_STEP_SUMMARY names a file, for the reporter github alone', async () => {
    const play = async (reporter: string, path: string) =>
      await runCli(['run', 'quiet.yaml', '--reporter', reporter], {
        cwd: folder.of('.'),
        env: { GITHUB_STEP_SUMMARY: path },
      });
    const { code, stdout, stderr } = await play('github', 'step.md');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^PASS {2}quiet /);
    expect(read('step.md')).toContain('\n| PASS | quiet | ');
    expect(await play('text', 'none.md')).toMatchObject({ code: 0 });
    expect(() => read('none.md')).toThrow('ENOENT');
    const failed = await play('github=log.txt', '.');
    expect(failed).toMatchObject({ code: 74, stdout: '' });
    expect(failed.stderr).toContain('. cannot be written: ');
    expect(() => read('log.txt')).toThrow('ENOENT');
  });

  it('is written in GitHub Actions whatever was asked for, with annotations on standard error', async () => {
    folder.write('failing.yaml', failingScenario('failing'));
    const play = async (env: object, ...args: readonly string[]) =>
      await runCli(['run', 'failing.yaml', ...args], { cwd: folder.of('.'), env: { ...env } });
    const actions = { GITHUB_ACTIONS: 'true' };
    const plain = await play({}, '--json');
    const annotated = await play({ ...actions, GITHUB_STEP_SUMMARY: 'auto.md' }, '--json');
    expect(annotated).toMatchObject({ code: 1, stdout: plain.stdout });
    expect(annotated.stderr).toMatch(/^::error file=failing\.yaml,line=\d+,title=failing[^\n]*\n$/);
    expect(read('auto.md')).toContain('## FAIL: ');
    for (const env of [{ FAULT_SIM_GITHUB: '0' }, { GITHUB_ACTIONS: 'false' }])
      expect(await play({ ...actions, ...env }, '--json')).toEqual(plain);
    const asked = await play(
      { ...actions, GITHUB_STEP_SUMMARY: 'asked.md' },
      '--reporter',
      'github',
    );
    expect(asked).toMatchObject({ code: 1, stderr: '' });
    expect(asked.stdout.match(/^::error /gm)).toHaveLength(1);
    expect(read('asked.md').match(/^## /gm)).toHaveLength(1);
    // Nobody asked for the file.
    const unwritable = await play({ ...actions, GITHUB_STEP_SUMMARY: '.' });
    expect(unwritable.code).toBe(1);
    expect(unwritable.stderr).toContain('. cannot be written: ');
    const green = await runCli(['run', 'quiet.yaml'], { cwd: folder.of('.'), env: actions });
    expect(green).toMatchObject({ code: 0, stderr: '' });
  });
});
