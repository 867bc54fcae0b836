import { expect, test } from 'vitest';
import { kvPath } from '../../../src/history/fast-paths/kv.ts';
import { exhausted, FastPathTrial, patienceMs, tried } from '../../support/fast-path-trial.ts';
import { arrangements, type Choices, choicesBy, type Content } from '../../support/small-rows.ts';

const letters = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k'];
/** A text that nobody puts together. */
const foreign = 'z';

const get = (output: string): Content => ({ name: 'get', input: null, output });

const given = (row: readonly Content[]): number => row.filter(({ name }) => name !== 'get').length;

const texts = (most: number): string[] =>
  arrangements(letters.slice(0, most)).map((text) => text.join(''));

/** Pieces are named as they are given; a get may find any text of those of the row, or a foreign one. */
const choices: Choices = (row, left) => {
  const count = given(row);
  const most = count + left - 1;
  const input = letters[count] ?? foreign;
  return [
    { name: 'append', input, output: null },
    { name: 'put', input, output: null },
    ...texts(most).map(get),
    get(foreign),
    ...(most > 0 ? [get('aa'), get(`a${foreign}`)] : []),
  ];
};

/** Whether gets speak of what is given, or is foreign, and of nothing else. */
function isCanonical(row: readonly Content[]): boolean {
  const known = `${letters.slice(0, given(row)).join('')}${foreign}`;
  return row.every(
    ({ output }) =>
      typeof output !== 'string' || Array.from(output).every((letter) => known.includes(letter)),
  );
}

const larger = choicesBy(given, (count) => {
  const input = letters[count] ?? foreign;
  return [
    { name: 'append', input, output: null },
    { name: 'put', input, output: null },
    ...texts(Math.min(count + 1, 4)).map(get),
  ];
});

test(
  'a key with unique pieces agrees with all orders, and is always decided',
  { timeout: patienceMs },
  async () => {
    const trial = new FastPathTrial(kvPath, 'text');
    await exhausted(trial, choices, isCanonical);
    await tried(trial, 'text', larger);
    expect(trial.trial.undecided).toBe(0);
    expect(trial.trial.held).toBeGreaterThan(1000);
    expect(trial.trial.violated).toBeGreaterThan(1000);
  },
);
