import {
  type JsonSchema,
  type KeysOf,
  listOf,
  recordOf,
  textOf,
} from '../../run/report/json-schema.ts';
import type { ExplainAnswer } from './explain.ts';
import { itemSchema } from './item-schema.ts';

const explanation: KeysOf<ExplainAnswer> = {
  schema: { const: 'fault-sim.explain/1' },
  word: textOf('The word as it was given.'),
  items: listOf(
    itemSchema,
    'What it means, for a word may stand for several things; of a word of programs the programs, and of one that is the name of nothing what speaks of it.',
  ),
};

/** The JSON Schema of what `fault-sim explain --json` answers about a word. */
export const explainSchema: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'fault-sim explain',
  ...recordOf(explanation, 'What a word means.'),
};
