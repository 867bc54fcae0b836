import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Exact,
  isProblem,
  parseAs,
  parseQuantity,
  parseRange,
  printQuantity,
  type QuantityKind,
  toNs,
  toPeriodNs,
  toPerSecond,
  toPpb,
} from '../../../src/base/quantity/quantity.ts';
import { units } from '../../../src/base/quantity/unit.ts';
import { ratio } from '../../../src/base/quantity/ratio.ts';

function read(text: string): Exact {
  const found = parseQuantity(text);
  if (isProblem(found)) throw new Error(found.problem);
  return found;
}

describe('quantity', () => {
  it('knows the kind by the unit and keeps the exact ratio', () => {
    const good: readonly [string, QuantityKind, bigint, bigint][] = [
      ['15s', 'duration', 15_000_000_000n, 1n],
      ['-3ms', 'signed-duration', -3_000_000n, 1n],
      ['25%', 'share', 1n, 4n],
      ['0.01%', 'share', 1n, 10_000n],
      ['20/s', 'rate', 20n, 1n],
      ['0.5/min', 'rate', 1n, 120n],
      ['0.5/m', 'rate', 1n, 120n],
      ['6/h', 'rate', 1n, 600n],
      ['1/d', 'rate', 1n, 86_400n],
      ['50ppm', 'frequency', 1n, 20_000n],
      ['-20ppb', 'frequency', -1n, 50_000_000n],
      ['10Mbit/s', 'bandwidth', 10_000_000n, 1n],
      ['64kbit/s', 'bandwidth', 64_000n, 1n],
      ['160B', 'size', 160n, 1n],
      ['4KiB', 'size', 4096n, 1n],
      ['1MB', 'size', 1_000_000n, 1n],
      ['1GB/s', 'byte-rate', 1_000_000_000n, 1n],
      ['10x', 'factor', 10n, 1n],
      ['0.5x', 'factor', 1n, 2n],
    ];
    for (const [text, kind, top, bottom] of good) {
      expect(parseQuantity(text), text).toEqual({ kind, ratio: ratio(top, bottom) });
    }
  });

  it('prints every example of the language as it is written there', () => {
    const canonical = [
      '15s',
      '1m30s',
      '2.5ms',
      '-3ms',
      '25%',
      '0.01%',
      '20/s',
      '0.5/min',
      '6/h',
      '1/d',
      '50ppm',
      '-20ppb',
      '10Mbit/s',
      '64kbit/s',
      '160B',
      '4KiB',
      '1MB',
      '1GB/s',
      '10x',
      '0.5x',
    ];
    expect(canonical.map((text) => printQuantity(read(text)))).toEqual(canonical);
    expect(printQuantity({ kind: 'rate', ratio: ratio(1250n, 3n) })).toBe('25000/min');
    expect(printQuantity({ kind: 'factor', ratio: ratio(1n, 3n) })).toBe('0.333333333x');
    expect(printQuantity({ kind: 'rate', ratio: ratio(1n, 7n) })).toMatch(/^8\.571428571\/min$/);
  });

  it('reads back exactly what it prints, in every unit', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...units),
        fc.integer({ min: 0, max: 999_999 }),
        ({ name, kind }, count) => {
          const exact = parseAs(kind, `${kind === 'share' ? count / 10_000 : count}${name}`);
          if (isProblem(exact)) throw new Error(exact.problem);
          expect(parseAs(kind, printQuantity(exact))).toEqual(exact);
        },
      ),
      { seed: 42, numRuns: 1000 },
    );
  });

  it('explains what is wrong and shows what is right', () => {
    const bad: readonly [string, string, string?][] = [
      ['30', 'add a unit, e.g. 30s'],
      ['30sec', '"sec" is not a unit', '30s'],
      ['10Mbps', '"Mbps" is not a unit', '10Mbit/s'],
      ['4kib', '"kib" is not a unit', '4KiB'],
      ['5ppt', '"ppt" is not a unit', '5ppb'],
      ['10 ms', 'written without', '10ms'],
      ['-5%', 'is negative'],
      ['0.00000001%', 'finer than one part'],
      ['0.5B', 'whole number of bytes'],
      ['0.1ns', 'finer than a nanosecond'],
      ['hello', 'is not a quantity'],
    ];
    for (const [text, problem, suggestion] of bad) {
      const found = parseQuantity(text);
      expect(isProblem(found) && found.problem, text).toContain(problem);
      expect(isProblem(found) && found.suggestion, text).toBe(suggestion);
    }
  });

  it('reads one kind, where 0 alone needs no unit', () => {
    for (const kind of ['duration', 'share', 'rate', 'size', 'frequency', 'factor'] as const) {
      expect(parseAs(kind, 0)).toEqual({ kind, ratio: ratio(0n) });
      expect(parseAs(kind, '0')).toEqual({ kind, ratio: ratio(0n) });
    }
    expect(parseAs('share', 0.25)).toMatchObject({ suggestion: '25%' });
    expect(parseAs('share', '0.07')).toMatchObject({ suggestion: '7%' });
    expect(parseAs('duration', 30)).toMatchObject({
      suggestion: '30s',
      problem: '"30" has no unit: add a unit, e.g. 30s',
    });
    expect(parseAs('share', '101%')).toMatchObject({
      problem: '"101%" is more than 100%, the whole',
    });
    expect(parseAs('duration', '-3ms')).toMatchObject({
      problem: '"-3ms" is negative: a duration cannot be',
    });
    expect(parseAs('signed-duration', '3ms')).toEqual({
      kind: 'signed-duration',
      ratio: ratio(3_000_000n),
    });
    expect(parseAs('rate', '5s')).toMatchObject({
      problem: expect.stringContaining('is a duration; a rate is wanted') as string,
    });
  });

  it('takes a range for no unit where one value is wanted', () => {
    expect(parseAs('share', '5%..60%')).toEqual({
      problem: '"5%..60%" is not a share such as 25%',
    });
    expect(parseAs('factor', '2x..3x')).toEqual({
      problem: '"2x..3x" is not a factor such as 2x',
    });
    expect(parseAs('duration', '1s..2s')).toEqual({
      problem: '"1s..2s" is not a duration such as 30s',
    });
  });

  it('reads ranges with the lower end first', () => {
    expect(parseRange('duration', '1s..3s')).toEqual({ low: read('1s'), high: read('3s') });
    expect(parseRange('frequency', '-50ppm..50ppm')).toEqual({
      low: read('-50ppm'),
      high: read('50ppm'),
    });
    expect(parseRange('duration', '0..3s')).toMatchObject({ low: { ratio: ratio(0n) } });
    expect(parseRange('duration', '1.5s..2.5s')).toEqual({ low: read('1.5s'), high: read('2.5s') });
    expect(parseRange('duration', '3s..1s')).toMatchObject({ suggestion: '1s..3s' });
    for (const text of ['3s', '1s..', '..3s', '1s..2s..3s', '1s..3']) {
      expect(isProblem(parseRange('duration', text)), text).toBe(true);
    }
  });

  it('turns exact values into the numbers the engine works with', () => {
    expect(toNs(read('1m30s'))).toBe(90e9);
    expect(toNs({ kind: 'duration', ratio: ratio(10n, 3n) })).toBe(3);
    expect(toPpb(read('-20ppb'))).toBe(-20);
    expect(toPpb(read('91.22%'))).toBe(912_200_000);
    expect(toPerSecond(read('0.1/s'))).toBe(0.1);
    expect(toPerSecond(read('1/min'))).toBe(1 / 60);
    expect(toPeriodNs(read('3/s'))).toBe(333_333_333);
    expect(toPeriodNs(read('0/s'))).toBe(Infinity);
  });

  it('is guessed from what was written: a bare size is bytes, a small b bits, a blank is one too many', () => {
    expect(parseAs('size', '1500')).toMatchObject({ suggestion: '1500B' });
    expect(parseAs('bandwidth', '10Mb/s')).toMatchObject({ suggestion: '10Mbit/s' });
    expect(parseAs('duration', '1m 30s')).toMatchObject({ suggestion: '1m30s' });
  });
});
