import { expect, test } from 'vitest';
import { appendLogPath } from '../../../src/history/fast-paths/append-log.ts';
import { exhausted, FastPathTrial, patienceMs, tried } from '../../support/fast-path-trial.ts';
import {
  arrangements,
  type Choices,
  choicesBy,
  type Content,
  numbers,
} from '../../support/small-rows.ts';

/** An element that nobody appends. */
const foreign = 9;

const read = (output: readonly number[]): Content => ({ name: 'read', input: null, output });

/**
 * Elements are named as they are appended; a read may find any list of those of the row, or a
 * foreign one.
 */
const choices: Choices = (row, left) => {
  const appended = row.filter(({ name }) => name === 'append').length;
  const most = appended + left - 1;
  return [
    { name: 'append', input: appended + 1, output: null },
    ...arrangements(numbers(1, most)).map(read),
    read([foreign]),
    ...(most > 0 ? [read([1, 1]), read([1, foreign]), read([foreign, 1])] : []),
  ];
};

/** Whether reads speak of what is appended, or is the one foreign element, and of nothing else. */
function isCanonical(row: readonly Content[]): boolean {
  const appended = row.filter(({ name }) => name === 'append').length;
  return row.every(
    ({ output }) =>
      !Array.isArray(output) ||
      output.every((element) => element === foreign || Number(element) <= appended),
  );
}

const larger = choicesBy(
  (row) => row.filter(({ name }) => name === 'append').length + 1,
  (next) => [
    { name: 'append', input: next, output: null },
    ...arrangements(numbers(1, Math.min(next, 4))).map(read),
    read([1, 1]),
  ],
);

test('a log agrees with all orders, and is always decided', { timeout: patienceMs }, async () => {
  const trial = new FastPathTrial(appendLogPath, 'log');
  await exhausted(trial, choices, isCanonical);
  await tried(trial, 'log', larger);
  expect(trial.trial.undecided).toBe(0);
  expect(trial.trial.held).toBeGreaterThan(1000);
  expect(trial.trial.violated).toBeGreaterThan(1000);
});
