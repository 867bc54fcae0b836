import { reporterNames } from '../../reports/names.ts';
import { traceNames } from '../../reports/traces/names.ts';
import { defineCommand } from '../command.ts';
import { diffFailures, diffFormats, reportWords } from '../report/words.ts';

/** `fault-sim report`. */
export const report = defineCommand({
  name: 'report',
  summary:
    'Compares saved reports, puts them together, shows one in another form, or turns the events of runs into what other tools open.',
  arguments: [
    { name: 'what', about: 'what to do', presence: 'required', choices: reportWords },
    {
      name: 'report',
      about:
        'JSON reports of `run` or `explore`; convert: a report of `run`, and where its scenarios are, or what `run --events` wrote, or - for standard input',
      presence: 'several',
    },
  ],
  options: [
    {
      flags: '-o, --out <file>',
      about:
        'write the result as JSON into a file too; convert: into a file, in place of standard output',
    },
    {
      flags: '--to <name>',
      about:
        'convert: into what; a report into what `fault-sim list reporters` names, events into what `fault-sim list traces` does; or ./a-reporter-of-yours.ts',
      only: ['convert'],
      choices: [...reporterNames, ...traceNames],
      orOwnFile: true,
    },
    {
      flags: '--format <name>',
      about: 'diff: how differences are written',
      only: ['diff'],
      choices: diffFormats,
      fallback: 'text',
    },
    {
      flags: '--fail-on <what>',
      about: 'diff: which differences give the exit code 1',
      only: ['diff'],
      choices: diffFailures,
      fallback: 'any',
    },
    {
      flags: '--ignore <path>',
      about: 'diff: differences that do not count: metrics, metrics.p99, faults, trace',
      only: ['diff'],
      repeatable: true,
    },
    {
      flags: '--tolerance <metric=share>',
      about: 'diff: how far a metric may be from before: p99=5%, or 5% for all',
      only: ['diff'],
      repeatable: true,
    },
    { flags: '-q, --quiet', about: 'diff, merge: only the last line', only: ['diff', 'merge'] },
    { flags: '--json', about: 'diff, merge: as JSON', only: ['diff', 'merge'] },
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
    {
      line: 'fault-sim report convert report.json scenarios --to junit -o faults.xml',
      about: 'the same that `run --reporter junit` would have written',
    },
    {
      line: 'fault-sim report convert events.ndjson --to perfetto -o run.json',
      about: 'a timeline for ui.perfetto.dev',
    },
  ],
  body: async () => (await import('../report/report.ts')).workOnReports,
});
