import { defineCommand } from '../command.ts';
import { usualMaxEvents } from '../limits.ts';
import { selection, steerOption } from '../selection.ts';

/** `fault-sim replay`. */
export const replay = defineCommand({
  name: 'replay',
  summary:
    'Plays again what a report tells of, and compares the traces event by event, and the verdicts.',
  arguments: [
    {
      name: 'report',
      about:
        'JSON reports of `run`; a scenario is played twice. Beside reports: where to find theirs',
      presence: 'several',
    },
  ],
  options: [
    ...selection,
    steerOption,
    {
      flags: '--events <file>',
      about: 'the events that were written with the report, to show both sides of a difference',
    },
    {
      flags: '--max-events <number>',
      about: 'stop a run after so many events',
      fallback: String(usualMaxEvents),
    },
    { flags: '-q, --quiet', about: 'only what differs' },
  ],
  examples: [
    { line: 'fault-sim replay report.json scenarios/split.yaml', about: 'does it still play so?' },
    { line: 'fault-sim replay split.yaml', about: 'is it deterministic?' },
  ],
  body: async () => (await import('../replay/replay.ts')).replayRuns,
});
