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
    'one of raft -> one of raft',
    'raft -> one of store',
    'raft except raft-1 -> one of raft',
    'one of raft <-> raft',
    'rest -> one of raft',
    'tier:hot -> one of tier:hot',
  ])('has somebody left in %s', (text) => {
    expect(isTextProblem(parseLinkSelector(text, world))).toBe(false);
  });
});
