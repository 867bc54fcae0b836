import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import { Terminal } from '@xterm/headless';
import { build } from 'esbuild';
import { root } from './source-tree.ts';

const script = join(root, 'node_modules/.cache/fault-sim/live-process.mjs');

/** Bundles the process that draws fake samples; packages stay where they are. */
export async function buildLiveProcess(): Promise<void> {
  mkdirSync(join(root, 'node_modules/.cache/fault-sim'), { recursive: true });
  await build({
    absWorkingDir: root,
    entryPoints: ['test/support/live-process.ts'],
    outfile: script,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    jsx: 'automatic',
    logLevel: 'warning',
  });
}

export interface LiveRun {
  /** All bytes that the terminal was sent. */
  readonly raw: string;
  /** What a person sees when she scrolls up, oldest line first, blank lines at the end cut. */
  readonly lines: readonly string[];
  readonly code: number;
}

export interface LiveSetting {
  readonly columns: number;
  readonly rows: number;
  readonly env?: Record<string, string>;
  /** Reads no keys: stdin is not the terminal. */
  readonly withoutKeyboard?: boolean;
  /** What a shell is to do there, in place of drawing fake samples: `$0` is Node. */
  readonly shell?: string;
  /** Called once when that text was drawn. */
  readonly when?: readonly [text: string, action: (pty: Pty) => void];
}

/** What a test may do to a running process. */
export interface Pty {
  write(keys: string): void;
  resize(columns: number, rows: number): void;
}

/** Runs the process in a pseudo-terminal with a real terminal's parser behind it, to its end. */
export async function runLive(setting: LiveSetting): Promise<LiveRun> {
  const { columns, rows } = setting;
  const terminal = new Terminal({ cols: columns, rows, scrollback: 5000, allowProposedApi: true });
  const redirect = setting.withoutKeyboard === true ? '</dev/null' : '';
  const shell = setting.shell ?? `exec "$0" "$1" ${redirect}`;
  const child = spawn('sh', ['-c', shell, process.execPath, script], {
    name: 'xterm-256color',
    cols: columns,
    rows,
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', ...setting.env },
  });
  const pty: Pty = {
    write: (keys) => child.write(keys),
    resize(cols, height) {
      terminal.resize(cols, height);
      child.resize(cols, height);
    },
  };
  let raw = '';
  let waiting = setting.when;
  child.onData((text) => {
    raw += text;
    terminal.write(text);
    if (waiting === undefined || !raw.includes(waiting[0])) return;
    const [, action] = waiting;
    waiting = undefined;
    action(pty);
  });
  const code = await new Promise<number>((resolve) => {
    child.onExit(({ exitCode }) => resolve(exitCode));
  });
  await new Promise<void>((resolve) => terminal.write('', resolve));
  const { buffer } = terminal;
  const lines = Array.from({ length: buffer.active.length }, (_, line) =>
    (buffer.active.getLine(line)?.translateToString(true) ?? '').trimEnd(),
  );
  while (lines.at(-1) === '') lines.pop();
  return { raw, lines, code };
}
