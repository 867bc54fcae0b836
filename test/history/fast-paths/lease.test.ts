import { expect, test } from 'vitest';
import { leasePath } from '../../../src/history/fast-paths/lease.ts';
import { exhausted, FastPathTrial, patienceMs, tried } from '../../support/fast-path-trial.ts';
import { type Choices, type Content, numbers } from '../../support/small-rows.ts';

const choices =
  (tokens: readonly number[]): Choices =>
  () => [
    ...tokens.flatMap((token) => [
      { name: 'acquire', input: null, output: token },
      { name: 'write', input: token, output: true },
      { name: 'write', input: token, output: false },
    ]),
    { name: 'release', input: null, output: null },
  ];

/**
 * Tokens of which only the order counts, and whether they are above 0; of five operations all tell
 * something.
 */
const all: Choices = (row, left) => {
  const count = row.length + left;
  return choices(numbers(-1, count))(row, left).filter(
    ({ name }) => name !== 'release' || count < 5,
  );
};

/** Whether the tokens above 0 are 1, 2 and so on. */
function isCanonical(row: readonly Content[]): boolean {
  const tokens = new Set(row.map(({ name, input, output }) => (name === 'write' ? input : output)));
  const above = [...tokens].filter((token) => typeof token === 'number' && token > 0);
  return numbers(1, above.length).every((token) => tokens.has(token));
}

const writes =
  (tokens: readonly number[]): Choices =>
  () =>
    tokens.flatMap((input) => [true, false].map((output) => ({ name: 'write', input, output })));

test('a lease agrees with all orders, and is always decided', { timeout: patienceMs }, async () => {
  const trial = new FastPathTrial(leasePath, 'lease');
  await exhausted(trial, all, isCanonical);
  await tried(trial, 'lease', choices([1, 2, 3]));
  await tried(trial, 'lease', writes([1, 2, 3, 4, 5]));
  expect(trial.trial.undecided).toBe(0);
  expect(trial.trial.held).toBeGreaterThan(1000);
  expect(trial.trial.violated).toBeGreaterThan(1000);
});
