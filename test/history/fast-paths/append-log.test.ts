import { expect, test } from 'vitest';
import { appendLogPath } from '../../../src/history/fast-paths/append-log.ts';
import {
  type Choices,
  exhausted,
  FastPathTrial,
  patienceMs,
  tried,
} from '../../support/fast-path-trial.ts';
import { rows } from '../../support/small-histories.ts';

/** All lists of different elements of at most a length, and one that holds an element twice. */
function lists(most: number, longest: number): number[][] {
  const all = Array.from({ length: most }, (_, i) => i + 1);
  const sizes = Array.from({ length: longest + 1 }, (_, size) => size);
  const found = sizes.flatMap((size) =>
    rows<number>(size, (row) => all.filter((element) => !row.includes(element))),
  );
  return [...found, [1, 1]];
}

const choices =
  (most: number, longest: number): Choices =>
  (row) => {
    const next = row.filter(({ name }) => name === 'append').length + 1;
    return [
      { name: 'append', input: next, output: null },
      ...lists(Math.min(next, most), longest).map((output) => ({
        name: 'read',
        input: null,
        output,
      })),
    ];
  };

test('a log agrees with all orders, and is always decided', { timeout: patienceMs }, () => {
  const trial = new FastPathTrial(appendLogPath, 'log');
  exhausted(trial, 4, choices(2, 2), 31);
  exhausted(trial, 3, choices(3, 3), 7);
  tried(trial, 'log', choices(4, 4));
  expect(trial.trial.undecided).toBe(0);
  expect(trial.trial.held).toBeGreaterThan(1000);
  expect(trial.trial.violated).toBeGreaterThan(1000);
});
