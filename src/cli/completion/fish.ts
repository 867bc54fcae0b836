import type { CommandWords, FlagWords } from './words.ts';

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll(`'`, `\\'`)}'`;
}

function flagLine(command: string, { names, about, takesValue, choices }: FlagWords): string {
  const spelt = names.map((name) =>
    name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`,
  );
  const value = choices.length > 0 ? ` -xa ${quoted(choices.join(' '))}` : takesValue ? ' -r' : '';
  return `complete -c fault-sim -n '__fish_seen_subcommand_from ${command}' ${spelt.join(' ')}${value} -d ${quoted(about)}`;
}

function commandLines({ name, summary, flags, words }: CommandWords): string[] {
  // The command itself may be one of the words: `explain explain`.
  const behind = words.filter((word) => word !== name);
  return [
    `complete -c fault-sim -n __fish_use_subcommand -f -a ${name} -d ${quoted(summary)}`,
    ...(words.length === 0
      ? []
      : [
          `complete -c fault-sim -n '__fish_seen_subcommand_from ${name}; and not __fish_seen_subcommand_from ${behind.join(' ')}' -f -a ${quoted(words.join(' '))}`,
        ]),
    ...flags.map((flag) => flagLine(name, flag)),
  ];
}

/** A completion script for fish. */
export function fishScript(commands: readonly CommandWords[]): string {
  return `# fault-sim completion for fish\n${commands.flatMap(commandLines).join('\n')}\n`;
}
