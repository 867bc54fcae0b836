import { describe, expect, test } from 'vitest';
import type { Formula, FormulaValue } from '../../../src/base/formula.ts';
import {
  compileFormula,
  type NameType,
  parseFormula,
  typedOf,
} from '../../../src/scenario/formula.ts';
import { isTextProblem, type TextProblem } from '../../../src/scenario/diagnostics/text-problem.ts';

type Names = { readonly [name: string]: NameType } | null;
type Values = { readonly [name: string]: FormulaValue };

const params = new Map(
  Object.entries({ limit: '3s', n: 3, who: 'raft-1', predicted: '10s' }).map(([name, value]) => [
    name,
    typedOf(value),
  ]),
);

function compiled(text: string, names: Names, purpose?: 'value'): Formula | TextProblem {
  const parsed = parseFormula(text);
  if (isTextProblem(parsed)) return parsed;
  return compileFormula(parsed.ast, params, names && new Map(Object.entries(names)), purpose);
}

function formula(text: string, names: Names, purpose?: 'value'): Formula {
  const answer = compiled(text, names, purpose);
  if (isTextProblem(answer)) throw new Error(`${text}: ${answer.message}`);
  return answer;
}

function judged(text: string, names: Names, values: Values): FormulaValue {
  return formula(text, names).evaluate((name) => values[name]);
}

describe('where: the fields of one message or event', () => {
  const names: Names = {
    term: 'number',
    entries: 'list',
    leader: 'text',
    age: 'duration',
    done: 'boolean',
    drift: 'frequency',
    share: 'share',
  };
  const values: Values = {
    term: 2,
    entries: [1, 2],
    leader: 'raft-1',
    age: 3_000_000_001,
    done: true,
    drift: 60_000,
    share: 0.25,
  };

  test.each<readonly [string, FormulaValue]>([
    ['term >= 2', true],
    ['2 <= term', true],
    ['2 < term', false],
    ['term >= 2 and length(entries) > 0', true],
    ['term = 2 or leader = raft-9', true],
    ['leader = raft-1', true],
    ['leader = "raft-1"', true],
    ['leader != raft-1', false],
    ['leader = $who', true],
    ['$who = leader', true],
    ['age > 3s', true],
    ['age > $limit', true],
    ['age <= 3s', false],
    ['age - 1ns = 3s', true],
    ['age / 3 > 1s', true],
    ['done', true],
    ['done = false', false],
    ['not done', false],
    ['drift > 50ppm', true],
    ['drift = 60ppm', true],
    ['abs(drift) <= 100ppm', true],
    ['share = 25%', true],
    ['share + 0% = 25%', true],
    ['length(leader) = 6', true],
    ['term >= 2 if done else term = 0', true],
  ])('%s', (text, expected) => {
    expect(judged(text, names, values)).toBe(expected);
  });

  test('a missing field makes missing what depends on it, and no more', () => {
    const none: Values = {};
    expect(judged('term >= 2', names, none)).toBeUndefined();
    expect(judged('term + 1 >= 2', names, none)).toBeUndefined();
    expect(judged('leader = raft-1', names, { leader: null })).toBeUndefined();
    expect(judged('not done', names, none)).toBeUndefined();
    expect(judged('term >= 2 and done', names, { done: false })).toBe(false);
    expect(judged('term >= 2 or done', names, { done: true })).toBe(true);
    expect(judged('term >= 2 and done', names, { done: true })).toBeUndefined();
    expect(judged('(term >= 2) = (1 < 2)', names, none)).toBeUndefined();
  });

  test('values of another type than declared stop nothing', () => {
    expect(judged('term >= 2', names, { term: 'two' })).toBeUndefined();
    expect(judged('term = 2', names, { term: 'two' })).toBe(false);
    expect(judged('term != 2', names, { term: 'two' })).toBe(true);
    expect(judged('term + 1 > 2', names, { term: 'two' })).toBeUndefined();
    expect(judged('6 / term > 2', names, { term: 0 })).toBeUndefined();
    expect(judged('term >= 2', names, { term: NaN })).toBeUndefined();
  });

  test.each<readonly [FormulaValue, FormulaValue, boolean]>([
    [[1, 'a', true], [1, 'a', true], true],
    [[1, 2], [2, 1], false],
    [[1, 2], [1], false],
    [[1], [1, 2], false],
    [[1], ['1'], false],
    [[[1], []], [[1], []], true],
    [[[1]], [[2]], false],
    [[true], [false], false],
    [[null], [null], false],
    [[], [], true],
    [true, true, true],
    [true, false, false],
    [false, 'false', false],
    ['a', 'a', true],
    [1, [1], false],
  ])('%j = %j is %j: by type, worth and place', (one, other, expected) => {
    const both: Names = { one: 'any', other: 'any' };
    expect(judged('one = other', both, { one, other })).toBe(expected);
    expect(judged('other = one', both, { one, other })).toBe(expected);
    expect(judged('one != other', both, { one, other })).toBe(!expected);
  });

  test.each<readonly [string, FormulaValue]>([
    ['one + 1 = 3', true],
    ['1 + one = 3', true],
    ['one + other = 5', true],
    ['one + 1s = 1000000002ns', true],
    ['1s - one = 999999998ns', true],
    ['one + 1 > 2', true],
    ['min(one, other) = 2', true],
    ['max(one, 3s) = 3s', true],
    ['sqrt(one * 2) = 2', true],
    ['one > 1s * 1s / 1s', false],
    ['one + 1 = 3s', false],
    ['(one + 1) * 1s = 3s', true],
  ])('numbers of unknown unit take that of what they meet: %s', (text, expected) => {
    const both: Names = { one: 'any', other: 'any' };
    expect(judged(text, both, { one: 2, other: 3 })).toBe(expected);
  });

  test('it says which names it reads, each once, in order', () => {
    expect(formula('age > 3s and leader = raft-1 and age < 4s', names).reads).toStrictEqual([
      'age',
      'leader',
    ]);
    expect(formula('$n = 3', names).reads).toStrictEqual([]);
  });

  test.each<readonly [string, string, string, string | null]>([
    ['tem >= 2', 'tem', 'unknown name "tem"', 'term'],
    ['tem = 2', 'tem', 'unknown name "tem"', 'term'],
    ['leadr = raft-1', 'leadr', 'unknown name "leadr"', 'leader'],
    ['committed', 'committed', 'unknown name "committed"', null],
    ['not don', 'don', 'unknown name "don"', 'done'],
    ['term', 'term', 'a condition is true or false, and this is a number', null],
    ['leader', 'leader', 'a condition is true or false, and this is a text', null],
    ['age', 'age', 'a condition is true or false, and this is a duration', null],
    ['length(entires) > 0', 'entires', 'unknown name "entires"', 'entries'],
    ['n = 3', 'n', '"n" is a parameter, and parameters are written with "$"', '$n'],
    ['age-1s > 3s', 'age-1s', 'a minus has blanks round it', 'age - 1s'],
    ['age > 3', 'age > 3', 'a duration cannot be compared with a number', null],
    ['term = "2"', 'term = "2"', 'a number cannot be compared with a text', null],
    ['term + 1', 'term + 1', 'a condition is true or false, and this is a number', null],
    ['term > 1 / 0', '1 / 0', 'a division by zero', null],
    ['term / (2 - 2) > 1', 'term / (2 - 2)', 'a division by zero', null],
    ['$limt > age', '$limt', 'unknown parameter "$limt"', '$limit'],
  ])('%s is refused', (text, marked, message, suggestion) => {
    const answer = compiled(text, names);
    if (!isTextProblem(answer)) throw new Error('accepted');
    expect(text.slice(answer.offset, answer.offset + answer.length)).toBe(marked);
    expect([answer.message, answer.suggestion]).toStrictEqual([message, suggestion]);
  });
});

describe('where nobody declared the fields', () => {
  test('a number takes the unit of its partner, a word without a value is a text', () => {
    expect(judged('age > 3s', null, { age: 3_000_000_001 })).toBe(true);
    expect(judged('3s > age', null, { age: 3_000_000_001 })).toBe(false);
    expect(judged('age - 1s = 2s', null, { age: 3_000_000_000 })).toBe(true);
    expect(judged('rate > 1/s', null, { rate: 2 })).toBe(true);
    expect(judged('drift > 50ppm', null, { drift: 60_000 })).toBe(true);
    expect(judged('share >= 50%', null, { share: 0.5 })).toBe(true);
    expect(judged('size > 1KiB', null, { size: 1025 })).toBe(true);
    expect(judged('id = third-append', null, { id: 'third-append' })).toBe(true);
    expect(judged('id = third-append', null, { id: 'other' })).toBe(false);
    expect(judged('term >= 2', null, {})).toBeUndefined();
    expect(formula('id = third-append', null).reads).toStrictEqual(['id', 'third-append']);
  });

  test('fields declared as any behave alike', () => {
    const names: Names = { age: 'any', drift: 'any' };
    expect(judged('age > 3s', names, { age: 3_000_000_001 })).toBe(true);
    expect(judged('age + 1s > 3s', names, { age: 3_000_000_001 })).toBe(true);
    expect(judged('drift > 50ppm', names, { drift: 60_000 })).toBe(true);
    expect(judged('drift + 0ppm > 50ppm', names, { drift: 60_000 })).toBe(true);
    expect(judged('age > 3', names, { age: 4 })).toBe(true);
  });
});

describe('that: metrics', () => {
  const names: Names = {
    makespan: 'duration',
    'voice-p999': 'duration',
    mistakes: 'rate',
    'mistakes.*': 'rate',
    availability: 'number',
    'leader-changes': 'number',
  };

  test('metrics by id, also one value of several', () => {
    expect(judged('voice-p999 < 30ms', names, { 'voice-p999': 29_999_999 })).toBe(true);
    expect(judged('mistakes.fixed <= 6/h', names, { 'mistakes.fixed': 6 / 3600 })).toBe(true);
    expect(
      judged('abs(makespan / $predicted - 1) <= 5%', names, { makespan: 10_500_000_000 }),
    ).toBe(true);
    expect(
      judged('abs(makespan / $predicted - 1) <= 5%', names, { makespan: 10_500_000_001 }),
    ).toBe(false);
    expect(judged('availability >= 99.9%', names, { availability: 0.999 })).toBe(true);
    expect(judged('leader-changes <= 2', names, {})).toBeUndefined();
    expect(formula('mistakes.fixed <= 6/h', names).reads).toStrictEqual(['mistakes.fixed']);
  });

  test('what has one value has no parts', () => {
    const answer = compiled('makespan.p50 < 3s', names);
    expect(answer).toMatchObject({
      message: 'unknown name "makespan.p50": "makespan" has no parts',
      suggestion: 'makespan',
    });
  });

  test('a misspelt metric is found before anything runs', () => {
    const answer = compiled('voice-p99 < 30ms', names);
    expect(isTextProblem(answer) && answer.suggestion).toBe('voice-p999');
  });
});

describe('exclude: axes and variant', () => {
  test('words are names of variants, axes are read or are parameters', () => {
    const names: Names = { variant: 'text', 'nodes.raft.count': 'any' };
    const values: Values = { variant: 'no-checkpoint', 'nodes.raft.count': 3 };
    expect(judged('variant = no-checkpoint and $n != 1', names, values)).toBe(true);
    expect(judged('variant = 2pc', names, values)).toBe(false);
    expect(judged('nodes.raft.count = 3', names, values)).toBe(true);
  });
});

describe('values', () => {
  test('a formula that is no condition gives its value in base units', () => {
    const names: Names = { age: 'duration', drift: 'frequency', entries: 'list' };
    const read = (name: string): FormulaValue => ({ age: 1500, drift: 20, entries: ['a'] })[name];
    expect(formula('2 * age', names, 'value').evaluate(read)).toBe(3000);
    expect(formula('1 / age', names, 'value').evaluate(read)).toBe(1e9 / 1500);
    expect(formula('drift + 1ppb', names, 'value').evaluate(read)).toBe(21);
    expect(formula('entries', names, 'value').evaluate(read)).toStrictEqual(['a']);
    expect(formula('held or violated', {}, 'value').evaluate(read)).toStrictEqual([
      'held',
      'violated',
    ]);
    expect(formula('age > 1us', names, 'value').evaluate(read)).toBe(true);
  });
});
