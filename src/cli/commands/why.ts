import { defineCommand } from '../command.ts';
import { usualMaxEvents } from '../limits.ts';
import { selection, steerOption } from '../selection.ts';

/** `fault-sim why`. */
export const why = defineCommand({
  name: 'why',
  summary: 'Says what a violation needs, what led to it, and when it was decided.',
  arguments: [
    {
      name: 'scenario',
      about: 'the scenario, or the JSON report of a `run` or `explore` that found it',
      presence: 'required',
    },
    {
      name: 'scenarios',
      about: 'after a report: the scenario that it is about, or a folder above it',
      presence: 'any',
    },
  ],
  options: [
    ...selection,
    steerOption,
    { flags: '--points <number>', about: 'instants of the blame curve', fallback: '16' },
    { flags: '--futures <number>', about: 'how often each is drawn anew', fallback: '16' },
    { flags: '--budget <time>', about: 'stop drawing anew after so much real time' },
    {
      flags: '--max-events <number>',
      about: 'stop a run after so many events',
      fallback: String(usualMaxEvents),
    },
    { flags: '--json', about: 'as JSON' },
  ],
  answers: ['why'],
  examples: [
    {
      line: 'fault-sim why split.yaml --variant unfenced --seed 4312',
      about: 'the story of one seed',
    },
  ],
  body: async () => (await import('../why/why.ts')).explainViolation,
});
