import { defineCommand } from '../command.ts';
import { formatNames } from '../listing/formats.ts';

/** `fault-sim schema`. */
export const schema = defineCommand({
  name: 'schema',
  summary: 'Prints the JSON Schema of a format, or lists the formats that have one.',
  arguments: [
    { name: 'format', about: 'which format', presence: 'optional', choices: formatNames },
  ],
  options: [],
  examples: [
    { line: 'fault-sim schema', about: 'which formats there are' },
    { line: 'fault-sim schema scenario > scenario.schema.json', about: 'for an editor' },
    { line: 'fault-sim schema diff', about: 'what a job reads that compares reports' },
  ],
  body: async () => (await import('../listing/bodies.ts')).printSchema,
});
