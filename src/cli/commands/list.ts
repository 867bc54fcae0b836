import { defineCommand } from '../command.ts';
import { nounNames } from '../listing/noun-names.ts';

/** `fault-sim list`. */
export const list = defineCommand({
  name: 'list',
  summary: 'Lists what a scenario may name: faults, checks, programs and so on.',
  arguments: [{ name: 'noun', about: 'what to list', presence: 'optional', choices: nounNames }],
  options: [{ flags: '--json', about: 'as JSON' }],
  answers: ['list'],
  examples: [
    { line: 'fault-sim list', about: 'what can be listed' },
    { line: 'fault-sim list faults', about: 'every fault with a sentence' },
  ],
  body: async () => (await import('../listing/bodies.ts')).listItems,
});
