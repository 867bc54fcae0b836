import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt, launcher } from './support/built.ts';
import { finished } from './support/cli.ts';
import {
  brokenPromise,
  commandBlocks,
  promisedLines,
  scriptOf,
} from './support/fenced-commands.ts';
import { filesBelow, root } from './support/source-tree.ts';

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...filesBelow('docs').filter((path) => path.endsWith('.md')),
];
const tools = mkdtempSync(join(tmpdir(), 'fault-sim-tools-'));
const npmScripts = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts;

/**
 * Stand-ins on the PATH of a page's commands: the built fault-sim, and an npm that installs and
 * tests nothing (this suite is run by it) but knows which scripts there are.
 */
const standIns = {
  'fault-sim': `exec '${process.execPath}' '${launcher}' "$@"`,
  npx: `[ "$1" = fault-sim ] || exit 64; shift; exec fault-sim "$@"`,
  npm: `case "$1" in ci|cit|test) exit 0;; run) case "$2" in ${Object.keys(npmScripts).join('|')}) exit 0;; esac;; esac; exit 64`,
};

beforeAll(() => {
  ensureBuilt();
  for (const [name, line] of Object.entries(standIns)) {
    writeFileSync(join(tools, name), `#!/bin/sh\n${line}\n`);
    chmodSync(join(tools, name), 0o755);
  }
});

afterAll(() => rmSync(tools, { recursive: true }));

/** A folder like a fresh checkout, as far as the commands of a page may look. */
function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fault-sim-docs-'));
  for (const name of ['scenarios', 'schemas', 'docs', 'package.json']) {
    if (existsSync(join(root, name)))
      cpSync(join(root, name), join(folder, name), { recursive: true });
  }
  mkdirSync(join(folder, 'node_modules'));
  // Scripts import it by its name, which the package.json here has too.
  symlinkSync(join(root, 'dist'), join(folder, 'dist'));
  return folder;
}

describe.each(pages)('%s', (page) => {
  const blocks = commandBlocks(readFileSync(join(root, page), 'utf8')).filter(
    (block) => block.isRun,
  );
  if (blocks.length === 0) {
    it('has no commands', () => expect(blocks).toEqual([]));
    return;
  }
  let folder = '';
  beforeAll(() => {
    folder = freshFolder();
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(blocks)('line $line does what it says', { timeout: 120_000 }, async (block) => {
    const script = `exec 2>&1\n${scriptOf(block)}`;
    const { code, stdout } = await finished('bash', ['-euo', 'pipefail', '-c', script], {
      cwd: folder,
      env: { PATH: `${tools}:${process.env['PATH'] ?? ''}` },
    });
    expect({ code, stdout }).toEqual({ code: block.exitCode, stdout });
    expect(brokenPromise(promisedLines(block), stdout)).toBe(undefined);
  });
});

describe('fenced commands', () => {
  const page = [
    '```sh',
    'fault-sim --version',
    '```',
    'text',
    '```console exit=1',
    '$ fault-sim run broken.yaml',
    'FAIL',
    '…',
    'last',
    '```',
    '```sh no-run',
    'rm -rf /',
    '```',
  ].join('\n');

  it('are found with their marks', () => {
    const blocks = commandBlocks(page);
    expect(blocks.map(({ line, isRun, exitCode }) => [line, isRun, exitCode])).toEqual([
      [1, true, 0],
      [5, true, 1],
      [11, false, 0],
    ]);
    expect(blocks.map(scriptOf)).toEqual([
      'fault-sim --version',
      'fault-sim run broken.yaml',
      'rm -rf /',
    ]);
    expect(() => commandBlocks('```sh norun\n```')).toThrow('line 1: what is norun?');
  });

  it('break their promise when a line is missing or out of order', () => {
    expect(brokenPromise(['FAIL', 'last'], 'FAIL\nmore\nlast\n')).toBe(undefined);
    expect(brokenPromise(['FAIL', 'last'], 'last\nFAIL\n')).toBe('last');
    expect(brokenPromise(['FAIL'], 'PASS\n')).toBe('FAIL');
  });

  it('stand in README.md, so that its first page is known to work', () => {
    const blocks = commandBlocks(readFileSync(join(root, 'README.md'), 'utf8'));
    expect(blocks.filter((block) => block.isRun).length).toBeGreaterThan(0);
  });
});
