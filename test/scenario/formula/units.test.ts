import { describe, expect, it, test } from 'vitest';
import { ratio } from '../../../src/base/quantity/ratio.ts';
import type { QuantityKind } from '../../../src/base/quantity/quantity.ts';
import {
  numberUnit,
  productUnit,
  quotientUnit,
  rootUnit,
  roundingStep,
  sameDimension,
  sumUnit,
  type Unit,
  unitName,
  unitOf,
} from '../../../src/scenario/formula/units.ts';

const pure = ['share', 'factor', 'frequency'] as const;
const kinds = [
  ...pure,
  'duration',
  'signed-duration',
  'rate',
  'size',
  'bandwidth',
  'byte-rate',
] as const satisfies readonly QuantityKind[];

const nameOf = Object.fromEntries(kinds.map((kind) => [kind, `a ${kind}`])) as Readonly<
  Record<QuantityKind, string>
>;
const name = (unit: Unit): string => unitName(unit, nameOf);
const raw = (time: number, data: number): Unit => ({ time, data, spelling: null, open: false });
const opened: Unit = { ...numberUnit, open: true };

describe('what may be added', () => {
  it('has the same dimension of time and the same of data', () => {
    expect(sameDimension(unitOf('size'), numberUnit)).toBe(false);
    expect(sameDimension(unitOf('duration'), numberUnit)).toBe(false);
    expect(sameDimension(unitOf('bandwidth'), unitOf('rate'))).toBe(false);
    expect(sameDimension(unitOf('bandwidth'), unitOf('byte-rate'))).toBe(true);
    expect(sameDimension(unitOf('duration'), unitOf('signed-duration'))).toBe(true);
  });

  it('is called by the more telling of two names, and by none of two that differ', () => {
    const sum = (a: Unit, b: Unit): string => name(sumUnit(a, b));
    for (const kind of pure) {
      expect(sum(unitOf(kind), unitOf(kind))).toBe(`a ${kind}`);
      expect(sum(unitOf(kind), numberUnit)).toBe(`a ${kind}`);
      expect(sum(numberUnit, unitOf(kind))).toBe(`a ${kind}`);
    }
    expect(sum(unitOf('factor'), unitOf('share'))).toBe('a share');
    expect(sum(unitOf('share'), unitOf('factor'))).toBe('a share');
    expect(sum(unitOf('share'), unitOf('frequency'))).toBe('a number');
    expect(sum(unitOf('frequency'), unitOf('share'))).toBe('a number');
    expect(sum(unitOf('size'), unitOf('size'))).toBe('a size');
    expect(sum(unitOf('bandwidth'), unitOf('bandwidth'))).toBe('a bandwidth');
    expect(sum(unitOf('byte-rate'), unitOf('bandwidth'))).toBe('a byte-rate');
    expect(sum(unitOf('bandwidth'), unitOf('byte-rate'))).toBe('a byte-rate');
  });
});

describe('the unit of what is computed', () => {
  test.each<readonly [Unit, Unit, string, string]>([
    [unitOf('size'), unitOf('size'), 'data squared', 'a number'],
    [unitOf('size'), unitOf('duration'), 'data times time', 'a bandwidth'],
    [unitOf('size'), unitOf('rate'), 'a bandwidth', 'data times time'],
    [unitOf('duration'), unitOf('size'), 'data times time', 'time per data'],
    [unitOf('bandwidth'), unitOf('size'), 'data squared per time', 'a rate'],
    [unitOf('rate'), unitOf('rate'), 'one per time squared', 'a number'],
    [unitOf('rate'), unitOf('size'), 'a bandwidth', 'one per data and time'],
    [unitOf('duration'), unitOf('share'), 'a duration', 'a duration'],
    [unitOf('duration'), unitOf('rate'), 'a number', 'time squared'],
    [unitOf('size'), raw(0, -1), 'a number', 'data squared'],
    [raw(0, 2), unitOf('size'), 'data cubed', 'a size'],
    [unitOf('share'), unitOf('factor'), 'a share', 'a share'],
    [unitOf('size'), numberUnit, 'a size', 'a size'],
    [unitOf('share'), numberUnit, 'a share', 'a share'],
    [unitOf('share'), unitOf('share'), 'a share', 'a number'],
    [raw(2, 0), raw(-2, 0), 'a number', 'time to the 4'],
    [raw(2, 1), raw(0, 1), 'data squared times time squared', 'time squared'],
    [raw(2, 0), unitOf('duration'), 'time cubed', 'a duration'],
  ])('%# times and over another one', (a, b, product, quotient) => {
    expect(name(productUnit(a, b))).toBe(product);
    expect(name(quotientUnit(a, b))).toBe(quotient);
  });

  it('is open as long as nobody has declared any of it', () => {
    for (const of of [sumUnit, productUnit, quotientUnit]) {
      expect(of(opened, opened).open).toBe(true);
      expect(of(opened, numberUnit).open).toBe(false);
      expect(of(opened, unitOf('share')).open).toBe(false);
      expect(of(unitOf('share'), unitOf('share')).open).toBe(false);
      expect(of(numberUnit, opened).open).toBe(false);
    }
  });
});

describe('a square root', () => {
  it('has half the exponents, which must be whole', () => {
    const rootName = (unit: Unit): string | undefined => {
      const root = rootUnit(unit);
      return root === undefined ? undefined : name(root);
    };
    expect(rootName(raw(2, 0))).toBe('a duration');
    expect(rootName(raw(0, 2))).toBe('a size');
    expect(rootName(raw(-2, 2))).toBe('a bandwidth');
    expect(rootName(raw(4, 0))).toBe('time squared');
    expect(rootName(unitOf('share'))).toBe('a number');
    expect(rootName(raw(1, 2))).toBeUndefined();
    expect(rootName(raw(2, 1))).toBeUndefined();
  });

  it('is rounded to nanoseconds, to bytes, and else to a thousand-millionth of what is written', () => {
    const thousandMillionth = (times: number): unknown =>
      ratio(1n, 1_000_000_000n ** BigInt(times));
    expect(roundingStep(unitOf('duration'))).toEqual(ratio(1n));
    expect(roundingStep(raw(2, 1))).toEqual(ratio(1n));
    expect(roundingStep(unitOf('size'))).toEqual(ratio(8n));
    expect(roundingStep(numberUnit)).toEqual(thousandMillionth(1));
    expect(roundingStep(raw(0, -1))).toEqual(thousandMillionth(1));
    expect(roundingStep(unitOf('rate'))).toEqual(thousandMillionth(2));
    expect(roundingStep(unitOf('bandwidth'))).toEqual(thousandMillionth(2));
    expect(roundingStep(raw(-2, 0))).toEqual(thousandMillionth(3));
  });
});

it('is called by its own name if it has one', () => {
  expect(kinds.map((kind) => name(unitOf(kind)))).toEqual(
    kinds.map((kind) => (kind === 'signed-duration' ? 'a duration' : `a ${kind}`)),
  );
});
