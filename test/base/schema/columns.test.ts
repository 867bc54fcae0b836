import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  boolean,
  integer,
  list,
  map,
  nodes,
  number,
  object,
  oneOf,
  text,
  value,
} from '../../../src/base/schema.ts';
import { Columns } from '../../../src/base/schema/columns.ts';
import { compileCopier } from '../../../src/base/schema/copier.ts';
import type { Fields } from '../../../src/base/schema/description.ts';
import { describeFields } from '../../../src/base/schema/fields.ts';

const point = object({ x: number(), label: text().optional() });
const fields = {
  term: integer(),
  share: number(),
  ok: boolean(),
  op: oneOf(['put', 'get', 'none']),
  place: point,
  around: list(point),
  rows: list(list(integer())),
  peers: nodes(),
  clock: map(integer()),
  extra: value().optional(),
  whole: integer().optional(),
  sure: boolean().optional(),
  by: text().optional(),
  also: oneOf(['a', 'b']).optional(),
  origin: point.optional(),
  marks: list(integer()).optional(),
  toString: integer().optional(),
};

const optional = <T>(present: fc.Arbitrary<T>) => fc.option(present, { nil: undefined });
/** Numbers that look like marks, or are no whole ones of 32 bits, among all others. */
const numbers = fc.oneof(
  fc.constantFrom(-0, 0, -0x8000_0000, -0x7fff_ffff, -0x7fff_fffe, 0x7fff_ffff, 2 ** 53 - 1, 0.1),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const integers = numbers.map((n) => (Number.isInteger(n) ? n : Math.trunc(n % 1e15)));
const points = fc.record({ x: numbers, label: optional(fc.string()) });
const bodies = fc.record({
  term: integers,
  share: numbers,
  ok: fc.boolean(),
  op: fc.constantFrom('put', 'get', 'none'),
  place: points,
  around: fc.array(points, { maxLength: 40 }),
  rows: fc.array(fc.array(integers, { maxLength: 20 }), { maxLength: 20 }),
  peers: fc.array(fc.string()),
  clock: fc.dictionary(fc.string(), integers),
  extra: optional(fc.jsonValue()),
  whole: optional(integers),
  sure: optional(fc.boolean()),
  by: optional(fc.string()),
  also: optional(fc.constantFrom('a', 'b')),
  origin: optional(points),
  marks: optional(fc.array(integers)),
  toString: optional(integers),
});

/** Columns for values of these fields, and how a copy is made and kept there. */
function columnsOf(its: Fields) {
  const columns = new Columns();
  const shape = columns.shape(describeFields(its));
  const copier = compileCopier(its, 'body');
  const keep = (body: object) => {
    const copy = copier.copy(body);
    return { copy, place: columns.keep(copy, shape) };
  };
  return { columns, shape, keep };
}

describe('columns', () => {
  it('give back what was kept, whatever it was', () => {
    fc.assert(
      fc.property(fc.array(bodies, { minLength: 1, maxLength: 8 }), (all) => {
        const { columns, keep } = columnsOf(fields);
        const kept = all.map(keep);
        for (const { copy, place } of kept) {
          expect(columns.at(place)).toStrictEqual(copy);
          // The order of members is that of a report.
          expect(JSON.stringify(columns.at(place))).toBe(JSON.stringify(copy));
        }
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  it('give back each of very many, small and large', () => {
    const { columns, keep } = columnsOf({ n: integer(), words: list(text()) });
    const kept = Array.from({ length: 30_000 }, (_, n) =>
      keep({ n, words: Array.from({ length: n % 17 }, (_none, i) => `${n}.${i}`) }),
    );
    for (const { copy, place } of kept) expect(columns.at(place)).toEqual(copy);
  });

  it('keep values of several shapes side by side', () => {
    const columns = new Columns();
    const small = columns.shape(describeFields({ a: integer() }));
    const other = columns.shape(describeFields({ b: text(), a: integer() }));
    const places = [
      columns.keep({ a: 1 }, small),
      columns.keep({ b: 'two', a: 2 }, other),
      columns.keep({ any: [3] }, null),
      columns.keep('four', null),
      columns.keep(null, null),
    ];
    expect(places.map((place) => columns.at(place))).toEqual([
      { a: 1 },
      { b: 'two', a: 2 },
      { any: [3] },
      'four',
      null,
    ]);
  });

  it('leave long lists, and what would take much room, as the objects that they are', () => {
    const { columns, keep } = columnsOf({ items: list(integer()), rows: list(list(integer())) });
    const long = keep({ items: Array.from({ length: 17 }, (_, i) => i), rows: [] });
    const { items } = columns.at(long.place) as { readonly items: readonly number[] };
    expect(items).toBe((long.copy as { readonly items: readonly number[] }).items);
    const row = Array.from({ length: 16 }, (_, i) => i);
    const large = keep({ items: [], rows: Array.from({ length: 16 }, () => row) });
    expect(columns.at(large.place)).toBe(large.copy);
    const after = keep({ items: [1], rows: [[2]] });
    expect(columns.at(after.place)).toEqual({ items: [1], rows: [[2]] });
    expect(columns.at(long.place)).toEqual(long.copy);
  });

  it('give back texts that come again, also after one that took too much room, and in a new part', () => {
    const { columns, keep } = columnsOf({
      by: text(),
      of: list(text()),
      rows: list(list(integer())),
    });
    const row = Array.from({ length: 16 }, (_, i) => i);
    const large = Array.from({ length: 16 }, () => row);
    const kept = Array.from({ length: 20_000 }, (_, n) =>
      keep({
        by: `by ${Math.floor(n / 3)}`,
        of: ['same', `of ${n % 2}`, 'same'],
        rows: n % 3 === 1 ? large : [[n]],
      }),
    );
    for (const { copy, place } of kept) expect(columns.at(place)).toEqual(copy);
  });

  it('keep a value that comes twice in a row only once', () => {
    const { columns, shape, keep } = columnsOf({ n: integer() });
    const { copy, place } = keep({ n: 1 });
    expect(columns.keep(copy, shape)).toBe(place);
    expect(keep({ n: 1 }).place).not.toBe(place);
  });
});
