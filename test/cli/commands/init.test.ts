import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { starterFiles } from '../../../src/cli/init/files.ts';
import { runCli } from '../../support/cli.ts';
import { scratch } from '../../support/scratch.ts';

const folder = scratch();

it(
  'writes a project that runs green, and never writes over anything',
  { timeout: 60_000 },
  async () => {
    const { code, stdout } = await runCli(['init', 'demo'], { cwd: folder.path });
    expect(code).toBe(0);
    const files = starterFiles('0.0.0').map(({ path }) => path);
    for (const path of files) expect(stdout).toContain(`wrote ${join('demo', path)}\n`);

    const played = await runCli(['run', 'scenarios', '--json'], { cwd: folder.of('demo') });
    expect({ code: played.code, stderr: played.stderr }).toEqual({ code: 0, stderr: '' });
    const report = JSON.parse(played.stdout);
    expect(report.runs.map((run: { variant: string }) => run.variant)).toEqual([
      'forgetful',
      'remembering',
    ]);

    const before = readFileSync(folder.of('demo/README.md'), 'utf8');
    const again = await runCli(['init', 'demo'], { cwd: folder.path });
    expect(again.code).toBe(2);
    expect(again.stderr).toContain('nothing was written');
    expect(readFileSync(folder.of('demo/README.md'), 'utf8')).toBe(before);
  },
);

it('writes nothing at all when one of the files is there', async () => {
  folder.write('mine/package.json', '{}');
  const { code, stderr } = await runCli(['init', folder.of('mine')]);
  expect(code).toBe(2);
  expect(stderr).toContain('package.json exists');
  expect(readdirSync(folder.of('mine'))).toEqual(['package.json']);
});

it('gives 74 where nothing can be written', async () => {
  const file = folder.write('file', '');
  const { code, stderr } = await runCli(['init', join(file, 'below')]);
  expect(code).toBe(74);
  expect(stderr).not.toContain('    at ');
  expect(existsSync(join(file, 'below'))).toBe(false);
});

it('says why it cannot write', async () => {
  const file = folder.write('a-file', '');
  for (const place of [file, '/proc/x']) {
    const { code, stdout, stderr } = await runCli(['init', place]);
    expect([place, code, stdout]).toEqual([place, 74, '']);
    expect(stderr).toContain('cannot be written');
  }
});
