import { describe, expect, test } from 'vitest';
import {
  parseLinkSelector,
  parseNodeSelector,
  parseTarget,
  parseWaySelector,
} from '../../../src/scenario/selector/parse.ts';
import { keyLinks, keySides } from '../../../src/scenario/selector/resolve.ts';
import { isTextProblem } from '../../../src/scenario/diagnostics/text-problem.ts';

const world = {
  nodes: ['a', 'b'],
  groups: new Map(),
  labels: new Map(),
  roles: new Set<string>(),
  switches: ['near', 'north'],
};

/** Both sides of a link, or why it is none. */
function sides(text: string, read = parseLinkSelector): string {
  const link = read(text, world);
  if (isTextProblem(link)) return link.message;
  const { from, to } = keySides(link, world.nodes, world.switches);
  return `${from.join(' ')} -> ${to.join(' ')}`;
}

describe('a switch', () => {
  test('has links, and nothing runs on it', () => {
    expect(sides('a -> near')).toBe('a -> near');
    expect(parseNodeSelector('near', world)).toMatchObject({
      message: '"near" is a switch: it has links, and nothing runs on it',
    });
    expect(parseNodeSelector('n*', world)).toMatchObject({ message: 'no node matches "n*"' });
    expect(sides('a -> near', parseWaySelector)).toBe(
      '"near" is a switch: it has links, and nothing runs on it',
    );
  });

  test('is meant by a pattern that fits no node', () => {
    expect(sides('n* -> a')).toBe('near north -> a');
    expect(sides('* -> near')).toBe('a b -> near');
  });

  test('is among the rest of another switch, and of nodes it is not', () => {
    expect(sides('near -> rest')).toBe('near -> a b north');
    expect(sides('a -> rest')).toBe('a -> b');
    expect(sides('rest -> near')).toBe('a b north -> near');
  });

  test('beside nodes leaves a rest as long as somebody is not named', () => {
    expect(sides('a, near -> rest')).toBe('a near -> b north');
    expect(sides('a, b, near -> rest')).toBe('a b near -> north');
    expect(sides('a, b, near, north -> rest')).toBe('no node is left for "rest"');
    expect(sides('rest -> a, b')).toBe('no node is left for "rest"');
    const target = parseTarget('a, near', world, 'links');
    expect(isTextProblem(target) ? target.message : target.kind).toBe('links');
    expect(parseTarget('a, b', world, 'links')).toMatchObject({ suggestion: 'a, b -> a, b' });
  });
});

describe('links as keys', () => {
  test('are directed pairs, those of both directions twice', () => {
    const link = parseLinkSelector('b <-> a', world);
    if (isTextProblem(link)) throw new Error(link.message);
    expect(keyLinks(link, world.nodes)).toStrictEqual([
      { from: 'a', to: 'b' },
      { from: 'b', to: 'a' },
    ]);
  });
});
