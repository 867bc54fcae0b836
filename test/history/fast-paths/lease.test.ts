import { expect, test } from 'vitest';
import { leasePath } from '../../../src/history/fast-paths/lease.ts';
import {
  type Choices,
  exhausted,
  FastPathTrial,
  patienceMs,
  tried,
} from '../../support/fast-path-trial.ts';

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

const writes =
  (tokens: readonly number[]): Choices =>
  () =>
    tokens.flatMap((input) => [true, false].map((output) => ({ name: 'write', input, output })));

test('a lease agrees with all orders, and is always decided', { timeout: patienceMs }, () => {
  const trial = new FastPathTrial(leasePath, 'lease');
  exhausted(trial, 4, writes([1, 2, 3]), 23);
  exhausted(trial, 4, choices([0, 1, 2]), 211);
  tried(trial, 'lease', choices([1, 2, 3]));
  tried(trial, 'lease', writes([1, 2, 3, 4, 5]));
  expect(trial.trial.undecided).toBe(0);
  expect(trial.trial.held).toBeGreaterThan(1000);
  expect(trial.trial.violated).toBeGreaterThan(1000);
});
