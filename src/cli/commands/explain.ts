import { defineCommand } from '../command.ts';

/** `fault-sim explain`. */
export const explain = defineCommand({
  name: 'explain',
  summary:
    'Explains a word: a fault, a check, a program, an error code, a topic or a row of the chapter.',
  arguments: [{ name: 'word', about: 'what to explain', presence: 'required' }],
  options: [{ flags: '--json', about: 'as JSON' }],
  examples: [
    { line: 'fault-sim explain pause', about: 'what the fault does, its keys, an example' },
    { line: 'fault-sim explain E_MISSING_UNIT', about: 'what an error means' },
    { line: 'fault-sim explain F1', about: 'a row of the chapter' },
  ],
  body: async () => (await import('../listing/bodies.ts')).explainWord,
});
