import { strategyNames } from '../../search/strategies/names.ts';
import { defineCommand } from '../command.ts';
import { usualMaxEvents } from '../limits.ts';
import { selection } from '../selection.ts';

/** `fault-sim explore`. */
export const explore = defineCommand({
  name: 'explore',
  summary: 'Plays scenarios with many seeds, and groups what they violate.',
  arguments: [
    { name: 'scenario', about: 'files, folders, or - for standard input', presence: 'several' },
  ],
  options: [
    ...selection.filter(({ flags }) => !flags.startsWith('--seed ')),
    { flags: '--seeds <range>', about: 'the seeds: 1..10000; else 1..1000' },
    { flags: '--runs <number>', about: 'so many seeds, from 1' },
    { flags: '--budget <time>', about: 'go on for so much real time: 60s' },
    { flags: '--jobs <number>', about: 'threads; else one for each core' },
    {
      flags: '--strategy <name>',
      about: 'what each seed is made to play',
      choices: strategyNames,
      fallback: 'random',
    },
    {
      flags: '--max-failures <number>',
      about: 'of each variant and cell no more than the first so many seeds that violate something',
    },
    {
      flags: '--shard <i/n>',
      about:
        'only this part of the runs, for `fault-sim report merge`: 2/5; auto: as the engine of the job tells',
    },
    {
      flags: '--journal <file>',
      about: 'keep what was played in a file, and go on from it when it is there',
    },
    {
      flags: '--min-coverage <share>',
      about: 'fail when fewer of the faults touched something: 90%',
    },
    {
      flags: '--max-events <number>',
      about: 'stop a run after so many events',
      fallback: String(usualMaxEvents),
    },
    { flags: '--strict', about: 'warnings are errors' },
    { flags: '--verify-determinism', about: 'play every run twice and compare the traces' },
    { flags: '-o, --out <file>', about: 'write the report as JSON into a file too' },
    { flags: '-q, --quiet', about: 'only the last line' },
    { flags: '--json', about: 'as JSON' },
  ],
  answers: ['explore'],
  examples: [
    {
      line: 'fault-sim explore scenarios/split.yaml --seeds 1..10000',
      about: 'ten thousand seeds on all cores',
    },
    {
      line: 'fault-sim explore split.yaml --variant unfenced --max-failures 1',
      about: 'the first seed that breaks a design',
    },
    {
      line: 'fault-sim explore scenarios --shard 2/5 --json > part-2.json',
      about: 'one part of five, on one machine of five',
    },
  ],
  body: async () => (await import('../explore/explore.ts')).exploreScenarios,
});
