import {
  type JsonSchema,
  type KeysOf,
  listOf,
  recordOf,
  textOf,
  wordOf,
} from '../../run/report/json-schema.ts';
import { itemSchema } from './item-schema.ts';
import type { ListAnswer, NounItem } from './list.ts';
import { listableNames } from './noun-names.ts';
import type { ScenarioItem, ScenariosAnswer } from './scenarios.ts';

const noun: KeysOf<NounItem> = {
  name: wordOf(listableNames, 'What can be listed.'),
  summary: textOf('One sentence.'),
};

const scenario: KeysOf<ScenarioItem> = {
  file: textOf('The file as it was named or found.'),
  name: textOf('The name of the scenario.'),
  summary: textOf('What it says of itself; empty: nothing.'),
  topics: listOf(textOf('A topic.'), 'What it is about.'),
  rows: listOf(textOf('A row.'), 'The rows of the chapter that it shows.'),
};

const list: KeysOf<ListAnswer | ScenariosAnswer> = {
  schema: { const: 'fault-sim.list/1' },
  noun: wordOf([...listableNames, 'nouns'], 'What was to be listed; `nouns` when nobody said.'),
  items: listOf(
    {
      anyOf: [
        itemSchema,
        recordOf(noun, 'One of the `nouns`.'),
        recordOf(scenario, 'One of the `scenarios`.'),
      ],
    },
    'In the order of the reference; scenarios in that of their files.',
  ),
};

/** The JSON Schema of what `fault-sim list --json` answers. */
export const listSchema: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'fault-sim list',
  ...recordOf(list, 'What can be named, with a sentence for each.'),
};
