import { describe, expect, it } from 'vitest';
import {
  boolean,
  distribution,
  duration,
  formula,
  integer,
  list,
  node,
  number,
  object,
  oneOf,
  probability,
  rate,
  size,
  text,
} from '../../../src/base/schema.ts';

describe('builders', () => {
  it('describe a value as plain frozen data', () => {
    const { description } = duration('How long.').default('10s').min('1s').max('1m');
    expect(description).toStrictEqual({
      word: 'duration',
      about: 'How long.',
      optional: false,
      orOwn: false,
      fallback: '10s',
      min: '1s',
      max: '1m',
      words: null,
      of: null,
      fieldOf: null,
      fields: null,
    });
    expect(Object.isFrozen(description)).toBe(true);
  });

  it('never change a schema: each call gives a new one', () => {
    const plain = integer();
    const changed = plain.default(3).min(1).optional();
    expect(plain.description.fallback).toBeUndefined();
    expect(plain.description.min).toBeUndefined();
    expect(plain.description.optional).toBe(false);
    expect(changed.description).toMatchObject({ fallback: 3, min: 1, optional: true });
    expect(Object.isFrozen(plain)).toBe(true);
  });

  it('keep the order of fields and what lists hold', () => {
    const entry = object({ term: integer(), command: object({ key: text() }) });
    expect(Object.keys(entry.description.fields ?? {})).toStrictEqual(['term', 'command']);
    expect(list(entry).description.of).toBe(entry.description);
    expect(oneOf(['a', 'b']).description.words).toStrictEqual(['a', 'b']);
    expect(() => oneOf('low' as unknown as string[])).toThrow("oneOf takes a list: oneOf(['low'");
  });

  it.each([
    [() => duration('Pause.').min('2s').default('1s'), /default 1s of this duration \("Pause\."\)/],
    [() => duration().default('1s').min('2s'), /too small: at least 2s/],
    [() => integer().max(5).default(6), /too large: at most 5/],
    [() => integer().default(1.5), /expected a whole number, found 1\.5/],
    [() => number().default(Number.NaN), /expected a number, found NaN/],
    [() => probability().default('150%'), /100%/],
    [() => integer().min(5).max(4), /largest value 4/],
    [() => list(integer()).default([1, 2.5]), /cannot be at 1: expected a whole number/],
    [() => object({ a: integer() }).default({}), /missing key "a"/],
  ])('refuse a default or bound that cannot be, at definition: %#', (define, message) => {
    expect(define).toThrow(TypeError);
    expect(define).toThrow(message);
  });

  it('refuse what only a caller without types could write', () => {
    const untyped: { readonly [name: string]: (written: never) => unknown } = {
      duration: (written) => duration().default(written),
      rate: (written) => rate().min(written),
      size: (written) => size().max(written),
      word: (written) => oneOf(['a', 'b']).default(written),
      boolean: (written) => boolean().default(written),
      text: (written) => text().default(written),
    };
    for (const [name, define] of Object.entries(untyped)) {
      expect(() => define(7 as never), name).toThrow(TypeError);
    }
  });

  it('leave names in defaults to the scenario', () => {
    expect(node().default('leader-1').description.fallback).toBe('leader-1');
    expect(distribution().default('same-az').description.fallback).toBe('same-az');
    expect(formula().default('p99 < 5ms').description.fallback).toBe('p99 < 5ms');
    expect(() => distribution().default('3s..1s')).toThrow(/backwards/);
  });
});
