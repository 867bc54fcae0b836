import { expect, test } from 'vitest';
import { kvPath } from '../../../src/history/fast-paths/kv.ts';
import {
  type Choices,
  exhausted,
  FastPathTrial,
  patienceMs,
  tried,
} from '../../support/fast-path-trial.ts';
import { rows } from '../../support/small-histories.ts';

function texts(letters: readonly string[], longest: number): string[] {
  const sizes = Array.from({ length: longest + 1 }, (_, size) => size);
  return sizes.flatMap((size) =>
    rows<string>(size, (row) => letters.filter((letter) => !row.includes(letter))).map((row) =>
      row.join(''),
    ),
  );
}

const choices =
  (most: number, longest: number): Choices =>
  (row) => {
    const next = row.filter(({ name }) => name !== 'get').length;
    const letters = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k'];
    const input = letters[next] ?? 'z';
    return [
      { name: 'append', input, output: null },
      { name: 'put', input, output: null },
      ...texts(letters.slice(0, Math.min(next + 1, most)), longest).map((output) => ({
        name: 'get',
        input: null,
        output,
      })),
    ];
  };

test(
  'a key with unique pieces agrees with all orders, and is always decided',
  { timeout: patienceMs },
  () => {
    const trial = new FastPathTrial(kvPath, 'text');
    exhausted(trial, 4, choices(2, 2), 61);
    exhausted(trial, 3, choices(3, 3), 7);
    tried(trial, 'text', choices(4, 4));
    expect(trial.trial.undecided).toBe(0);
    expect(trial.trial.held).toBeGreaterThan(1000);
    expect(trial.trial.violated).toBeGreaterThan(1000);
  },
);
