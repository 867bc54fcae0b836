import { UsageError } from '../../base/errors.ts';
import { canonicalJson } from '../../base/json/json.ts';
import type { CommandBody } from '../command.ts';
import { exitCode } from '../exit-code.ts';
import { itemsOfNoun } from './items.ts';
import type { Item } from './items.ts';
import { listableNames, listables, nouns } from './noun-names.ts';
import type { Listable, Noun } from './noun-names.ts';
import { tableText } from './table-text.ts';

/** A noun, when it was not said what to list. */
export interface NounItem {
  readonly name: Listable;
  readonly summary: string;
}

/** What `fault-sim list --json` answers. */
export interface ListAnswer {
  readonly schema: 'fault-sim.list/1';
  readonly noun: Noun | 'nouns';
  readonly items: readonly (Item | NounItem)[];
}

function isNoun(word: string): word is Noun {
  return Object.hasOwn(nouns, word);
}

/** Does `fault-sim list`. */
export const listItems: CommandBody = async (given, terminal, commands) => {
  const [word, ...others] = given.args;
  if (word === 'scenarios') {
    return (await import('./scenarios.ts')).listScenarios(given, terminal, commands);
  }
  if (others.length > 0) {
    throw new UsageError(`${others[0]}: only \`list scenarios\` is about files`);
  }
  const noun = word !== undefined && isNoun(word) ? word : 'nouns';
  const items =
    noun === 'nouns'
      ? listableNames.map((name) => ({ name, summary: listables[name] }))
      : itemsOfNoun(noun, commands);
  const answer: ListAnswer = { schema: 'fault-sim.list/1', noun, items };
  await terminal.stdout.write(given.flag('json') ? canonicalJson(answer) : tableText(items));
  return exitCode.asExpected;
};
