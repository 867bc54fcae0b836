import { wrapCells } from '../../base/cells.ts';
import { canonicalJson } from '../../base/json.ts';
import { textWidth } from '../../base/width.ts';
import type { CommandBody } from '../command.ts';
import { exitCode } from '../exit-code.ts';
import { itemsOfNoun } from './items.ts';
import type { Item } from './items.ts';
import { nounNames, nouns } from './noun-names.ts';
import type { Noun } from './noun-names.ts';

/** A noun, when it was not said what to list. */
export interface NounItem {
  readonly name: Noun;
  readonly summary: string;
}

/** What `fault-sim list --json` answers. */
export interface ListAnswer {
  readonly schema: 'fault-sim.list/1';
  readonly noun: Noun | 'nouns';
  readonly items: readonly (Item | NounItem)[];
}

const columns = 100;
const leastSummary = 40;

/** Names and sentences in two columns. */
export function tableText(
  rows: readonly { readonly name: string; readonly summary: string }[],
): string {
  const names = Math.max(0, ...rows.map(({ name }) => textWidth(name)));
  const width = Math.max(leastSummary, columns - names - 2);
  return rows
    .flatMap(({ name, summary }) =>
      wrapCells(summary, width).map((line, index) => {
        const shown = index === 0 ? name : '';
        return `${shown}${' '.repeat(names - textWidth(shown))}  ${line}\n`;
      }),
    )
    .join('');
}

function isNoun(word: string): word is Noun {
  return Object.hasOwn(nouns, word);
}

/** Does `fault-sim list`. */
export const listItems: CommandBody = async (given, terminal, commands) => {
  const [word] = given.args;
  const noun = word !== undefined && isNoun(word) ? word : 'nouns';
  const items =
    noun === 'nouns'
      ? nounNames.map((name) => ({ name, summary: nouns[name] }))
      : itemsOfNoun(noun, commands);
  const answer: ListAnswer = { schema: 'fault-sim.list/1', noun, items };
  await terminal.stdout.write(given.flag('json') ? canonicalJson(answer) : tableText(items));
  return exitCode.asExpected;
};
