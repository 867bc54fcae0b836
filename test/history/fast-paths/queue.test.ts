import { expect, test } from 'vitest';
import { queuePath } from '../../../src/history/fast-paths/queue.ts';
import {
  type Choices,
  exhausted,
  FastPathTrial,
  patienceMs,
  tried,
} from '../../support/fast-path-trial.ts';
import { isExhaustive } from '../../support/long.ts';

const choices =
  (most: number): Choices =>
  (row) => {
    const next = row.filter(({ name }) => name === 'enqueue').length + 1;
    const values = Array.from({ length: Math.min(next, most) }, (_, i) => i + 1);
    return [
      { name: 'enqueue', input: next, output: null },
      ...[null, ...values].map((output) => ({ name: 'dequeue', input: null, output })),
    ];
  };

test('a queue agrees with all orders, and is always decided', { timeout: patienceMs }, () => {
  const trial = new FastPathTrial(queuePath, 'queue');
  exhausted(trial, isExhaustive ? 5 : 4, choices(3), 3);
  tried(trial, 'queue', choices(5));
  expect(trial.trial.undecided).toBe(0);
  expect(trial.trial.held).toBeGreaterThan(1000);
  expect(trial.trial.violated).toBeGreaterThan(1000);
});
