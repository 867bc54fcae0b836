import { describe, expect, test } from 'vitest';
import { parseLinkSelector, parseNodeSelector } from '../../../src/scenario/selector/parse.ts';
import { isTextProblem } from '../../../src/scenario/diagnostics/text-problem.ts';
import { exampleWorld } from './worlds.ts';

const world = exampleWorld();

describe('mistakes', () => {
  test('an unknown node that is near no other is told which there are', () => {
    expect(parseNodeSelector('nobody-at-all', world)).toMatchObject({
      notes: [
        'there are: client (client-1 to client-2), leader, lone, pair (pair-1 to pair-2), raft (raft-1 to raft-3), store (store-1 to store-10)',
      ],
    });
    expect(parseNodeSelector('web-*', world)).toMatchObject({
      notes: [expect.stringMatching(/^there are: client /)],
    });
    expect(parseNodeSelector('ratf', world)).toMatchObject({ notes: [] });
  });

  test.each<readonly [string, string, string, string | null]>([
    ['', '', 'no node is named', null],
    ['raft-9', 'raft-9', 'unknown node "raft-9"', 'raft-1'],
    ['ratf', 'ratf', 'unknown node "ratf"', 'raft'],
    ['Leader', 'Leader', 'unknown node "Leader"', 'leader'],
    ['clint-1', 'clint-1', 'unknown node "clint-1"', 'client-1'],
    ['nobody-at-all', 'nobody-at-all', 'unknown node "nobody-at-all"', null],
    ['web-*', 'web-*', 'no node matches "web-*"', null],
    ['tier:hott', 'tier:hott', 'no node has the label tier:hott', 'tier:hot'],
    ['rack:r1', 'rack:r1', 'no node has a label "rack"', null],
    ['tier:', 'tier:', '"tier:" is followed by one name', null],
    ['raft,', ',', 'a name is missing after ","', null],
    [', raft', ',', 'a name is missing before ","', null],
    ['raft except', 'except', 'a name is missing after "except"', null],
    ['raft except except', 'except', 'a name is missing before "except"', null],
    ['one of', 'of', 'a name is missing after "of"', null],
    ['of raft', 'of', 'a name is missing before "of"', null],
    ['one raft', 'one', '"one" is an amount and is followed by "of" and a name', null],
    ['2 raft', '2', '"2" is an amount and is followed by "of" and a name', null],
    ['50% raft', '50%', '"50%" is an amount and is followed by "of" and a name', null],
    [
      'two of raft',
      'two',
      '"two" is not an amount: one, 2, 50%, minority, majority or a role',
      '2',
    ],
    [
      'any of raft',
      'any',
      '"any" is not an amount: one, 2, 50%, minority, majority or a role',
      'one',
    ],
    [
      'majorty of raft',
      'majorty',
      '"majorty" is not an amount: one, 2, 50%, minority, majority or a role',
      'majority',
    ],
    [
      'all of raft',
      'all',
      '"all of" is not written: the name of a group means all its members',
      null,
    ],
    ['0 of raft', '0', '0 of something selects nobody', null],
    ['0% of raft', '0%', '0% selects nobody', null],
    ['120% of raft', '120%', '"120%" is more than 100%, the whole', null],
    ['4 of raft', '4 of raft', '4 are wanted and there are only 3 nodes', null],
    ['2 of lone', '2 of lone', '2 are wanted and there is only 1 node', null],
    ['minority of pair', 'minority of pair', 'the minority of 2 is nobody', null],
    ['one of leader', 'one of leader', 'leader is one node: no amount of it is drawn', null],
    ['raft except raft', 'raft except raft', 'nobody is left: "except" takes all away', null],
    [
      'raft-1 except raft-*',
      'raft-1 except raft-*',
      'nobody is left: "except" takes all away',
      null,
    ],
    ['raft except client except lone', 'raft except client except lone', '', null],
    ['rest', 'rest', '"rest" is every node not on the other side: it needs a link', null],
    ['raft -> client', '->', 'nodes are wanted here, and an arrow makes a link', null],
    [
      'raft and client',
      'and',
      'nothing joins "raft" and "and": several are joined by a comma',
      ',',
    ],
    [
      'raft without lone',
      'without',
      'nothing joins "raft" and "without": several are joined by a comma',
      'except',
    ],
    [
      'raft-1 raft-2',
      'raft-2',
      'nothing joins "raft-1" and "raft-2": several are joined by a comma',
      null,
    ],
    ['raft; client', ';', 'several are joined by a comma', ','],
    ['raft & client', '&', 'several are joined by a comma', ','],
    ['(raft)', '(', 'there are no brackets here', null],
    ['one of $group', '$', 'a parameter stands alone ($name), not inside a text', null],
    ['"raft"', '"', 'names stand without quotation marks', null],
    ['raft.1', '.', '"raft" is followed by a dot, and no name holds one', null],
    ['raft-?', '?', 'only "*" stands for other characters', '*'],
    ['raft 🦊', '🦊', 'nothing joins "raft" and "🦊": several are joined by a comma', null],
    ['raft \u200f', '\u200f', '"\u200f" has no meaning here', null],
  ])('%s', (text, marked, message, suggestion) => {
    const answer = parseNodeSelector(text, world);
    if (message === '') {
      expect(isTextProblem(answer)).toBe(false);
      return;
    }
    if (!isTextProblem(answer)) throw new Error('accepted');
    expect(text.slice(answer.offset, answer.offset + answer.length)).toBe(marked);
    expect([answer.message, answer.suggestion]).toStrictEqual([message, suggestion]);
  });

  test.each<readonly [string, string, string, string | null]>([
    ['raft', 'raft', 'a link is wanted: "a -> b" one way, "a <-> b" both ways', 'raft <-> rest'],
    ['raft => client', '=>', 'an arrow is written "->"', '->'],
    ['raft --> client', '-->', 'an arrow is written "->"', '->'],
    ['raft → client', '→', 'an arrow is written "->"', '->'],
    ['raft <- client', '<-', 'an arrow points to the right: "a -> b"', null],
    ['raft -> ', '', 'no node is named', null],
    ['-> raft', '', 'no node is named', null],
    ['raft -> client -> lone', '->', 'an arrow makes a link, and one link has one arrow', null],
    [
      'rest -> rest',
      '->',
      '"rest" is every node not on the other side: one side must be named',
      null,
    ],
    ['all <-> rest', '<->', 'no node is left for "rest"', null],
    ['rest -> all', '->', 'no node is left for "rest"', null],
    ['raft-1 <-> raft-1', '<->', 'a node has no link to itself', null],
    ['raft -> leadr', 'leadr', 'unknown node "leadr"', 'leader'],
    [
      'raft except rest -> client',
      'rest',
      '"rest" is every node not on the other side: it needs a link',
      null,
    ],
  ])('link %s', (text, marked, message, suggestion) => {
    const answer = parseLinkSelector(text, world);
    if (!isTextProblem(answer)) throw new Error('accepted');
    expect(text.slice(answer.offset, answer.offset + answer.length)).toBe(marked);
    expect([answer.message, answer.suggestion]).toStrictEqual([message, suggestion]);
  });

  test('a name of two kinds is ambiguous', () => {
    const other = { ...exampleWorld(), roles: new Set(['lone']) };
    expect(parseNodeSelector('lone', other)).toMatchObject({
      message: expect.stringContaining('a node and a role'),
    });
    const groups = new Map([...world.groups, ['lone', ['lone-1']]]);
    expect(parseNodeSelector('lone', { ...exampleWorld(), groups })).toMatchObject({
      message: expect.stringContaining('a node and a group'),
    });
  });

  test('in a list, the place is inside the item', () => {
    expect(parseNodeSelector(['raft', 'one of ratf', 'lone'], world)).toMatchObject({
      item: 1,
      offset: 7,
      length: 4,
    });
    expect(parseNodeSelector(['raft', 'lone', ''], world)).toMatchObject({ item: 1 });
    expect(parseNodeSelector([], world)).toMatchObject({
      item: 0,
      offset: 0,
      length: 0,
      message: 'no node is named',
    });
    expect(parseNodeSelector('ratf', world)).toMatchObject({ item: null });
  });
});
