import { defineCommand } from '../command.ts';
import { shells } from '../completion/shell.ts';

/** `fault-sim completion`. */
export const completion = defineCommand({
  name: 'completion',
  summary: 'Prints a script that completes commands, flags and names in a shell.',
  arguments: [
    { name: 'shell', about: 'the shell to write for', presence: 'required', choices: shells },
  ],
  options: [],
  examples: [
    { line: 'fault-sim completion bash >> ~/.bashrc', about: 'complete in every new bash' },
  ],
  body: async () => (await import('../listing/bodies.ts')).printCompletion,
});
