import { existsSync } from 'node:fs';
import { spawn } from '@lydell/node-pty';
import { beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt, launcher } from '../support/built.ts';
import { runCli } from '../support/cli.ts';
import { scratch } from '../support/scratch.ts';
import { root } from '../support/source-tree.ts';

const folder = scratch();
const raft = 'scenarios/majority/raft-under-nemesis.yaml';

beforeAll(ensureBuilt);

/** Runs a command in a terminal and sends Ctrl+C when it has said something of itself. */
async function interruptedAt(
  sign: string,
  args: readonly string[],
): Promise<{ readonly code: number; readonly screen: string }> {
  const env: Record<string, string | undefined> = { ...process.env, TERM: 'xterm-256color' };
  const terminal = spawn(process.execPath, [launcher, ...args], {
    cols: 100,
    rows: 30,
    cwd: root,
    env,
  });
  let screen = '';
  let acted = false;
  terminal.onData((text) => {
    screen += text;
    if (acted || !screen.includes(sign)) return;
    acted = true;
    terminal.write('\u0003');
  });
  return await new Promise((resolve) => {
    terminal.onExit(({ exitCode }) => resolve({ code: exitCode, screen }));
  });
}

describe('a command that is stopped by Ctrl+C', { timeout: 120_000 }, () => {
  it('replay: compares nothing that was not played to its end', async () => {
    const { code, screen } = await interruptedAt('the same', ['replay', raft]);
    expect(code).toBe(130);
    expect(screen).not.toContain('the same 0 events');
    expect(screen).not.toContain('differ');
  });

  it('shrink: writes what is left, which still fails', async () => {
    const out = folder.of('left.yaml');
    const args = ['shrink', raft, '--variant', 'old-term-commit', '-o', out];
    const { code, screen } = await interruptedAt('played: ', args);
    expect(code).toBe(130);
    expect(screen).toContain('stopped before it was known');
    expect(existsSync(out)).toBe(true);
    expect((await runCli(['run', out, '-q'])).code).toBe(1);
  });

  it('mutate: counts no mutant as alive that it has not hunted to the end', async () => {
    const args = ['mutate', 'interleaved-persist', 'own-copy-reads', '--seeds', '1..2000'];
    const { code, screen } = await interruptedAt('interleaved-persist', args);
    expect(code).toBe(130);
    expect(screen).toContain('It ended early: SIGINT');
    expect(screen).not.toContain('survived');
  });
});
