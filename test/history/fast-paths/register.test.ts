import { expect, test } from 'vitest';
import { registerPath } from '../../../src/history/fast-paths/register.ts';
import { exhausted, FastPathTrial, patienceMs, tried } from '../../support/fast-path-trial.ts';
import {
  type Choices,
  choicesBy,
  type Content,
  greatestIn,
  numbers,
} from '../../support/small-rows.ts';

const read = (output: number): Content => ({ name: 'read', input: null, output });

/** What the `to` of a refused compare-and-set may be without anybody telling it from another. */
const unseen = 99;
/** A value that nobody puts; of several one is enough, for whoever finds one is wrong. */
const foreign = 98;

/** Whether an operation puts a value; a cas to what is there puts nothing. */
const isPut = ({ name, input, output }: Content): boolean =>
  name === 'write' ||
  (name === 'cas' && output !== false && Array.isArray(input) && input[0] !== input[1]);

const puts = (row: readonly Content[]): number => row.filter(isPut).length;

interface What {
  readonly cas?: boolean;
  readonly refusals?: boolean;
}

/**
 * A new value with each put, named in the order of puts; reads and compare-and-sets of any that are
 * put in the row, of 0, which is there at the start, or of a foreign one.
 */
function choices({ cas = false, refusals = false }: What): Choices {
  return (row, left) => {
    const next = puts(row) + 1;
    const known = [...numbers(0, next + left - 2), foreign];
    const found = [{ name: 'write', input: next, output: null }, ...known.map(read)];
    if (!cas) return found;
    found.push({ name: 'cas', input: [next + left - 1, next], output: true });
    for (const from of known) {
      found.push({ name: 'cas', input: [from, next], output: true });
      // Between four operations: one that changes nothing.
      if (row.length + left < 5) found.push({ name: 'cas', input: [from, from], output: true });
      if (refusals) found.push({ name: 'cas', input: [from, unseen], output: false });
    }
    return found;
  };
}

/** The value that an operation needs or must not find. */
const fromOf = ({ name, input, output }: Content): Content['input'] => {
  if (name === 'read') return output;
  return name === 'cas' && Array.isArray(input) ? (input[0] ?? null) : null;
};

/** Whether all that is needed is put in the row, or the foreign value. */
function isCanonical(row: readonly Content[]): boolean {
  const most = puts(row);
  return row.every((content) => {
    const from = fromOf(content);
    return typeof from !== 'number' || from <= most || from === foreign;
  });
}

/** All values are put any number of times, named as they are first seen. */
function repeating({ cas = false, refusals = false }: What): Choices {
  return (row) => {
    const known = greatestIn(row);
    const all = numbers(0, known + 1);
    const found = all.map(read);
    for (const input of all) found.push({ name: 'write', input, output: null });
    for (const from of cas ? all : []) {
      for (const to of numbers(0, Math.max(known, from) + 1)) {
        found.push({ name: 'cas', input: [from, to], output: true });
        if (refusals) found.push({ name: 'cas', input: [from, to], output: false });
      }
    }
    return found;
  };
}

const path = registerPath(0);

/** Larger ones: each put a new value, all else about the values so far and the next one. */
function larger(most: number, isCas: boolean, isRefused: boolean): Choices {
  const its = (next: number): Content[] => {
    const known = numbers(0, Math.min(most, next));
    const found = [{ name: 'write', input: next, output: null }, ...known.map(read)];
    for (const from of isCas ? known : []) {
      found.push({ name: 'cas', input: [from, next], output: true });
      if (isRefused) found.push({ name: 'cas', input: [from, unseen], output: false });
    }
    return found;
  };
  return choicesBy((row) => puts(row) + 1, its);
}

test('a register agrees with all orders', { timeout: patienceMs }, async () => {
  const plain = new FastPathTrial(path, 'register');
  const refused = new FastPathTrial(path, 'register');
  const trialOf = (row: readonly Content[]): FastPathTrial =>
    row.some(({ output }) => output === false) ? refused : plain;
  await exhausted(trialOf, choices({ cas: true, refusals: true }), isCanonical);
  expect(plain.trial.undecided).toBe(0);
  expect(plain.trial.held).toBeGreaterThan(1000);
  expect(plain.trial.violated).toBeGreaterThan(1000);
  expect(refused.trial.undecided).toBeLessThan(refused.trial.held);
});

test('larger ones of reads and writes are always decided', { timeout: patienceMs }, async () => {
  const trial = new FastPathTrial(path, 'register');
  await exhausted(trial, choices({}), isCanonical);
  await tried(trial, 'register', larger(5, false, false));
  expect(trial.trial.undecided).toBe(0);
  expect(trial.longestWitness).toBeLessThanOrEqual(4);
});

test(
  'larger ones with compare-and-sets that succeeded are always decided',
  { timeout: patienceMs },
  async () => {
    const trial = new FastPathTrial(path, 'register');
    await tried(trial, 'register', larger(4, true, false));
    expect(trial.trial.undecided).toBe(0);
    expect(trial.trial.held).toBeGreaterThan(50);
    expect(trial.trial.violated).toBeGreaterThan(50);
  },
);

test(
  'larger ones with refusals are decided rightly, or not at all',
  { timeout: patienceMs },
  async () => {
    const trial = new FastPathTrial(path, 'register');
    await tried(trial, 'register', larger(4, true, true));
    expect(trial.trial.held).toBeGreaterThan(50);
    expect(trial.trial.violated).toBeGreaterThan(50);
    expect(trial.trial.undecided).toBeLessThan(trial.trial.held);
  },
);

test('values that are put twice are left to the search', { timeout: patienceMs }, async () => {
  const trial = new FastPathTrial(path, 'register');
  await exhausted(trial, repeating({}));
  await exhausted(trial, repeating({ cas: true, refusals: true }), undefined, 3);
  expect(trial.trial.undecided).toBeGreaterThan(1000);
});
