import { expect, test } from 'vitest';
import { counterPath } from '../../../src/history/fast-paths/counter.ts';
import { exhausted, FastPathTrial, patienceMs, tried } from '../../support/fast-path-trial.ts';
import { type Choices, numbers } from '../../support/small-rows.ts';

const choices =
  (deltas: readonly number[], sums: readonly number[]): Choices =>
  () => [
    ...deltas.map((input) => ({ name: 'add', input, output: null })),
    ...sums.map((output) => ({ name: 'read', input: null, output })),
  ];

test(
  'adds of one amount agree with all orders, and are always decided',
  { timeout: patienceMs },
  async () => {
    for (const unit of [1, 3]) {
      const trial = new FastPathTrial(counterPath, 'counter');
      const multiples = (most: number): number[] => numbers(0, most).map((count) => count * unit);
      // One more than all adds together; less than nothing; no multiple.
      const sums = [...multiples(6), -unit, ...(unit === 1 ? [] : [1])];
      await exhausted(trial, choices([unit], sums));
      await tried(trial, 'counter', choices([unit], multiples(7)));
      expect(trial.trial.undecided).toBe(0);
      expect(trial.trial.held).toBeGreaterThan(1000);
      expect(trial.trial.violated).toBeGreaterThan(1000);
    }
  },
);

test(
  'adds of several amounts agree with all orders where they are decided',
  { timeout: patienceMs },
  async () => {
    const trial = new FastPathTrial(counterPath, 'counter');
    await exhausted(trial, choices([1, 2, -1], [-2, -1, 0, 1, 2, 3, 4]));
    await tried(trial, 'counter', choices([1, 2, -3], [-2, -1, 0, 1, 2, 3, 4]));
    expect(trial.trial.held).toBeGreaterThan(1000);
    expect(trial.trial.violated).toBeGreaterThan(1000);
  },
);
