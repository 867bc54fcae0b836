import { expect, test } from 'vitest';
import { stackPath } from '../../../src/history/fast-paths/stack.ts';
import { exhausted, FastPathTrial, patienceMs, tried } from '../../support/fast-path-trial.ts';
import { type Choices, choicesBy, greatestIn, numbers } from '../../support/small-rows.ts';

/** Each value is put in once, or any number of times; values are named as they are first seen. */
const choices =
  (isOnce: boolean): Choices =>
  (row) => {
    const all = numbers(1, greatestIn(row) + 1);
    const isIn = (value: number): boolean =>
      row.some(({ name, input }) => name === 'push' && input === value);
    return [
      ...all
        .filter((value) => !isOnce || !isIn(value))
        .map((input) => ({ name: 'push', input, output: null })),
      ...[null, ...all].map((output) => ({ name: 'pop', input: null, output })),
    ];
  };

/** Larger ones, of five values. */
const larger = choicesBy(
  (row) => row.filter(({ name }) => name === 'push').length + 1,
  (next) => [
    { name: 'push', input: next, output: null },
    ...[null, ...numbers(1, Math.min(next, 5))].map((output) => ({
      name: 'pop',
      input: null,
      output,
    })),
  ],
);

test(
  'a stack agrees with all orders, and is decided unless pops are pending',
  { timeout: patienceMs },
  async () => {
    const trial = new FastPathTrial(stackPath, 'stack');
    await exhausted(trial, choices(true));
    await tried(trial, 'stack', larger);
    expect(trial.trial.undecidedWithoutPending).toBe(0);
    expect(trial.trial.held).toBeGreaterThan(1000);
    expect(trial.trial.violated).toBeGreaterThan(1000);
  },
);

test('values that are put in twice are left to the search', { timeout: patienceMs }, async () => {
  const trial = new FastPathTrial(stackPath, 'stack');
  await exhausted(trial, choices(false));
  expect(trial.trial.undecided).toBeGreaterThan(1000);
});
