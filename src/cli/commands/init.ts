import { defineCommand } from '../command.ts';

/** `fault-sim init`. */
export const init = defineCommand({
  name: 'init',
  summary: 'Writes a first scenario with a program of its own and a CI workflow, ready to run.',
  arguments: [
    { name: 'folder', about: 'where to; the working directory when absent', presence: 'optional' },
  ],
  options: [],
  examples: [
    { line: 'fault-sim init my-faults', about: 'a new folder; nothing is ever overwritten' },
  ],
  body: async () => (await import('../listing/bodies.ts')).initFolder,
});
