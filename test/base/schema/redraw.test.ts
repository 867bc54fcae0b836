import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  boolean,
  duration,
  event,
  factor,
  type Fields,
  formula,
  integer,
  list,
  map,
  node,
  nodes,
  number,
  object,
  oneOf,
  ppm,
  probability,
  rate,
  type Schema,
  signature,
  signedDuration,
  size,
  text,
  value,
  wallTime,
} from '../../../src/base/schema.ts';
import { compileCopier } from '../../../src/base/schema/copier.ts';
import { corruptField, redraw } from '../../../src/base/schema/redraw.ts';

const names = ['n1', 'n2', 'n3'];
const uniforms = fc.array(
  fc.integer({ min: 0, max: 9999 }).map((part) => part / 10_000),
  { minLength: 1 },
);

/** Draws the numbers of a list, again and again. */
const drawing = (numbers: readonly number[]) => {
  let next = 0;
  return (): number => numbers[next++ % numbers.length] ?? 0;
};

/** Schemas with values of their domain; a copier then says whether another value is one too. */
const domains: { readonly [word: string]: readonly [Schema<unknown>, fc.Arbitrary<unknown>] } = {
  boolean: [boolean(), fc.boolean()],
  integer: [integer(), fc.integer()],
  large: [integer(), fc.maxSafeInteger()],
  number: [number(), fc.double({ noNaN: true, min: -1e9, max: 1e9 })],
  duration: [duration(), fc.nat()],
  signed: [signedDuration(), fc.integer()],
  rate: [rate(), fc.double({ noNaN: true, min: 0, max: 1e6 })],
  ppm: [ppm(), fc.integer()],
  factor: [factor(), fc.double({ noNaN: true, min: 0, max: 1e3 })],
  size: [size(), fc.nat()],
  text: [text(), fc.string({ unit: 'grapheme' })],
  event: [event(), fc.string()],
  word: [oneOf(['a', 'b', 'c']), fc.constantFrom('a', 'b', 'c')],
  node: [node(), fc.constantFrom(...names)],
  nodes: [nodes(), fc.array(fc.constantFrom(...names), { minLength: 1 })],
  wall: [wallTime(), fc.maxSafeInteger()],
  value: [value(), fc.jsonValue()],
  signature: [signature(), fc.jsonValue()],
  list: [list(integer()), fc.array(fc.integer(), { minLength: 1 })],
  map: [map(text()), fc.dictionary(fc.string(), fc.string(), { minKeys: 1 })],
  object: [
    object({ a: integer(), b: text().optional() }),
    fc.oneof(fc.record({ a: fc.integer() }), fc.record({ a: fc.integer(), b: fc.string() })),
  ],
};

describe('redraw', () => {
  it.each(Object.entries(domains))('gives another %s', (_, [schema, values]) => {
    const copier = compileCopier({ field: schema }, 'body');
    fc.assert(
      fc.property(values, uniforms, (current, numbers) => {
        const other = redraw(schema.description, current, drawing(numbers), names);
        expect(other).toBeDefined();
        expect(JSON.stringify(other)).not.toBe(JSON.stringify(current));
        expect(copier.copy({ field: other })).toStrictEqual({ field: other });
      }),
      { seed: 42, numRuns: 200 },
    );
  });

  it('stays within the bounds, and reaches all of a small domain', () => {
    const schema = integer().min(2).max(5);
    const seen = new Set<unknown>();
    for (let i = 0; i < 30; i += 1) seen.add(redraw(schema.description, 3, () => i / 30));
    expect([...seen]).toStrictEqual([2, 4, 5]);
    const bounded = duration().min('1s').max('2s').description;
    fc.assert(
      fc.property(uniforms, (numbers) => {
        const other = redraw(bounded, 1_500_000_000, drawing(numbers));
        expect(other).toBeGreaterThanOrEqual(1_000_000_000);
        expect(other).toBeLessThanOrEqual(2_000_000_000);
        const share = redraw(probability().description, 1, drawing(numbers));
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThan(1);
      }),
      { seed: 42 },
    );
  });

  it('has nothing to give where there is only one value', () => {
    const uniform = () => 0.5;
    expect(redraw(oneOf(['a']).description, 'a', uniform)).toBeUndefined();
    expect(redraw(integer().min(3).max(3).description, 3, uniform)).toBeUndefined();
    expect(redraw(node().description, 'n1', uniform, ['n1'])).toBeUndefined();
    expect(redraw(list(integer()).description, [], uniform)).toBeUndefined();
    expect(redraw(object({}).description, {}, uniform)).toBeUndefined();
    expect(redraw(formula().description, 'x', uniform)).toBeUndefined();
  });

  it('shortens a list whose items have no other value', () => {
    const schema = list(oneOf(['a']));
    expect(redraw(schema.description, ['a', 'a'], () => 0)).toStrictEqual(['a']);
  });
});

describe('corruptField', () => {
  const fields: Fields = {
    term: integer(),
    kind: oneOf(['only']),
    from: node(),
    deep: object({ list: list(text()) }),
    note: text().optional(),
  };
  const body = { term: 3, kind: 'only', from: 'n1', deep: { list: ['x', 'y'] } };

  it('changes exactly one field, which is not always the same', () => {
    const changed = new Set<string>();
    fc.assert(
      fc.property(uniforms, (numbers) => {
        const before = JSON.stringify(body);
        const corrupt = corruptField(fields, body, drawing(numbers), names);
        expect(JSON.stringify(body)).toBe(before);
        const members = Object.entries(corrupt ?? {});
        expect(members.map(([name]) => name)).toStrictEqual(Object.keys(body));
        const different = members.filter(
          ([name, member]) =>
            JSON.stringify(member) !==
            JSON.stringify(Object.entries(body).find(([key]) => key === name)?.[1]),
        );
        expect(different).toHaveLength(1);
        changed.add(different[0]?.[0] ?? '');
        expect(Object.isFrozen(corrupt)).toBe(true);
      }),
      { seed: 42, numRuns: 200 },
    );
    expect([...changed].toSorted((a, b) => (a < b ? -1 : 1))).toStrictEqual([
      'deep',
      'from',
      'term',
    ]);
  });

  it('gives null when no field has another value', () => {
    expect(corruptField({ kind: oneOf(['only']) }, { kind: 'only' }, () => 0)).toBeNull();
    expect(corruptField({}, {}, () => 0)).toBeNull();
  });
});
