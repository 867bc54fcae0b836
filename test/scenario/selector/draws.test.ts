import { describe, expect, test } from 'vitest';
import { parseLinkSelector } from '../../../src/scenario/selector/parse.ts';
import { isTextProblem } from '../../../src/scenario/diagnostics/text-problem.ts';
import { exampleWorld } from './worlds.ts';

const world = exampleWorld();
const nobodyLeft =
  'nobody is left to draw: an amount on the second side draws among nodes that are not on the first';

describe('an amount on the second side of a link', () => {
  test.each([
    ['raft -> one of raft', '->', 'rest -> one of raft'],
    ['raft <-> one of raft', '<->', 'one of raft <-> raft'],
    ['2 of pair -> one of pair', '->', 'rest -> one of pair'],
    ['client, raft -> lone, majority of raft', '->', 'rest -> lone, majority of raft'],
  ])('has nobody to draw in %s', (text, marked, meant) => {
    const answer = parseLinkSelector(text, world);
    if (!isTextProblem(answer)) throw new Error('accepted');
    expect(text.slice(answer.offset, answer.offset + answer.length)).toBe(marked);
    expect([answer.message, answer.suggestion]).toStrictEqual([nobodyLeft, meant]);
  });

  test.each([
    ['2 of raft <-> 2 of raft', '2 are wanted and at most 1 is left to draw', null],
    [
      'majority of raft -> majority of raft',
      '2 are wanted and at most 1 is left to draw',
      'rest -> majority of raft',
    ],
    ['6 of store <-> 50% of store', '5 are wanted and at most 4 are left to draw', null],
    ['raft-1 <-> 3 of raft', '3 are wanted and at most 2 are left to draw', '3 of raft <-> raft-1'],
    [
      '2 of raft -> 2 of raft except raft-1',
      '2 are wanted and at most 1 is left to draw',
      'rest -> 2 of raft except raft-1',
    ],
    ['3 of raft <-> 3 of raft', 'nobody is left to draw', null],
  ])('has too few to draw in %s', (text, why, meant) => {
    const answer = parseLinkSelector(text, world);
    if (!isTextProblem(answer)) throw new Error('accepted');
    expect(answer.message.split(':')[0]).toBe(why);
    expect(answer.suggestion).toBe(meant);
  });

  test.each([
    'one of raft -> one of raft',
    '2 of raft <-> minority of raft',
    '9 of store <-> one of store, one of raft',
    '2 of raft, store -> one of raft',
    '2 of raft except raft-1 -> one of raft',
    '4 of tier:hot -> 4 of store',
    '5 of store <-> 50% of store',
    'raft -> one of store',
    'raft except raft-1 -> one of raft',
    'one of raft <-> raft',
    'rest -> one of raft',
    'tier:hot -> one of tier:hot',
  ])('has somebody left in %s', (text) => {
    expect(isTextProblem(parseLinkSelector(text, world))).toBe(false);
  });
});
