import { expect, test } from 'vitest';
import { registerPath } from '../../../src/history/fast-paths/register.ts';
import {
  type Choices,
  type Content,
  exhausted,
  FastPathTrial,
  patienceMs,
  tried,
} from '../../support/fast-path-trial.ts';
import { isExhaustive } from '../../support/long.ts';

const puts = (row: readonly Content[]): number =>
  row.filter(({ name, output }) => name !== 'read' && output !== false).length;

const read = (output: number): Content => ({ name: 'read', input: null, output });

/** Writes of new values, and reads of any up to `known`. */
const plain =
  (known: readonly number[]): Choices =>
  (row) => [{ name: 'write', input: puts(row) + 1, output: null }, ...known.map(read)];

const withCas =
  (known: readonly number[]): Choices =>
  (row) => [
    ...plain(known)(row),
    ...known.map((from) => ({ name: 'cas', input: [from, puts(row) + 1], output: true })),
  ];

const withRefusals =
  (known: readonly number[]): Choices =>
  (row) => [
    ...withCas(known)(row),
    ...known.map((from) => ({ name: 'cas', input: [from, 99], output: false })),
  ];

const path = registerPath(0);

test(
  'reads and writes agree with all orders, and are always decided',
  { timeout: patienceMs },
  () => {
    const trial = new FastPathTrial(path, 'register');
    exhausted(trial, isExhaustive ? 5 : 4, plain([0, 1, 2, 3]), 7);
    tried(trial, 'register', (row) =>
      plain([0, 1, 2, 3, 4, 5].filter((value) => value <= puts(row) + 1))(row),
    );
    expect(trial.trial.undecided).toBe(0);
    expect(trial.trial.held).toBeGreaterThan(1000);
    expect(trial.trial.violated).toBeGreaterThan(1000);
    expect(trial.longestWitness).toBeLessThanOrEqual(4);
  },
);

test(
  'compare-and-sets that succeeded agree with all orders, and are always decided',
  { timeout: patienceMs },
  () => {
    const trial = new FastPathTrial(path, 'register');
    exhausted(trial, 4, withCas([0, 1, 2, 3]), 101);
    tried(trial, 'register', (row) =>
      withCas([0, 1, 2, 3, 4].filter((value) => value <= puts(row) + 1))(row),
    );
    expect(trial.trial.undecided).toBe(0);
    expect(trial.trial.held).toBeGreaterThan(1000);
    expect(trial.trial.violated).toBeGreaterThan(1000);
  },
);

test('refused compare-and-sets are decided rightly, or not at all', { timeout: patienceMs }, () => {
  const trial = new FastPathTrial(path, 'register');
  exhausted(trial, 4, withRefusals([0, 1, 2]), 211);
  tried(trial, 'register', (row) =>
    withRefusals([0, 1, 2, 3, 4].filter((value) => value <= puts(row) + 1))(row),
  );
  expect(trial.trial.held).toBeGreaterThan(1000);
  expect(trial.trial.violated).toBeGreaterThan(1000);
  expect(trial.trial.undecided).toBeLessThan(trial.trial.held);
});
