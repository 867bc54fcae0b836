import { describe, expect, it } from 'vitest';
import {
  boolean,
  distribution,
  duration,
  integer,
  list,
  map,
  node,
  nodes,
  object,
  oneOf,
  text,
} from '../../../src/base/schema.ts';
import {
  boundsText,
  expectedText,
  fallbackText,
  typeText,
  valueText,
  writtenText,
} from '../../../src/base/schema/text.ts';

describe('words for schemas', () => {
  it.each([
    [duration(), 'duration', 'a duration such as 30s'],
    [integer(), 'whole number', 'a whole number'],
    [boolean(), 'true or false', 'true or false'],
    [text(), 'text', 'text'],
    [oneOf(['gc', 'sigstop']), 'one of: gc, sigstop', 'one of: gc, sigstop'],
    [nodes(), 'list of nodes', 'a list of nodes'],
    [list(node()), 'list of nodes', 'a list of nodes'],
    [list(nodes()), 'list of lists of nodes', 'a list of lists of nodes'],
    [list(oneOf(['a', 'b'])), 'list of words of: a, b', 'a list of words of: a, b'],
    [map(duration()), 'map of durations', 'a map of durations'],
    [object({ a: integer(), b: text() }), 'object (a, b)', 'an object (a, b)'],
    [distribution(), 'duration or distribution', 'a duration or distribution such as 1ms..3ms'],
  ])('name the type: %#', (schema, type, expected) => {
    expect(typeText(schema.description)).toBe(type);
    expect(expectedText(schema.description)).toBe(expected);
  });

  it('tell defaults and bounds as a file writes them', () => {
    expect(fallbackText(duration().description)).toBe('required');
    expect(fallbackText(duration().optional().description)).toBe('optional');
    expect(fallbackText(duration().default('10s').description)).toBe('10s');
    expect(fallbackText(list(text()).default(['a', '']).description)).toBe('[a, ""]');
    expect(boundsText(integer().description)).toBe('');
    expect(boundsText(integer().min(0).description)).toBe('at least 0');
    expect(boundsText(duration().max('1m').description)).toBe('at most 1m');
    expect(boundsText(integer().min(1).max(5).description)).toBe('1 to 5');
  });

  it('write data on one line', () => {
    expect(writtenText({ a: [1, true, null], b: {} })).toBe('{ a: [1, true, null], b: {} }');
  });

  it('name any value', () => {
    expect(valueText('x'.repeat(50))).toBe(`"${'x'.repeat(39)}…"`);
    expect([Number.NaN, undefined, null, () => 1, [], {}].map(valueText)).toStrictEqual([
      'NaN',
      'undefined',
      'null',
      'a function',
      'a list',
      'an object',
    ]);
    expect(valueText(new Set())).toBe('an instance of Set');
    expect(valueText(Symbol('x'))).toBe('a symbol');
  });
});
