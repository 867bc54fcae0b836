import type { CommandBody } from '../command.ts';
import { exitCode } from '../exit-code.ts';
import { bashScript } from './bash.ts';
import { fishScript } from './fish.ts';
import { shells } from './shell.ts';
import type { Shell } from './shell.ts';
import { completionWords } from './words.ts';
import type { CommandWords } from './words.ts';
import { zshScript } from './zsh.ts';

const writers: Readonly<Record<Shell, (commands: readonly CommandWords[]) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

/** Does `fault-sim completion`. */
export const printCompletion: CommandBody = async (given, terminal, commands) => {
  const shell = shells.find((name) => name === given.args[0]);
  if (shell !== undefined) await terminal.stdout.write(writers[shell](completionWords(commands)));
  return exitCode.asExpected;
};
