import { expect, test } from 'vitest';
import { counterPath } from '../../../src/history/fast-paths/counter.ts';
import {
  type Choices,
  exhausted,
  FastPathTrial,
  patienceMs,
  tried,
} from '../../support/fast-path-trial.ts';
import { isExhaustive } from '../../support/long.ts';

const choices =
  (deltas: readonly number[], sums: readonly number[]): Choices =>
  () => [
    ...deltas.map((input) => ({ name: 'add', input, output: null })),
    ...sums.map((output) => ({ name: 'read', input: null, output })),
  ];

test(
  'adds of one amount agree with all orders, and are always decided',
  { timeout: patienceMs },
  () => {
    for (const unit of [1, 3]) {
      const trial = new FastPathTrial(counterPath, 'counter');
      const sums = [0, 1, 2, 3].map((count) => count * unit);
      exhausted(trial, isExhaustive ? 5 : 4, choices([unit], unit === 1 ? sums : [...sums, 1]), 13);
      tried(
        trial,
        'counter',
        choices(
          [unit],
          [0, 1, 2, 3, 4, 5, 6, 7].map((count) => count * unit),
        ),
      );
      expect(trial.trial.undecided).toBe(0);
      expect(trial.trial.held).toBeGreaterThan(1000);
      expect(trial.trial.violated).toBeGreaterThan(1000);
    }
  },
);

test(
  'adds of several amounts agree with all orders where they are decided',
  { timeout: patienceMs },
  () => {
    const trial = new FastPathTrial(counterPath, 'counter');
    exhausted(trial, 4, choices([1, 2, -1], [-1, 0, 1, 2, 3]), 61);
    tried(trial, 'counter', choices([1, 2, -3], [-2, -1, 0, 1, 2, 3, 4]));
    expect(trial.trial.held).toBeGreaterThan(1000);
    expect(trial.trial.violated).toBeGreaterThan(1000);
  },
);
