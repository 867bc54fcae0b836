import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Finished, runCli } from '../support/cli.ts';
import { scratch } from '../support/scratch.ts';
import { quietScenario } from '../support/small-scenarios.ts';

const folder = scratch();
folder.write('quiet.yaml', quietScenario('quiet'));

/** A file that exports as its default a reporter with this method. */
const reporterText = (render: string): string => `import { defineReporter } from 'fault-sim';

export default defineReporter({
  name: 'own',
  summary: 'One of mine.',
  extension: 'txt',
  ${render},
});
`;

/** Plays the scenario in the folder, so that paths are as its user writes them. */
const report = async (reporter: string): Promise<Finished> =>
  await runCli(['run', 'quiet.yaml', '--reporter', reporter], { cwd: folder.of('.') });

describe('a reporter in a file of the user', () => {
  folder.write(
    'lines.ts',
    reporterText(
      "render: ({ runs }) => runs.map((run) => `${run.scenario} ${run.verdict}\\n`).join('')",
    ),
  );

  it('writes the report to standard output', async () => {
    expect(await report('./lines.ts')).toEqual({ code: 0, stdout: 'quiet pass\n', stderr: '' });
  });

  it('writes it to a file beside the usual report', async () => {
    const { code, stdout } = await report('./lines.ts=lines.txt');
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('PASS  quiet') });
    expect(readFileSync(folder.of('lines.txt'), 'utf8')).toBe('quiet pass\n');
  });

  it('shows a saved report too, and what is wrong with it is told of the flag that names it', async () => {
    const convert = async (...to: readonly string[]): Promise<Finished> =>
      await runCli(['report', 'convert', 'saved.json', '--to', ...to], { cwd: folder.of('.') });
    await runCli(['run', 'quiet.yaml', '--reporter', 'json=saved.json'], { cwd: folder.of('.') });
    expect(await convert('./lines.ts')).toEqual({ code: 0, stdout: 'quiet pass\n', stderr: '' });
    expect(await convert('./lines.ts', '-o', 'later.txt')).toMatchObject({ code: 0, stdout: '' });
    expect(readFileSync(folder.of('later.txt'), 'utf8')).toBe('quiet pass\n');
    const missing = await convert('./nowhere.ts');
    expect(missing).toMatchObject({ code: 2, stdout: '' });
    expect(missing.stderr).toMatch(/^error: --to \.\/nowhere\.ts: .*no/);
    expect((await convert('junitt')).stderr).toContain('Did you mean junit?');
  });

  it('may have a summary for the page of a CI step', async () => {
    const summary = 'stepSummary: ({ runs }) => `${runs.length} run\\n`';
    folder.write('page.ts', reporterText(`render: () => '\\n', ${summary}`));
    const { code, stderr } = await runCli(['run', 'quiet.yaml', '--reporter', './page.ts'], {
      cwd: folder.of('.'),
      env: { GITHUB_STEP_SUMMARY: 'page.md' },
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(readFileSync(folder.of('page.md'), 'utf8')).toBe('1 run\n');
  });

  it('is refused with the reason when the file has none, two, or cannot be loaded', async () => {
    folder.write('none.mjs', 'export const other = 1;\n');
    folder.write('throws.mjs', "// First line.\nthrow new Error('not today');\n");
    folder.write('nested/keep.txt', '');
    const said = async (reporter: string): Promise<string> => {
      const { code, stdout, stderr } = await report(reporter);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      return stderr;
    };
    expect(await said('./none.mjs')).toMatch(/^error: --reporter .* exports no reporter/);
    expect(await said('./throws.mjs')).toBe(
      'error: --reporter ./throws.mjs cannot be loaded: not today (throws.mjs:2)\n',
    );
    expect(await said('./nowhere.ts')).toMatch(/^error: --reporter \.\/nowhere\.ts: .*no/);
    expect(await said('./nested')).toMatch(/^error: --reporter \.\/nested: .*folder/);
    expect(await said('lines.ts')).toContain('there is no reporter "lines.ts"');
  });

  it('points at its own line when it fails, and writes nothing', async () => {
    folder.write('fails.ts', reporterText('render: (report) => report.nothing.there'));
    const { code, stdout, stderr } = await report('./fails.ts');
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(/^error: your own code failed: TypeError: .* \(fails\.ts:7\)\n$/);
  });

  it('must give a text', async () => {
    folder.write('number.ts', reporterText('render: () => 7'));
    const { code, stderr } = await report('./number.ts=seven.txt');
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'error: --reporter ./number.ts: render gave number, and not a text\n',
    });
    expect(() => readFileSync(folder.of('seven.txt'))).toThrow('ENOENT');
  });
});
