import { expect, test } from 'vitest';
import { setPath } from '../../../src/history/fast-paths/set.ts';
import { exhausted, FastPathTrial, patienceMs, tried } from '../../support/fast-path-trial.ts';
import { type Choices, type Content, greatestIn, numbers } from '../../support/small-rows.ts';

const has = (row: readonly Content[], name: string, input: number): boolean =>
  row.some(
    (content) => content.name === name && content.input === input && content.output !== false,
  );

/** Elements are named as they are first seen; each is added and removed once, or as often as wanted. */
const choices =
  (answers: readonly (boolean | null)[], isOnce: boolean, most = 5): Choices =>
  (row) =>
    numbers(1, Math.min(most, greatestIn(row) + 1)).flatMap((input) => [
      ...['add', 'remove'].flatMap((name) =>
        answers
          .filter((output) => output === false || !isOnce || !has(row, name, input))
          .map((output) => ({ name, input, output })),
      ),
      { name: 'contains', input, output: true },
      { name: 'contains', input, output: false },
    ]);

test(
  'a set agrees with all orders, and is decided unless something repeats',
  { timeout: patienceMs },
  async () => {
    const trial = new FastPathTrial(setPath, 'set');
    await exhausted(trial, choices([null], true));
    expect(trial.trial.undecided).toBe(0);
    await tried(trial, 'set', choices([null], false, 3));
    expect(trial.trial.held).toBeGreaterThan(1000);
    expect(trial.trial.violated).toBeGreaterThan(1000);
    await exhausted(trial, choices([null], false));
  },
);

test(
  'a set that says what it changed agrees with all orders',
  { timeout: patienceMs },
  async () => {
    const trial = new FastPathTrial(setPath, 'answeringSet');
    await exhausted(trial, choices([true, false], true));
    expect(trial.trial.undecided).toBe(0);
    await tried(trial, 'answeringSet', choices([true, false], false, 3));
    expect(trial.trial.held).toBeGreaterThan(1000);
    expect(trial.trial.violated).toBeGreaterThan(1000);
    await exhausted(trial, choices([true, false], false), undefined, 4);
  },
);
