import type { CommandDefinition, OptionDefinition } from '../command.ts';
import { itemsOfNoun } from '../listing/items.ts';
import { nounNames } from '../listing/noun-names.ts';
import { looks } from '../terminal.ts';

/** A flag as shells complete it. */
export interface FlagWords {
  /** `-o` and `--out`. */
  readonly names: readonly string[];
  readonly about: string;
  readonly takesValue: boolean;
  readonly choices: readonly string[];
}

/** A command as shells complete it. */
export interface CommandWords {
  readonly name: string;
  readonly summary: string;
  readonly flags: readonly FlagWords[];
  /** What the first argument may be, files being all others; empty: a file too. */
  readonly words: readonly string[];
}

function flagOf({ flags, about, choices = [] }: OptionDefinition): FlagWords {
  const names = flags.split(/,\s*|\s+/).filter((word) => word.startsWith('-'));
  return { names, about, takesValue: flags.includes('<'), choices };
}

/** Everything that can be completed, from the definitions of the commands and the shelves. */
export function completionWords(commands: readonly CommandDefinition[]): readonly CommandWords[] {
  const items = nounNames.flatMap((noun) => itemsOfNoun(noun, commands));
  const explained = [...new Set(items.map(({ name }) => name))];
  return commands.map((command) => ({
    name: command.name,
    summary: command.summary,
    flags: [...command.options, ...looks.options].map(flagOf),
    words:
      command.name === 'explain'
        ? explained
        : command.arguments.flatMap(({ choices = [] }) => choices),
  }));
}
