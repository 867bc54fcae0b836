import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Finished, finished } from './support/cli.ts';
import { commandBlocks } from './support/fenced-commands.ts';
import { isLong } from './support/long.ts';
import { scratch } from './support/scratch.ts';
import { root } from './support/source-tree.ts';

const folder = scratch();
const fault = 'src/library/faults/slow-lane.ts';
const shelf = 'src/library/faults/index.ts';
const faultTest = 'test/library/faults/slow-lane.test.ts';

const git = (args: readonly string[], cwd: string): string[] =>
  String(execFileSync('git', args, { cwd }))
    .split('\0')
    .filter((path) => path !== '');

/** The repository as somebody who cloned it has it: its own files, and packages from elsewhere. */
function cloned(): void {
  const own = git(['ls-files', '-z', '--cached', '--others', '--exclude-standard'], root);
  for (const path of own.filter((file) => existsSync(join(root, file)))) {
    mkdirSync(dirname(folder.of(path)), { recursive: true });
    cpSync(join(root, path), folder.of(path));
  }
  // Package by package, so that what tools cache beside them does not reach ours.
  mkdirSync(folder.of('node_modules'));
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (/^\.(?!bin$)/.test(name)) continue;
    symlinkSync(join(root, 'node_modules', name), folder.of(`node_modules/${name}`));
  }
  git(['init', '--quiet'], folder.path);
  git(['add', '--all'], folder.path);
}

/** Files that differ from the clone, or are new. */
const touched = (): string[] =>
  git(['ls-files', '-z', '--modified', '--others', '--exclude-standard'], folder.path).sort(
    (a, b) => (a < b ? -1 : 1),
  );

async function there(command: string, ...args: string[]): Promise<Finished> {
  return await finished(command, args, {
    cwd: folder.path,
    env: { FAULT_SIM_LONG: undefined, NO_COLOR: '1' },
    timeoutMs: 240_000,
  });
}

/** Runs a command there and answers what it prints; throws with all it said when it fails. */
async function printed(command: string, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await there(command, ...args);
  if (code !== 0) throw new Error(`${command} ${args.join(' ')}: ${code}\n${stdout}\n${stderr}`);
  return stdout;
}

const faultSim = (...args: string[]) => printed(process.execPath, 'bin/fault-sim.js', ...args);

/** What the tests say of a part of them. */
async function tested(...args: string[]): Promise<Finished> {
  return await there(join(root, 'node_modules/.bin/vitest'), 'run', ...args);
}

/** The lines of the page that make a fault, without the editor, the whole suite and the commit. */
function recipe(): string[] {
  const [block] = commandBlocks(readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8'));
  return (block?.lines ?? [])
    .filter((line) => line.startsWith('npm run '))
    .map((line) => line.replaceAll('my-fault', 'slow-lane'));
}

const scenario = `version: 1
name: lane
duration: 30s
nodes: { n1: { program: echo }, client: {} }
workloads:
  asks: { workload: requests, to: n1, every: 1s, until: 25s, timeout: 500ms }
faults:
  lane: { fault: slow-lane, target: n1, at: 5s, duration: 5s }
checks:
  answered: { check: responds, of: asks, share: 100%, expect: violated }
`;

const canClone = existsSync(join(root, '.git'));

describe.runIf(isLong && canClone)('a fault by the page', { timeout: 240_000 }, () => {
  const after: string[][] = [];

  beforeAll(async () => {
    cloned();
    for (const line of recipe()) {
      await printed('bash', '-euo', 'pipefail', '-c', line);
      after.push(touched());
    }
  }, 300_000);

  it('takes one file, its line on the shelf, and a test', () => {
    expect(after[0]).toEqual([shelf, fault, faultTest].toSorted((a, b) => (a < b ? -1 : 1)));
  });

  it('has its reference and its schema generated, and nothing else', () => {
    const own = [shelf, fault, faultTest];
    expect(after.at(-1)?.filter((path) => !own.includes(path))).toEqual([
      'docs/reference/faults.md',
      'schemas/scenario.schema.json',
      'src/scenario/generated/validator.js',
    ]);
    expect(readFileSync(folder.of('docs/reference/faults.md'), 'utf8')).toMatch(/^## slow-lane$/m);
  });

  it('is listed, explained, completed and in the schema', async () => {
    expect(await faultSim('list', 'faults')).toMatch(/^slow-lane +Stop a process for a while\.$/m);
    expect(await faultSim('explain', 'slow-lane')).toMatch(/^slow-lane \(fault\)$/m);
    expect(await faultSim('schema', 'scenario')).toContain('"slow-lane"');
    for (const shell of ['bash', 'zsh', 'fish']) {
      expect(await faultSim('completion', shell)).toContain('slow-lane');
    }
  });

  it('strikes in a scenario', async () => {
    folder.write('lane.yaml', scenario);
    const report = JSON.parse(await faultSim('run', folder.of('lane.yaml'), '--json'));
    expect(report.verdict).toBe('pass');
    expect(report.runs[0].faults).toMatchObject([{ fault: 'slow-lane', targets: ['n1'] }]);
  });

  it('is meant by the word that a typo comes near', async () => {
    folder.write('typo.yaml', scenario.replace('slow-lane', 'slow-lain'));
    const { code, stderr } = await there(
      process.execPath,
      'bin/fault-sim.js',
      'validate',
      folder.of('typo.yaml'),
    );
    expect(code).toBe(3);
    expect(stderr).toContain('did you mean "slow-lane"?');
  });

  it('passes types, lint and format as it was stamped', async () => {
    const bin = (name: string) => join(root, 'node_modules/.bin', name);
    expect((await there(bin('tsc'), '--noEmit')).stdout).not.toContain('slow-lane');
    expect((await there(bin('tsc'), '-p', 'test')).stdout).not.toContain('slow-lane');
    await printed(bin('oxlint'), '--type-aware', fault, faultTest, shelf);
    await printed(bin('oxfmt'), '--check', fault, faultTest, shelf);
  });

  it('passes the tests of all that is told of faults, and its own', async () => {
    const listing = ['completion', 'explain', 'list'].map(
      (name) => `test/cli/commands/${name}.test.ts`,
    );
    const parts = ['test/shelves', 'test/generated', faultTest, 'test/scenario/', ...listing];
    const { code, stdout } = await tested(...parts);
    expect({ code, stdout }).toEqual({ code: 0, stdout });
  });

  it('is not taken without its test and its page', async () => {
    const page = 'docs/reference/faults.md';
    renameSync(folder.of(faultTest), folder.of('test-aside'));
    renameSync(folder.of(page), folder.of('page-aside'));
    const { code, stdout, stderr } = await tested(
      'test/shelves.test.ts',
      '-t',
      'src/library/faults',
    );
    renameSync(folder.of('test-aside'), folder.of(faultTest));
    renameSync(folder.of('page-aside'), folder.of(page));
    expect(code).toBe(1);
    expect(stdout + stderr).toContain(`${faultTest} is missing`);
    expect(stdout + stderr).toContain('is described in one sentence and on the reference page');
  });

  it('is not taken without its line on the shelf', async () => {
    renameSync(folder.of(shelf), folder.of('aside'));
    cpSync(join(root, shelf), folder.of(shelf));
    const { code, stdout, stderr } = await tested(
      'test/shelves.test.ts',
      '-t',
      'src/library/faults',
    );
    renameSync(folder.of('aside'), folder.of(shelf));
    expect(code).toBe(1);
    expect(stdout + stderr).toContain('has every definition of its folder');
  });
});
