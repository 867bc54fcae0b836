import { expect, test } from 'vitest';
import { growOnlySetPath } from '../../../src/history/fast-paths/grow-only-set.ts';
import { exhausted, FastPathTrial, patienceMs, tried } from '../../support/fast-path-trial.ts';
import {
  type Choices,
  choicesBy,
  type Content,
  numbers,
  subsets,
} from '../../support/small-rows.ts';

/** An element that nobody adds. */
const foreign = 9;

const read = (output: readonly number[]): Content => ({ name: 'read', input: null, output });

/** Elements are named as they are added; a read may find any that are added in the row, or a foreign one. */
const choices: Choices = (row, left) => {
  const added = row.filter(({ name }) => name === 'add').length;
  const most = added + left - 1;
  return [
    { name: 'add', input: added + 1, output: null },
    ...subsets([...numbers(1, most), foreign]).map(read),
    ...(most > 1 ? [read([2, 1])] : []),
  ];
};

/** Whether reads speak of what is added, or is the one foreign element, and of nothing else. */
function isCanonical(row: readonly Content[]): boolean {
  const added = row.filter(({ name }) => name === 'add').length;
  return row.every(
    ({ output }) =>
      !Array.isArray(output) ||
      output.every((element) => element === foreign || Number(element) <= added),
  );
}

const larger = choicesBy(
  (row) => row.filter(({ name }) => name === 'add').length + 1,
  (next) => [
    { name: 'add', input: next, output: null },
    ...subsets(numbers(1, Math.min(next, 4))).map(read),
    read([2, 1]),
  ],
);

test(
  'a set that only grows agrees with all orders, and is always decided',
  { timeout: patienceMs },
  async () => {
    const trial = new FastPathTrial(growOnlySetPath, 'set');
    await exhausted(trial, choices, isCanonical);
    await tried(trial, 'set', larger);
    expect(trial.trial.undecided).toBe(0);
    expect(trial.trial.held).toBeGreaterThan(1000);
    expect(trial.trial.violated).toBeGreaterThan(1000);
  },
);
