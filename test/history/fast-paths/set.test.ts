import { expect, test } from 'vitest';
import { setPath } from '../../../src/history/fast-paths/set.ts';
import { isExhaustive } from '../../support/long.ts';
import {
  type Choices,
  type Content,
  exhausted,
  FastPathTrial,
  patienceMs,
  tried,
} from '../../support/fast-path-trial.ts';

const has = (row: readonly Content[], name: string, input: number): boolean =>
  row.some(
    (content) => content.name === name && content.input === input && content.output !== false,
  );

const choices =
  (elements: readonly number[], answers: readonly (boolean | null)[]): Choices =>
  (row) =>
    elements.flatMap((input) => [
      ...['add', 'remove'].flatMap((name) =>
        answers
          .filter((output) => output === false || !has(row, name, input))
          .map((output) => ({ name, input, output })),
      ),
      { name: 'contains', input, output: true },
      { name: 'contains', input, output: false },
    ]);

test(
  'a set agrees with all orders, and is decided unless something repeats',
  { timeout: patienceMs },
  () => {
    const trial = new FastPathTrial(setPath, 'set');
    exhausted(trial, isExhaustive ? 5 : 4, choices([1], [null]));
    exhausted(trial, 4, choices([1, 2], [null]), 211);
    expect(trial.trial.undecided).toBe(0);
    tried(trial, 'set', choices([1, 2, 3], [null]));
    expect(trial.trial.held).toBeGreaterThan(1000);
    expect(trial.trial.violated).toBeGreaterThan(1000);
  },
);

test('a set that says what it changed agrees with all orders', { timeout: patienceMs }, () => {
  const trial = new FastPathTrial(setPath, 'answeringSet');
  exhausted(trial, 4, choices([1], [true, false]), 7);
  tried(trial, 'answeringSet', choices([1, 2, 3], [true, false]));
  expect(trial.trial.held).toBeGreaterThan(1000);
  expect(trial.trial.violated).toBeGreaterThan(1000);
});
