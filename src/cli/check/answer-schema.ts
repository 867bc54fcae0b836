import {
  anyOf,
  type JsonSchema,
  type KeysOf,
  listOf,
  mapOf,
  orNull,
  recordOf,
  textOf,
  wholeOf,
  wordOf,
} from '../../run/report/json-schema.ts';
import { type CheckAnswer, type CheckResult, checkVerdicts, type ToldOperation } from './answer.ts';

const verdict = wordOf(checkVerdicts, 'Whether the history can be.');
const index = wholeOf('The number of an operation in order of invocation, from 0.');
const line = orNull(wholeOf('A line of the file, from 1.'));
const time = orNull(wholeOf('Nanoseconds, as recorded.'));

const operationKeys: KeysOf<ToldOperation> = {
  index,
  process: textOf('Who asked.'),
  op: textOf('What was asked; `txn` for a transaction.'),
  key: anyOf('What it was about, or null.'),
  input: anyOf('What was given, or null.'),
  output: anyOf('What was answered; null when nothing was, or when nobody knows.'),
  outcome: wordOf(['ok', 'fail', 'unknown'], 'What the client knows.'),
  invoked: wholeOf('Its place among all invocations and completions.'),
  completed: orNull(wholeOf('The place of its completion; null: it never came.')),
  invokedNs: time,
  completedNs: time,
  invokedLine: line,
  completedLine: line,
};

const witness = recordOf(
  {
    why: textOf('The contradiction in words.'),
    operations: listOf(
      recordOf(operationKeys, 'An operation, or a transaction.'),
      'The operations that contradict one another, in order of invocation.',
    ),
  },
  'Why the history cannot be.',
);

const isolation = recordOf(
  {
    anomalies: listOf(
      recordOf(
        {
          name: textOf('Its name in the literature: `G1c`.'),
          why: textOf('The anomaly in words.'),
          transactions: listOf(index, 'The transactions that it needs.'),
        },
        'An anomaly.',
      ),
      'Anomalies among transactions, the first few of each name.',
    ),
    counts: mapOf(wholeOf('How many.'), 'How many of each name were found.'),
    weakestViolated: listOf(textOf('A level of isolation.'), 'The weakest levels violated.'),
    strongestPossible: listOf(textOf('A level of isolation.'), 'The strongest that may hold.'),
  },
  'What was found among transactions.',
);

const resultKeys: KeysOf<CheckResult> = {
  file: textOf('The file as it was named.'),
  verdict,
  model: orNull(textOf('The model that it was judged by; null: none was.')),
  consistency: orNull(textOf('What was promised; null: nothing was judged.')),
  method: orNull(textOf('How it was decided.')),
  operations: wholeOf('How many operations or transactions the file has.'),
  steps: wholeOf('Work, in units that are the same on every machine.'),
  why: orNull(textOf('The reason in words; null when it held.')),
  witness: orNull(witness),
  prefix: orNull(listOf(index, 'The longest order found that agrees with every answer.')),
  isolation: orNull(isolation),
  problem: orNull(
    recordOf(
      { line, column: orNull(wholeOf('From 1.')), message: textOf('What was expected.') },
      'Why the file could not be read.',
    ),
  ),
};

const answerKeys: KeysOf<CheckAnswer> = {
  schema: { const: 'fault-sim.check/1' },
  verdict,
  results: listOf(recordOf(resultKeys, 'What was found about one file.'), 'In order of naming.'),
};

/** The JSON Schema of what `fault-sim check --json` answers. */
export const checkSchema: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'fault-sim check',
  ...recordOf(answerKeys, 'What recorded histories came to.'),
};
