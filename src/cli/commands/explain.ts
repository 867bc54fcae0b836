import { defineCommand } from '../command.ts';

/** `fault-sim explain`. */
export const explain = defineCommand({
  name: 'explain',
  summary:
    'Explains a word: a fault, a check, a program, an error code, a topic or a row of the chapter; or what takes the quorum of a scenario.',
  arguments: [
    { name: 'word', about: 'what to explain; `cuts` of a scenario', presence: 'required' },
    { name: 'scenario', about: 'the file whose cuts are wanted', presence: 'optional' },
  ],
  options: [{ flags: '--json', about: 'as JSON' }],
  answers: ['explain', 'cuts'],
  examples: [
    { line: 'fault-sim explain pause', about: 'what the fault does, its keys, an example' },
    { line: 'fault-sim explain E_MISSING_UNIT', about: 'what an error means' },
    { line: 'fault-sim explain reply-late', about: 'a word of a report' },
    { line: 'fault-sim explain F1', about: 'a row of the chapter' },
    {
      line: 'fault-sim explain cuts scenarios/majority/one-copy.yaml',
      about: 'which failures, one or several at a time, leave no majority',
    },
  ],
  body: async () => (await import('../listing/bodies.ts')).explainWord,
});
