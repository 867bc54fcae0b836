import {
  type JsonSchema,
  type KeysOf,
  listOf,
  mapOf,
  orNull,
  recordOf,
  textOf,
  wholeOf,
  wordOf,
} from '../../run/report/json-schema.ts';
import type { TextBlock } from './history-blocks.ts';
import type { Item, KeyItem } from './items.ts';
import { nounNames } from './noun-names.ts';
import type { ContentsItem, MessageContents } from './program-contents.ts';

/** A place where a JSON Schema stands. */
function schemaOf(about: string): JsonSchema {
  return { $ref: 'https://json-schema.org/draft/2020-12/schema', description: about };
}

const message: KeysOf<MessageContents> = {
  body: schemaOf('What it carries.'),
  reply: orNull(schemaOf('What the answer carries; null: nobody answers it.')),
  refusals: orNull(
    mapOf(schemaOf('What it tells.'), 'How it may be refused, by code; null: nobody answers it.'),
  ),
  costNs: wholeOf('CPU time in nanoseconds that it costs before its handler runs.'),
};

const contents: KeysOf<ContentsItem> = {
  config: schemaOf('What a scenario may write under `config` of a node.'),
  messages: mapOf(recordOf(message, 'A kind of message.'), 'What it says and hears, by kind.'),
  events: mapOf(schemaOf('What is told with it.'), 'What it reports while it runs, by name.'),
  points: listOf(textOf('A place.'), 'Places in its code where a schedule may stop it.'),
  roles: mapOf(
    recordOf(
      {
        event: textOf('Who reported it last has the role.'),
        rank: orNull(textOf('The field of the event that tells whose is higher; null: none does.')),
      },
      'How somebody comes to it.',
    ),
    'Words for selectors, such as `leader of raft`.',
  ),
  handlers: wordOf(['interleaved', 'one-at-a-time'], 'Whether others run while one of them waits.'),
  lies: mapOf(
    listOf(textOf('A kind of message that it rewrites.'), 'What it rewrites.'),
    'Lies that a `lie` fault may name.',
  ),
};

const key: KeysOf<KeyItem> = {
  name: textOf('The key.'),
  value: textOf('What may be written.'),
  fallback: textOf('The default, `required` or `none`.'),
  about: textOf('What it is for.'),
};

const block: KeysOf<TextBlock> = {
  title: textOf('Its title.'),
  lines: listOf(textOf('A line.'), 'Its lines.'),
};

/** The keys of an item; only programs have `contents`. */
export const itemKeys: KeysOf<Item> = {
  noun: wordOf(nounNames, 'Among what `fault-sim list` shows it.'),
  name: textOf('The word that scenarios and command lines use.'),
  summary: textOf('One sentence.'),
  keys: listOf(recordOf(key, 'A key.'), 'The keys that it takes, for people.'),
  example: orNull(textOf('A line that works; null: there is none.')),
  facts: listOf(
    recordOf({ name: textOf('What about.'), text: textOf('What.') }, 'A fact.'),
    'Facts about it, for people.',
  ),
  blocks: listOf(recordOf(block, 'A text.'), 'Texts of several lines.'),
  contents: recordOf(contents, 'Its table of contents, all but the code.'),
};

/** The JSON Schema of something that can be listed and explained. */
export const itemSchema: JsonSchema = recordOf(itemKeys, 'Something that has a name.', [
  'contents',
]);
