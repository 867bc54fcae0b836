import { expect, test } from 'vitest';
import { growOnlySetPath } from '../../../src/history/fast-paths/grow-only-set.ts';
import {
  type Choices,
  exhausted,
  FastPathTrial,
  patienceMs,
  tried,
} from '../../support/fast-path-trial.ts';

/** All sets of the first elements. */
function subsets(most: number): number[][] {
  let found: number[][] = [[]];
  for (let element = 1; element <= most; element += 1) {
    found = found.flatMap((set) => [set, [...set, element]]);
  }
  return found;
}

const choices =
  (most: number): Choices =>
  (row) => {
    const next = row.filter(({ name }) => name === 'add').length + 1;
    return [
      { name: 'add', input: next, output: null },
      ...subsets(Math.min(next, most)).map((output) => ({ name: 'read', input: null, output })),
      { name: 'read', input: null, output: [2, 1] },
    ];
  };

test(
  'a set that only grows agrees with all orders, and is always decided',
  { timeout: patienceMs },
  () => {
    const trial = new FastPathTrial(growOnlySetPath, 'set');
    exhausted(trial, 4, choices(3), 31);
    tried(trial, 'set', choices(4));
    expect(trial.trial.undecided).toBe(0);
    expect(trial.trial.held).toBeGreaterThan(1000);
    expect(trial.trial.violated).toBeGreaterThan(1000);
  },
);
