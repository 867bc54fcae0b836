import { expect, test } from 'vitest';
import { stackPath } from '../../../src/history/fast-paths/stack.ts';
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
    const next = row.filter(({ name }) => name === 'push').length + 1;
    const values = Array.from({ length: Math.min(next, most) }, (_, i) => i + 1);
    return [
      { name: 'push', input: next, output: null },
      ...[null, ...values].map((output) => ({ name: 'pop', input: null, output })),
    ];
  };

test(
  'a stack agrees with all orders, and is decided unless pops are pending',
  { timeout: patienceMs },
  () => {
    const trial = new FastPathTrial(stackPath, 'stack');
    exhausted(trial, isExhaustive ? 5 : 4, choices(3), 3);
    tried(trial, 'stack', choices(5));
    expect(trial.trial.undecidedWithoutPending).toBe(0);
    expect(trial.trial.held).toBeGreaterThan(1000);
    expect(trial.trial.violated).toBeGreaterThan(1000);
  },
);
