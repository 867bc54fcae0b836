import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { starterFiles } from '../../../src/cli/init/files.ts';
import { finished, runCli } from '../../support/cli.ts';
import { scratch } from '../../support/scratch.ts';
import { root } from '../../support/source-tree.ts';

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

it('adds what it brings beside what is there, and says what it left', async () => {
  const about = '{"name":"mine"}';
  folder.write('mine/package.json', about);
  const { code, stdout, stderr } = await runCli(['init'], { cwd: folder.of('mine') });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('wrote programs/counter.ts\n');
  expect(stdout).toContain('left package.json as it was\n');
  expect(stdout).not.toContain('wrote package.json');
  expect(readFileSync(folder.of('mine/package.json'), 'utf8')).toBe(about);
  expect((await runCli(['run', 'scenarios'], { cwd: folder.of('mine') })).code).toBe(0);
});

it('writes nothing through a link that leads nowhere', async () => {
  folder.write('linked/.keep', '');
  symlinkSync('../elsewhere.md', folder.of('linked/README.md'));
  const { code, stdout } = await runCli(['init'], { cwd: folder.of('linked') });
  expect(code).toBe(0);
  expect(stdout).toContain('left README.md as it was\n');
  expect(existsSync(folder.of('elsewhere.md'))).toBe(false);
});

it.each(['{}', '{"type":"commonjs"}'])(
  'writes what an editor understands beside a package.json of %s',
  { timeout: 60_000 },
  async (about) => {
    const name = `edited-${about.length}`;
    folder.write(`${name}/package.json`, about);
    await runCli(['init', name], { cwd: folder.path });
    mkdirSync(folder.of(`${name}/node_modules`));
    symlinkSync(root, folder.of(`${name}/node_modules/fault-sim`));
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const checked = await finished(process.execPath, [tsc, '-p', folder.of(name)]);
    expect(checked).toEqual({ code: 0, stdout: '', stderr: '' });
  },
);

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
