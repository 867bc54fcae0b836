import { expect, test } from 'vitest';
import { priorityQueuePath } from '../../../src/history/fast-paths/priority-queue.ts';
import { exhausted, FastPathTrial, patienceMs, tried } from '../../support/fast-path-trial.ts';
import { type Choices, type Content, numbers } from '../../support/small-rows.ts';

/** Any number is put in, once or as often as wanted; any number comes out. */
const choices =
  (most: number, isOnce: boolean): Choices =>
  (row) => {
    const all = numbers(1, most);
    const used = row.filter(({ name }) => name === 'insert').map(({ input }) => input);
    return [
      ...all
        .filter((value) => !isOnce || !used.includes(value))
        .map((input) => ({ name: 'insert', input, output: null })),
      ...[null, ...all].map((output) => ({ name: 'extract', input: null, output })),
    ];
  };

/** Only the order of numbers counts: those of a row are 1, 2 and so on. */
function isCanonical(row: readonly Content[]): boolean {
  const values = new Set(row.flatMap(({ input, output }) => [input, output]));
  values.delete(null);
  return numbers(1, values.size).every((value) => values.has(value));
}

const small =
  (isOnce: boolean): Choices =>
  (row, left) =>
    choices(row.length + left, isOnce)(row, left);

test(
  'a priority queue agrees with all orders, and is decided unless extracts are pending',
  { timeout: patienceMs },
  async () => {
    const trial = new FastPathTrial(priorityQueuePath, 'priorityQueue');
    await exhausted(trial, small(true), isCanonical);
    await tried(trial, 'priorityQueue', choices(5, true));
    expect(trial.trial.undecidedWithoutPending).toBe(0);
    expect(trial.trial.held).toBeGreaterThan(1000);
    expect(trial.trial.violated).toBeGreaterThan(1000);
  },
);

test('numbers that are put in twice are left to the search', { timeout: patienceMs }, async () => {
  const trial = new FastPathTrial(priorityQueuePath, 'priorityQueue');
  await exhausted(trial, small(false), isCanonical);
  expect(trial.trial.undecided).toBeGreaterThan(1000);
});
