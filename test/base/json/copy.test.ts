import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copyJson } from '../../../src/base/json/copy.ts';

/** Every object and list in a value. */
function partsOf(value: unknown): readonly object[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value, ...Object.values(value).flatMap(partsOf)];
}

class Point {
  x = 1;
}

const around: { self?: unknown } = {};
around.self = around;

describe('a copy of JSON', () => {
  it('equals the value and shares nothing with it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const copy = copyJson(value);
        expect(copy).toStrictEqual(value);
        const own = new Set(partsOf(value));
        expect(partsOf(copy).filter((part) => own.has(part))).toEqual([]);
      }),
      { seed: 42, numRuns: 500 },
    );
  });

  it('may be changed where the value is frozen', () => {
    const copy = copyJson(Object.freeze({ list: Object.freeze([1]) })) as { list: number[] };
    copy.list.push(2);
    expect(copy).toEqual({ list: [1, 2] });
  });

  it('leaves out what is undefined, and keeps members of any name', () => {
    expect(copyJson({ a: undefined, b: { c: undefined } })).toStrictEqual({ b: {} });
    const odd = JSON.parse('{ "__proto__": { "x": 1 }, "toString": 2 }') as object;
    expect(JSON.stringify(copyJson(odd))).toBe('{"__proto__":{"x":1},"toString":2}');
  });

  it.each([
    ['NaN', { a: [Number.NaN] }],
    ['an infinity', -Infinity],
    ['a function', { a: () => 1 }],
    ['nothing at all', undefined],
    ['a hole in a list', [undefined]],
    ['a symbol', Symbol('s')],
    ['a bigint', 1n],
    ['an instance of a class', new Point()],
    ['a map', new Map()],
    ['what contains itself', around],
  ])('is not made of %s', (_, value) => {
    expect(() => copyJson(value)).toThrow(TypeError);
  });
});
