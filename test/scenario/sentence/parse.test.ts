import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { looksLikeMoment, parseMoment } from '../../../src/scenario/sentence/moment.ts';
import { parseSentence } from '../../../src/scenario/sentence/parse.ts';
import { isTextProblem, type TextProblem } from '../../../src/scenario/diagnostics/text-problem.ts';
import { exampleWorld } from '../selector/worlds.ts';

const world = exampleWorld();

type Row = readonly [text: string, marked: string, message: string, suggestion: string | null];

function refused(text: string, answer: object): readonly [string, string, string | null] {
  if (!isTextProblem(answer)) throw new Error(`${text} was accepted`);
  const problem: TextProblem = answer;
  const marked = text.slice(problem.offset, problem.offset + problem.length);
  return [marked, problem.message, problem.suggestion];
}

describe('sentences', () => {
  test('states of nodes', () => {
    expect(parseSentence('raft-3 is paused', world)).toMatchObject({
      kind: 'state',
      negated: false,
      state: 'paused',
      text: 'raft-3 is paused',
    });
    expect(parseSentence(' majority  of raft is not connected', world)).toMatchObject({
      negated: true,
      state: 'connected',
      text: 'majority of raft is not connected',
      who: { text: 'majority of raft' },
    });
    expect(parseSentence('raft, lone except raft-1 is up', world)).toMatchObject({ state: 'up' });
    expect(parseSentence('raft-2 is leader', world)).toMatchObject({ state: { role: 'leader' } });
    expect(parseSentence('leader is synced', world)).toMatchObject({ state: 'synced' });
    expect(parseSentence('one of raft is down', world)).toMatchObject({ state: 'down' });
  });

  test('faults and healing', () => {
    expect(parseSentence('gc is active', world)).toStrictEqual({
      kind: 'fault-active',
      text: 'gc is active',
      fault: 'gc',
      negated: false,
    });
    expect(parseSentence('gc is not active', world)).toMatchObject({ fault: 'gc', negated: true });
    expect(parseSentence('healed', world)).toStrictEqual({
      kind: 'healed',
      text: 'healed',
      negated: false,
    });
    expect(parseSentence('not healed', world)).toMatchObject({ kind: 'healed', negated: true });
  });

  test.each<Row>([
    ['', '', 'a sentence is empty', null],
    [
      'raft',
      'raft',
      '"raft" is no sentence: <nodes> is [not] <state>, <fault> is active, or healed',
      null,
    ],
    ['raft-1 paused', 'raft-1 paused', '"is" is missing', 'raft-1 is paused'],
    ['raft are connected', 'are', 'the verb of a sentence is "is"', 'is'],
    ['healled', 'healled', '"healled" is no sentence', 'healed'],
    ['raft is', '', 'a state is missing: up, down, paused, connected or synced', null],
    ['raft is not', '', 'a state is missing: up, down, paused, connected or synced', null],
    [
      'raft is conected',
      'conected',
      '"conected" is not a state: up, down, paused, connected, synced or leader',
      'connected',
    ],
    [
      'raft is running',
      'running',
      '"running" is not a state: up, down, paused, connected, synced or leader',
      'up',
    ],
    [
      'raft is dead',
      'dead',
      '"dead" is not a state: up, down, paused, connected, synced or leader',
      'down',
    ],
    ['raft is healed', 'healed', '"healed" stands alone: it is about the whole run', null],
    ['raft is up now', 'now', 'a sentence ends after its state', null],
    ['raft-1 is up and raft-2 is up', 'raft-1 is up', '', null],
    [
      'raft-1 is up and gc',
      'and',
      'a sentence ends after its state; several sentences stand in a list',
      null,
    ],
    ['ratf is up', 'ratf', 'unknown node "ratf"', 'raft'],
    ['gc is up', 'gc', '"gc" is a fault: it is active or not, and has no other state', null],
    ['gcc is active', 'gcc', 'unknown fault "gcc"', 'gc'],
    [
      'raft is active',
      'raft',
      '"raft" is a node, and faults are active: up, down, paused, connected or synced',
      null,
    ],
    ['not gc is active', 'not', 'the "not" stands after "is": <fault> is not active', null],
    ['not raft is up', 'not', 'the "not" stands after "is": <nodes> is not <state>', null],
    ['gc, split is active', 'gc, split', 'one fault is active or not: its id stands alone', null],
    ['is active', 'is', 'a fault is missing before "is"', null],
    ['is up', '', 'no node is named', null],
    [
      'raft-1 <-> raft-2 is connected',
      '<->',
      'a sentence speaks of nodes: "a, b is connected" is about both ways',
      ',',
    ],
    ['rest is up', 'rest', '"rest" is every node not on the other side: it needs a link', null],
    ['4 of raft is up', '4 of raft', '4 are wanted and there are only 3 nodes', null],
  ])('%s', (text, marked, message, suggestion) => {
    const answer = parseSentence(text, world);
    if (message === '') expect(isTextProblem(answer)).toBe(true);
    else expect(refused(text, answer)).toStrictEqual([marked, message, suggestion]);
  });

  test('the text reads back as the same sentence', () => {
    const who = fc.constantFrom(
      'raft',
      'one of raft',
      'leader',
      'raft,lone',
      'store  except store-1',
      'tier:hot',
    );
    const state = fc.constantFrom('up', 'down', 'paused', 'connected', 'synced', 'leader');
    fc.assert(
      fc.property(who, state, fc.boolean(), (subject, word, negated) => {
        const first = parseSentence(`${subject} is ${negated ? 'not  ' : ''}${word}`, world);
        if (isTextProblem(first)) throw new Error(first.message);
        expect(parseSentence(first.text, world)).toStrictEqual(first);
      }),
      { seed: 42 },
    );
  });
});

describe('instants', () => {
  test('faults, words and times', () => {
    expect(parseMoment('gc begins', world)).toStrictEqual({
      kind: 'fault',
      text: 'gc begins',
      fault: 'gc',
      edge: 'begins',
    });
    expect(parseMoment(' third-append  hits ', world)).toMatchObject({
      fault: 'third-append',
      edge: 'hits',
    });
    expect(parseMoment('split ends', world)).toMatchObject({ edge: 'ends' });
    expect(parseMoment('heal', world)).toStrictEqual({ kind: 'heal', text: 'heal' });
    expect(parseMoment('gst', world)).toStrictEqual({ kind: 'gst', text: 'gst' });
    expect(parseMoment('last-write', world)).toStrictEqual({
      kind: 'last-write',
      text: 'last-write',
    });
    expect(parseMoment('1m30.5s', world)).toStrictEqual({
      kind: 'time',
      text: '1m30.5s',
      atNs: 90_500_000_000,
    });
    expect(parseMoment('0', world)).toStrictEqual({ kind: 'time', text: '0', atNs: 0 });
  });

  test.each<Row>([
    ['', '', 'an instant is empty', null],
    ['10', '10', '"10" has no unit: add a unit, e.g. 10s', '10s'],
    [
      'gc',
      'gc',
      '"gc" is a fault, which has three instants: "gc begins", "gc hits" or "gc ends"',
      null,
    ],
    [
      'healed',
      'healed',
      '"healed" is no instant: a time, heal, gst or last-write, or <fault> begins',
      'heal',
    ],
    ['gc starts', 'starts', '"starts" is no instant of a fault: it begins, hits or ends', 'begins'],
    ['gc begin', 'begin', '"begin" is no instant of a fault: it begins, hits or ends', 'begins'],
    ['gcc ends', 'gcc', 'unknown fault "gcc"', 'gc'],
    ['the gc ends', 'the', '', null],
    [
      'gc ends now please',
      'now please',
      'an instant is one word, a time, or a fault and its edge',
      null,
    ],
  ])('%s', (text, marked, message, suggestion) => {
    const answer = parseMoment(text, world);
    if (message === '') expect(isTextProblem(answer)).toBe(true);
    else expect(refused(text, answer)).toStrictEqual([marked, message, suggestion]);
  });

  test('a text shows whether it is meant as an instant or a sentence', () => {
    for (const text of ['gc ends', 'gc starts', 'heal', '10m', 'last-write']) {
      expect(looksLikeMoment(text), text).toBe(true);
    }
    for (const text of ['healed', 'raft is up', 'gc is active', 'raft']) {
      expect(looksLikeMoment(text), text).toBe(false);
    }
  });
});
