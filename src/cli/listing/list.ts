import { wrapCells } from '../../base/cells.ts';
import { canonicalJson } from '../../base/json.ts';
import { textWidth } from '../../base/width.ts';
import type { CommandBody } from '../command.ts';
import { exitCode } from '../exit-code.ts';
import { itemsOfNoun } from './items.ts';
import { nounNames, nouns } from './noun-names.ts';
import type { Noun } from './noun-names.ts';

const columns = 100;
const leastSummary = 40;

/** Names and sentences in two columns. */
function tableText(rows: readonly { readonly name: string; readonly summary: string }[]): string {
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
  const items =
    word !== undefined && isNoun(word)
      ? itemsOfNoun(word, commands)
      : nounNames.map((name) => ({ name, summary: nouns[name] }));
  const text = given.flag('json')
    ? canonicalJson({ schema: 'fault-sim.list/1', noun: word ?? 'nouns', items })
    : tableText(items);
  await terminal.stdout.write(text);
  return exitCode.asExpected;
};
