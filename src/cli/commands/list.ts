import { defineCommand } from '../command.ts';
import { listableNames } from '../listing/noun-names.ts';

/** `fault-sim list`. */
export const list = defineCommand({
  name: 'list',
  summary: 'Lists what a scenario may name: faults, checks, programs and so on; and scenarios.',
  arguments: [
    { name: 'noun', about: 'what to list', presence: 'optional', choices: listableNames },
    {
      name: 'scenario',
      about: 'scenarios: files and folders; the folder `scenarios` when absent',
      presence: 'any',
    },
  ],
  options: [
    {
      flags: '--topic <name>',
      about: 'scenarios: only those about this topic',
      only: ['scenarios'],
      repeatable: true,
    },
    {
      flags: '--row <name>',
      about: 'scenarios: only those that show this row of the chapter',
      only: ['scenarios'],
      repeatable: true,
    },
    { flags: '--json', about: 'as JSON' },
  ],
  answers: ['list'],
  examples: [
    { line: 'fault-sim list', about: 'what can be listed' },
    { line: 'fault-sim list faults', about: 'every fault with a sentence' },
    {
      line: 'fault-sim list scenarios --topic process-pauses',
      about: 'scenarios in which processes stand still',
    },
  ],
  body: async () => (await import('../listing/bodies.ts')).listItems,
});
