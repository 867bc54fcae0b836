import { exportFormats, formatWords, promises } from '../check/words.ts';
import { defineCommand } from '../command.ts';

/** `fault-sim check`. */
export const check = defineCommand({
  name: 'check',
  summary:
    'Judges recorded histories: whether one copy of the object could have given these answers.',
  arguments: [
    {
      name: 'history',
      about: 'files: events of a run, or a history as Jepsen records it; - for standard input',
      presence: 'several',
    },
  ],
  options: [
    {
      flags: '--model <name>',
      about: 'what was asked: a model of `fault-sim list models`, or list-append, rw-register',
    },
    {
      flags: '--consistency <name>',
      about: `what was promised: ${promises.join(', ')}; of transactions a level of isolation`,
    },
    {
      flags: '--format <name>',
      about: 'how the file is written',
      choices: formatWords,
      fallback: 'auto',
    },
    {
      flags: '--initial <value>',
      about: "what the object held at first, in place of the model's own: JSON or a word",
    },
    { flags: '--no-partition', about: 'do not take keys apart: one search over all of them' },
    {
      flags: '--keyed',
      about: 'values of a Jepsen history are pairs of a key and a value; else it is found out',
    },
    { flags: '--no-keyed', about: 'values are values, also when all of them are pairs' },
    {
      flags: '--run <run>',
      about: 'of the events of several runs this one: its variant, seed, or key from its beginning',
    },
    { flags: '--of <workload>', about: 'of the events of a run only this workload' },
    { flags: '--max-steps <number>', about: 'give up a search after so many steps' },
    { flags: '--max-memory <size>', about: 'give up a search that remembers more than this: 1GiB' },
    {
      flags: '--write <format=file>',
      about: `also write the history for other tools, as ${exportFormats.join(' or ')}`,
      repeatable: true,
    },
    { flags: '-q, --quiet', about: 'only a line for each file' },
    { flags: '--json', about: 'as JSON' },
  ],
  answers: ['check'],
  examples: [
    {
      line: 'fault-sim check events.ndjson --model register',
      about: 'the events that `run --events` wrote',
    },
    { line: 'fault-sim check history.edn --model kv --json', about: 'for a program' },
    {
      line: 'fault-sim check events.ndjson --model register --write jepsen-edn=history.edn',
      about: 'the same history for another checker',
    },
  ],
  body: async () => (await import('../check/check.ts')).checkHistories,
});
