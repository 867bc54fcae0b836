import { defineCommand } from '../command.ts';
import { usualMaxEvents, usualMostTries } from '../limits.ts';
import { selection, steerOption } from '../selection.ts';

/** `fault-sim shrink`. */
export const shrink = defineCommand({
  name: 'shrink',
  summary: 'Makes a scenario that violates a check as small as it gets, every fault written out.',
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
    { flags: '-o, --out <file>', about: 'write the scenario into a file; else standard output' },
    {
      flags: '--max-runs <number>',
      about: 'play no more than so many scenarios on the way',
      fallback: String(usualMostTries),
    },
    { flags: '--budget <time>', about: 'stop after so much real time, with what there is then' },
    {
      flags: '--max-events <number>',
      about: 'stop a run after so many events',
      fallback: String(usualMaxEvents),
    },
    { flags: '-q, --quiet', about: 'say nothing on the way' },
  ],
  examples: [
    {
      line: 'fault-sim shrink split.yaml --variant unfenced --seed 4312 -o smallest.yaml',
      about: 'from a seed that `explore` named',
    },
    {
      line: 'fault-sim shrink report.json scenarios',
      about: 'from the first failure in a report, whose scenario is somewhere below',
    },
  ],
  body: async () => (await import('../shrink/shrink.ts')).shrinkScenario,
});
