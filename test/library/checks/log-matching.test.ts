import { describe, expect, it } from 'vitest';
import { logMatching } from '../../../src/library/checks/log-matching.ts';
import { judgeSteps, type Step } from '../../support/event-rows.ts';

const has = (node: string, index: number, term: number, value: string): Step => [
  node,
  'appended',
  { index, term, value },
];

describe('log-matching', () => {
  it('holds when logs that share an entry are the same up to it', () => {
    const { verdict } = judgeSteps(logMatching, [
      has('a', 1, 1, 'x'),
      has('b', 1, 2, 'y'),
      has('b', 2, 2, 'z'),
      has('a', 1, 2, 'y'),
      has('a', 2, 2, 'z'),
    ]);
    expect(verdict).toBe('held');
  });

  it('is violated by different values under one index and term', () => {
    const { why } = judgeSteps(logMatching, [has('a', 1, 1, 'x'), has('b', 1, 1, 'y')]);
    expect(why).toBe('a and b hold x and y at index 1 of term 1');
  });

  it('is violated when what stands before a shared entry differs', () => {
    const { why } = judgeSteps(logMatching, [
      has('a', 1, 1, 'x'),
      has('b', 1, 2, 'y'),
      has('a', 2, 3, 'z'),
      has('b', 2, 3, 'z'),
    ]);
    expect(why).toBe(
      'a and b agree at index 2 of term 3, but the entry before it is of term 1 and 2',
    );
  });

  it('remembers entries that were cut off since', () => {
    const steps = [has('a', 1, 1, 'x'), has('a', 1, 2, 'y'), has('b', 1, 1, 'z')];
    expect(judgeSteps(logMatching, steps).verdict).toBe('violated');
    const again = [has('a', 1, 1, 'x'), has('b', 1, 1, 'x'), has('a', 1, 1, 'y')];
    expect(judgeSteps(logMatching, again).verdict).toBe('violated');
  });

  it('says nothing of an entry before which a log is not known', () => {
    const steps = [has('a', 1, 1, 'x'), has('a', 2, 2, 'y'), has('b', 2, 2, 'y')];
    expect(judgeSteps(logMatching, steps).verdict).toBe('held');
  });

  it('compares those whose logs are known, whoever told the entry first', () => {
    const { why } = judgeSteps(logMatching, [
      has('a', 5, 3, 'z'),
      has('b', 4, 1, 'x'),
      has('b', 5, 3, 'z'),
      has('c', 4, 2, 'y'),
      has('c', 5, 3, 'z'),
    ]);
    expect(why).toBe(
      'b and c agree at index 5 of term 3, but the entry before it is of term 1 and 2',
    );
  });

  it('is vacuous without a shared entry, and undecided about an index that is no number', () => {
    expect(judgeSteps(logMatching, [has('a', 1, 1, 'x'), has('b', 1, 2, 'y')]).verdict).toBe(
      'vacuous',
    );
    const { verdict, notes } = judgeSteps(logMatching, [['a', 'appended', { index: 'one' }]]);
    expect(verdict).toBe('undecided');
    expect(notes).toEqual(['it is undecided: index of appended is not a number']);
  });
});
