import { spawn } from '@lydell/node-pty';

/** How a command in a terminal ended, with all that the terminal was sent. */
export interface TerminalRun {
  readonly code: number;
  readonly screen: string;
}

/** Runs a command in a pseudo-terminal of 100 by 30 cells, to its end. */
export async function inTerminal(
  command: string,
  args: readonly string[],
  { cwd, env }: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<TerminalRun> {
  const terminal = spawn(command, [...args], {
    name: 'xterm-256color',
    cols: 100,
    rows: 30,
    cwd,
    env,
  });
  let screen = '';
  terminal.onData((text) => {
    screen += text;
  });
  return await new Promise((resolve) => {
    terminal.onExit(({ exitCode }) => resolve({ code: exitCode, screen }));
  });
}
