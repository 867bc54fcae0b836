import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDuration, printDuration, printInstant, printReading } from '../../src/base/time.ts';

function nsOf(text: string): number | string {
  const read = parseDuration(text);
  return 'ns' in read ? read.ns : read.problem;
}

describe('time', () => {
  it('reads durations as whole nanoseconds', () => {
    const good: readonly [string, number][] = [
      ['15s', 15e9],
      ['1m30s', 90e9],
      ['2.5ms', 2_500_000],
      ['0', 0],
      ['0s', 0],
      ['0.1us', 100],
      ['7µs', 7000],
      ['7\u03bcs', 7000],
      ['3min', 180e9],
      ['1.5h', 5400e9],
      ['104d', 8_985_600e9],
      ['1h0.5s', 3600.5e9],
    ];
    for (const [text, ns] of good) expect(nsOf(text), text).toBe(ns);
  });

  it('says what is wrong with anything else', () => {
    const bad: readonly [string, string, string?][] = [
      ['15', 'add a unit, e.g. 15s', '15s'],
      ['1.5sec', '"sec" is not a unit of time', '1.5s'],
      ['5minutes', 'not a unit of time', '5m'],
      ['0.5ns', 'finer than a nanosecond'],
      ['105d', 'at most 104 days'],
      ['30s1m', 'from long to short'],
      ['1s1s', 'from long to short'],
      ['-3ms', 'is negative'],
      ['soon', 'is not a duration'],
      ['', 'is not a duration'],
      ['1 s', 'is not a duration'],
      ['.5s', 'is not a duration'],
    ];
    for (const [text, problem, suggestion] of bad) {
      const read = parseDuration(text);
      expect('problem' in read && read.problem, text).toContain(problem);
      expect('problem' in read && read.suggestion, text).toBe(suggestion);
    }
  });

  it('prints the canonical spelling', () => {
    const printed: readonly [number, string][] = [
      [0, '0s'],
      [15e9, '15s'],
      [90e9, '1m30s'],
      [2_500_000, '2.5ms'],
      [-3_000_000, '-3ms'],
      [1, '1ns'],
      [1500, '1.5us'],
      [61_500_000_000, '1m1.5s'],
      [3_600_000_000_000, '1h'],
      [3_600_500_000_000, '1h0.5s'],
      [129_600_000_000_000, '1d12h'],
      [1_000_000_001, '1.000000001s'],
    ];
    for (const [ns, text] of printed) expect(printDuration(ns)).toBe(text);
  });

  it('reads back exactly what it prints', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (ns) => {
        expect(nsOf(printDuration(ns))).toBe(ns);
      }),
      { seed: 42, numRuns: 1000 },
    );
  });

  it('prints readings of clocks as seconds, exactly', () => {
    const readings = [0, 1, -500_000_000, 60_250_000_000, 3_119_913_000_001];
    expect(readings.map(printReading)).toEqual([
      '0s',
      '0.000000001s',
      '-0.5s',
      '60.25s',
      '3119.913000001s',
    ]);
  });

  it('prints instants as seconds with three decimals, cut towards zero', () => {
    expect(
      [12_340_000_000, 12_340_999_999, 0, 999_999, -1_500_000, -400, 5e9].map(printInstant),
    ).toEqual(['12.340s', '12.340s', '0.000s', '0.000s', '-0.001s', '0.000s', '5.000s']);
  });
});
