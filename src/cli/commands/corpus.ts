import { defineCommand } from '../command.ts';
import { corpusWords } from '../corpus/words.ts';
import { usualMaxEvents, usualMostTries } from '../limits.ts';
import { selection, steerOption } from '../selection.ts';

/** `fault-sim corpus`. */
export const corpus = defineCommand({
  name: 'corpus',
  summary: 'Keeps failures that were found as small scenarios, and plays them again.',
  arguments: [
    { name: 'what', about: 'what to do', presence: 'required', choices: corpusWords },
    { name: 'folder', about: 'where they are kept', presence: 'required' },
    {
      name: 'scenario',
      about: 'add: the scenario, or the JSON report of a `run` or `explore` that found it',
      presence: 'optional',
    },
    {
      name: 'scenarios',
      about: 'add: after a report: the scenario that it is about, or a folder above it',
      presence: 'any',
    },
  ],
  options: [
    ...selection,
    steerOption,
    {
      flags: '--max-runs <number>',
      about: 'add: play no more than so many scenarios on the way',
      only: ['add'],
      fallback: String(usualMostTries),
    },
    {
      flags: '--budget <time>',
      about: 'add: stop shrinking after so much real time',
      only: ['add'],
    },
    { flags: '--bail', about: 'run: stop at the first that fails', only: ['run'] },
    {
      flags: '--reporter <name[=file]>',
      about: 'run: how to report, and where to',
      only: ['run'],
      repeatable: true,
    },
    { flags: '--json', about: 'run: the same as --reporter json', only: ['run'] },
    {
      flags: '--ui <kind>',
      about: 'run: what to show on standard error meanwhile',
      only: ['run'],
      choices: ['auto', 'live', 'plain', 'none'],
      fallback: 'none',
    },
    {
      flags: '--max-events <number>',
      about: 'stop a run after so many events',
      fallback: String(usualMaxEvents),
    },
    { flags: '-q, --quiet', about: 'say nothing on the way' },
  ],
  answers: ['report'],
  examples: [
    {
      line: 'fault-sim corpus add found split.yaml --variant unfenced --seed 4312',
      about: 'shrinks a failure and keeps it in the folder found',
    },
    {
      line: 'fault-sim corpus add found report.json scenarios',
      about: 'each kind of failure that a search found',
    },
    { line: 'fault-sim corpus run found --bail', about: 'what fails soonest comes first' },
  ],
  body: async () => (await import('../corpus/corpus.ts')).workOnCorpus,
});
