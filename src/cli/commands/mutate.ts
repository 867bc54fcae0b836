import { strategyNames } from '../../search/strategies/names.ts';
import { defineCommand } from '../command.ts';
import { usualMaxEvents } from '../limits.ts';

/** `fault-sim mutate`. */
export const mutate = defineCommand({
  name: 'mutate',
  summary: 'Plants known bugs in the built-in programs, and tells which of them a search finds.',
  arguments: [{ name: 'mutant', about: 'only these; else all of them', presence: 'any' }],
  options: [
    {
      flags: '--seeds <range>',
      about: 'the seeds that a strategy may play for a mutant',
      fallback: '1..300',
    },
    {
      flags: '--strategy <name>',
      about: 'how to search; else random and swarm',
      choices: strategyNames,
      repeatable: true,
    },
    {
      flags: '--max-events <number>',
      about: 'stop a run after so many events',
      fallback: String(usualMaxEvents),
    },
    { flags: '-q, --quiet', about: 'say nothing on the way' },
    { flags: '--json', about: 'as JSON' },
  ],
  answers: ['mutate'],
  examples: [
    {
      line: 'fault-sim mutate no-fencing own-copy-reads',
      about: 'two bugs, each hunted until the first seed that shows it',
    },
    { line: 'fault-sim mutate --strategy swarm --seeds 1..2000 --json', about: 'all of them' },
  ],
  body: async () => (await import('../mutate/mutate.ts')).huntMutants,
});
