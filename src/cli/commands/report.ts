import { defineCommand } from '../command.ts';
import { diffFailures, diffFormats, reportWords } from '../report/words.ts';

/** `fault-sim report`. */
export const report = defineCommand({
  name: 'report',
  summary: 'Compares saved reports, or puts them together.',
  arguments: [
    { name: 'what', about: 'what to do', presence: 'required', choices: reportWords },
    { name: 'report', about: 'JSON reports of `run` or `explore`', presence: 'several' },
  ],
  options: [
    { flags: '-o, --out <file>', about: 'write the result as JSON into a file too' },
    {
      flags: '--format <name>',
      about: 'diff: how differences are written',
      only: 'diff',
      choices: diffFormats,
      fallback: 'text',
    },
    {
      flags: '--fail-on <what>',
      about: 'diff: which differences give the exit code 1',
      only: 'diff',
      choices: diffFailures,
      fallback: 'any',
    },
    {
      flags: '--ignore <path>',
      about: 'diff: differences that do not count: metrics, metrics.p99, faults, trace',
      only: 'diff',
      repeatable: true,
    },
    {
      flags: '--tolerance <metric=share>',
      about: 'diff: how far a metric may be from before: p99=5%, or 5% for all',
      only: 'diff',
      repeatable: true,
    },
    { flags: '-q, --quiet', about: 'only the last line' },
    { flags: '--json', about: 'as JSON' },
  ],
  answers: ['diff', 'report', 'explore'],
  examples: [
    {
      line: 'fault-sim report diff before.json after.json --fail-on regression',
      about: 'for CI: what was as expected and is not any more',
    },
    {
      line: 'fault-sim report merge part-1.json part-2.json',
      about: 'one report of the parts of a search',
    },
  ],
  body: async () => (await import('../report/report.ts')).workOnReports,
});
