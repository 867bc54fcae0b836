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
import { nounNames } from './noun-names.ts';

const noun: KeysOf<NounItem> = {
  name: wordOf(nounNames, 'What can be listed.'),
  summary: textOf('One sentence.'),
};

const list: KeysOf<ListAnswer> = {
  schema: { const: 'fault-sim.list/1' },
  noun: wordOf([...nounNames, 'nouns'], 'What was to be listed; `nouns` when nobody said.'),
  items: listOf(
    { anyOf: [itemSchema, recordOf(noun, 'One of the `nouns`.')] },
    'In the order of the reference.',
  ),
};

/** The JSON Schema of what `fault-sim list --json` answers. */
export const listSchema: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'fault-sim list',
  ...recordOf(list, 'What can be named, with a sentence for each.'),
};
