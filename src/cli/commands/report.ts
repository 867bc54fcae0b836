import { defineCommand } from '../command.ts';
import { reportWords } from '../report/words.ts';

/** `fault-sim report`. */
export const report = defineCommand({
  name: 'report',
  summary: 'Puts saved reports together.',
  arguments: [
    { name: 'what', about: 'what to do', presence: 'required', choices: reportWords },
    { name: 'report', about: 'JSON reports of `run` or `explore`', presence: 'several' },
  ],
  options: [
    { flags: '-o, --out <file>', about: 'write the result as JSON into a file too' },
    { flags: '-q, --quiet', about: 'only the last line' },
    { flags: '--json', about: 'as JSON' },
  ],
  examples: [
    {
      line: 'fault-sim report merge part-1.json part-2.json',
      about: 'one report of the parts of a search',
    },
  ],
  body: async () => (await import('../report/report.ts')).workOnReports,
});
