import { defineCommand } from '../command.ts';
import { selection } from '../selection.ts';

/** `fault-sim validate`. */
export const validate = defineCommand({
  name: 'validate',
  summary: 'Checks scenarios without playing them: grammar, names, units, selectors and programs.',
  arguments: [
    { name: 'scenario', about: 'files, folders, or - for standard input', presence: 'several' },
  ],
  options: [
    ...selection,
    { flags: '--json', about: 'as JSON' },
    { flags: '--strict', about: 'warnings are errors' },
    {
      flags: '--print-normalized',
      about: 'print the scenario as it was understood: overlays applied, units read',
    },
  ],
  answers: ['validate', 'normalized'],
  examples: [{ line: 'fault-sim validate scenarios', about: 'every scenario in a folder' }],
  body: async () => (await import('../validate/validate.ts')).validateScenarios,
});
