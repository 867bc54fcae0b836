import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
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

interface Step {
  readonly run?: string;
  readonly uses?: string;
  readonly if?: string;
  readonly with?: { readonly path?: string };
}

it('writes a workflow that is green, tells the page of its run, and keeps all reports', async () => {
  await runCli(['init', 'ci'], { cwd: folder.path });
  const text = readFileSync(folder.of('ci/.github/workflows/faults.yml'), 'utf8');
  const workflow: { readonly jobs: { readonly faults: { readonly steps: readonly Step[] } } } =
    parse(text);
  const { steps } = workflow.jobs.faults;
  for (const step of steps) expect(Number('run' in step) + Number('uses' in step)).toBe(1);
  const [line = ''] = steps.flatMap(({ run }) => (run?.startsWith('npx fault-sim ') ? run : []));
  const played = await runCli(line.split(' ').slice(2), {
    cwd: folder.of('ci'),
    env: { CI: 'true', GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: 'step.md' },
  });
  expect(played).toMatchObject({ code: 0, stderr: '' });
  expect(played.stdout).toMatch(/^PASS {2}two-counters\n/);
  expect(readFileSync(folder.of('ci/step.md'), 'utf8')).toContain('## PASS: 1 of 1 scenario');
  const kept = steps.find(({ uses }) => uses?.startsWith('actions/upload-artifact@'));
  expect(kept?.if).toBe('always()');
  const reports = folder.of(join('ci', kept?.with?.path ?? ''));
  expect(readdirSync(reports).toSorted()).toEqual(['junit.xml', 'report.html', 'report.json']);
  const junit = readFileSync(join(reports, 'junit.xml'), 'utf8');
  expect(junit).toContain('failures="0" errors="0"');
});

it(
  'writes a tsconfig.json by which the compiler looks at what is beside the scenarios too',
  { timeout: 60_000 },
  async () => {
    await runCli(['init', 'typed'], { cwd: folder.path });
    mkdirSync(folder.of('typed/node_modules'));
    symlinkSync(root, folder.of('typed/node_modules/fault-sim'));
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const compiled = async () =>
      await finished(process.execPath, [tsc], { cwd: folder.of('typed') });
    expect(await compiled()).toMatchObject({ code: 0, stdout: '' });
    folder.write('typed/scenarios/own.ts', 'export const own: string = 7;\n');
    expect((await compiled()).stdout).toMatch(/^scenarios\/own\.ts\(1,14\): error TS2322/);
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

it('writes what its workflow needs: nothing of npm is committed but the lock file that `npm ci` wants', () => {
  const texts = new Map(starterFiles('0.0.0').map(({ path, text }) => [path, text]));
  expect(texts.get('.github/workflows/faults.yml')).toContain('npm ci');
  expect(texts.get('README.md')).toContain('Commit `package-lock.json`');
  expect(texts.get('.gitignore')).toBe('node_modules/\nreport.json\n');
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
