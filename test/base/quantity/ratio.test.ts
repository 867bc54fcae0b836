import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  compare,
  div,
  fixedDecimal,
  floorDiv,
  fromDecimal,
  mul,
  ratio,
  roundRatio,
  sub,
  toDecimal,
  toNumber,
} from '../../../src/base/quantity/ratio.ts';

const someRatio = fc
  .tuple(
    fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
    fc.bigInt({ min: 1n, max: 10n ** 20n }),
  )
  .map(([n, d]) => ratio(n, d));

describe('ratio', () => {
  it('is kept in lowest terms with a positive denominator', () => {
    expect(ratio(6n, -4n)).toEqual({ numerator: -3n, denominator: 2n });
    expect(ratio(0n, -7n)).toEqual({ numerator: 0n, denominator: 1n });
    expect(() => ratio(1n, 0n)).toThrow(RangeError);
    expect(() => div(ratio(1n), ratio(0n))).toThrow('division by zero');
  });

  it('obeys the laws of a field', () => {
    fc.assert(
      fc.property(someRatio, someRatio, someRatio, (a, b, c) => {
        expect(mul(a, add(b, c))).toEqual(add(mul(a, b), mul(a, c)));
        expect(sub(add(a, b), b)).toEqual(a);
        if (b.numerator !== 0n) expect(mul(div(a, b), b)).toEqual(a);
        expect(compare(a, b)).toBe(-compare(b, a) + 0);
      }),
      { seed: 42 },
    );
  });

  it('floors towards minus infinity and rounds halves away from zero', () => {
    expect(floorDiv(ratio(-7n, 2n))).toBe(-4n);
    expect(floorDiv(ratio(7n), ratio(2n))).toBe(3n);
    expect(floorDiv(ratio(-4n))).toBe(-4n);
    expect([
      roundRatio(ratio(5n, 2n)),
      roundRatio(ratio(-5n, 2n)),
      roundRatio(ratio(7n, 3n)),
    ]).toEqual([3n, -3n, 2n]);
  });

  it('reads and prints decimals exactly', () => {
    expect(fromDecimal('0.1')).toEqual(ratio(1n, 10n));
    expect(fromDecimal('-12.50')).toEqual(ratio(-25n, 2n));
    for (const bad of ['', '.5', '5.', '1e3', '0x1', '1_000', ' 1'])
      expect(fromDecimal(bad)).toBeUndefined();
    expect(toDecimal(ratio(-1n, 8n))).toBe('-0.125');
    expect(toDecimal(ratio(1n, 3n))).toBeUndefined();
    expect(fixedDecimal(ratio(2n, 3n), 3)).toBe('0.667');
  });

  it('gives the nearest double, like a decimal literal does', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        // Every double is a whole number of 2^-1074.
        const [mantissa = '0', exponent = '0'] = value.toExponential(20).split('e');
        const digits = BigInt(mantissa.replace('.', ''));
        const power = Number(exponent) - 20;
        const exact =
          power >= 0 ? ratio(digits * 10n ** BigInt(power)) : ratio(digits, 10n ** BigInt(-power));
        expect(toNumber(exact)).toBe(Number(value.toExponential(20)) + 0);
      }),
      { seed: 42, numRuns: 500 },
    );
    expect(toNumber(ratio(1n, 3n))).toBe(1 / 3);
    expect(toNumber(ratio(2n ** 53n + 1n))).toBe(2 ** 53);
    expect(toNumber(ratio(2n ** 53n + 3n))).toBe(2 ** 53 + 4);
    expect(toNumber(ratio(1n, 2n ** 1074n))).toBe(5e-324);
    expect(toNumber(ratio(1n, 2n ** 1075n))).toBe(0);
    expect(toNumber(ratio(3n, 2n ** 1075n))).toBe(1e-323);
    expect(toNumber(ratio(10n ** 400n))).toBe(Infinity);
  });
});
