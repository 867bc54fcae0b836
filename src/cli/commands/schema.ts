import { defineCommand } from '../command.ts';

/** The formats that have a JSON Schema. */
export const schemaNames = [
  'scenario',
  'report',
  'events',
  'program',
  'check',
  'explore',
  'mutate',
] as const;

/** One of them. */
export type SchemaName = (typeof schemaNames)[number];

/** `fault-sim schema`. */
export const schema = defineCommand({
  name: 'schema',
  summary: 'Prints the JSON Schema of a format.',
  arguments: [
    { name: 'format', about: 'which format', presence: 'required', choices: schemaNames },
  ],
  options: [],
  examples: [{ line: 'fault-sim schema scenario > scenario.schema.json', about: 'for an editor' }],
  body: async () => (await import('../listing/bodies.ts')).printSchema,
});
