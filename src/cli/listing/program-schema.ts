import { type JsonSchema, recordOf } from '../../run/report/json-schema.ts';
import { itemKeys } from './item-schema.ts';

/** The JSON Schema of a program, as it stands among the `items` of `list` and `explain`. */
export const programSchema: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'fault-sim program, one of the items of `fault-sim list programs --json`',
  ...recordOf({ ...itemKeys, noun: { const: 'programs' } }, 'What a program says of itself.'),
};
