import { spawn } from 'node:child_process';
import { ensureBuilt, launcher } from './built.ts';
import { root } from './source-tree.ts';

/** How a child process ended, and what it said. */
export interface Finished {
  /** The exit code; null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where and how a child runs; the repository's root and our own environment when not said. */
export interface Surroundings {
  readonly cwd?: string;
  /** Added to our environment; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly input?: string;
  readonly timeoutMs?: number;
}

/** Runs a program to its end; rejects only if it could not be started. */
export async function finished(
  command: string,
  args: readonly string[],
  { cwd = root, env = {}, input = '', timeoutMs = 120_000 }: Surroundings = {},
): Promise<Finished> {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: 'pipe',
    timeout: timeoutMs,
  });
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      said[stream] += text;
    });
  }
  // A child that ends without reading its input closes the pipe under us.
  child.stdin.on('error', () => {}).end(input);
  return await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...said }));
  });
}

/** Runs the built fault-sim with this very Node. */
export async function runCli(
  args: readonly string[],
  surroundings?: Surroundings,
): Promise<Finished> {
  ensureBuilt();
  return await finished(process.execPath, [launcher, ...args], surroundings);
}
