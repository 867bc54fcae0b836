import { expect, test } from 'vitest';
import { priorityQueuePath } from '../../../src/history/fast-paths/priority-queue.ts';
import {
  type Choices,
  exhausted,
  FastPathTrial,
  patienceMs,
  tried,
} from '../../support/fast-path-trial.ts';

/** Any number that was not put in yet; any number comes out. */
const choices =
  (most: number): Choices =>
  (row) => {
    const all = Array.from({ length: most }, (_, i) => i + 1);
    const used = row.filter(({ name }) => name === 'insert').map(({ input }) => input);
    return [
      ...all
        .filter((value) => !used.includes(value))
        .map((input) => ({ name: 'insert', input, output: null })),
      ...[null, ...all].map((output) => ({ name: 'extract', input: null, output })),
    ];
  };

test(
  'a priority queue agrees with all orders, and is decided unless extracts are pending',
  { timeout: patienceMs },
  () => {
    const trial = new FastPathTrial(priorityQueuePath, 'priorityQueue');
    exhausted(trial, 4, choices(3), 17);
    tried(trial, 'priorityQueue', choices(5));
    expect(trial.trial.undecidedWithoutPending).toBe(0);
    expect(trial.trial.held).toBeGreaterThan(1000);
    expect(trial.trial.violated).toBeGreaterThan(1000);
  },
);
