import { defineCommand } from '../command.ts';
import { usualMaxEvents } from '../limits.ts';
import { selection, steerOption } from '../selection.ts';

/** Ways of showing a run while it is played. */
export const uiWords = ['auto', 'live', 'plain', 'none'] as const;

/** Which verdicts count as failures. */
export const failWords = ['fail', 'unknown', 'any'] as const;

/** `fault-sim run`. */
export const run = defineCommand({
  name: 'run',
  summary: 'Plays scenarios, every variant and cell, and judges what must hold.',
  arguments: [
    { name: 'scenario', about: 'files, folders, or - for standard input', presence: 'several' },
  ],
  options: [
    ...selection,
    steerOption,
    {
      flags: '--duration <time>',
      about: 'the virtual end of the run, in place of the one in the file',
    },
    {
      flags: '--reporter <name[=file]>',
      about:
        'how to report (a name, or ./a-file-of-yours.ts), and where to: standard output if unsaid',
      repeatable: true,
      env: 'FAULT_SIM_REPORTERS',
    },
    { flags: '--json', about: 'the same as --reporter json' },
    { flags: '-o, --out <folder>', about: 'write report.json and events.ndjson into a folder' },
    {
      flags: '--events <file>',
      about: 'write every event as a line of JSON; - is standard output',
    },
    {
      flags: '--ui <kind>',
      about: 'what to show on standard error meanwhile',
      choices: uiWords,
      fallback: 'auto',
      env: 'FAULT_SIM_UI',
    },
    {
      flags: '--speed <factor>',
      about: 'speed of the live view: max, 10x, 1x, 0.1x',
      fallback: 'max',
    },
    { flags: '--fps <number>', about: 'frames per second of the live view', fallback: '15' },
    {
      flags: '--max-events <number>',
      about: 'stop a run after so many events',
      fallback: String(usualMaxEvents),
    },
    { flags: '--max-wall <time>', about: 'stop everything after so much real time: 60s' },
    { flags: '--strict', about: 'warnings are errors' },
    { flags: '-q, --quiet', about: 'only the last line' },
    { flags: '--verify-determinism', about: 'play every run twice and compare the traces' },
    { flags: '--dry-run', about: 'print what is scheduled, without judging' },
    {
      flags: '--fail-on <what>',
      about: 'which verdicts fail: fail forgives undecided ones, any counts them as failures',
      choices: failWords,
      fallback: 'unknown',
    },
    { flags: '--bail', about: 'stop after the first run that is not as expected' },
    { flags: '--pass-with-no-scenarios', about: 'finding nothing to run is no failure' },
  ],
  answers: ['report', 'events'],
  examples: [
    { line: 'fault-sim run scenarios/split.yaml', about: 'play a scenario and read the report' },
    { line: 'fault-sim run scenarios --reporter json=report.json', about: 'a folder, for CI' },
    { line: 'fault-sim run split.yaml --seed 7 --variant fenced', about: 'one run of many' },
  ],
  body: async () => (await import('../play/run.ts')).runScenarios,
});
