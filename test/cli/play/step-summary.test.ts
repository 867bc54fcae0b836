import { readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { appendStepSummary } from '../../../src/cli/play/step-summary.ts';
import { defineReporter } from '../../../src/reports/define.ts';
import { github } from '../../../src/reports/github.ts';
import { text } from '../../../src/reports/text.ts';
import { runCli } from '../../support/cli.ts';
import { reportOf, runReport } from '../../support/report-fixtures.ts';
import { scratch } from '../../support/scratch.ts';
import { quietScenario } from '../../support/small-scenarios.ts';

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
});
