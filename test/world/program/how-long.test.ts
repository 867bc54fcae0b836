import { describe, expect, it } from 'vitest';
import { howLongNs } from '../../../src/world/program/how-long.ts';

describe('a length of time that a program gives', () => {
  it('is written, or a whole number of nanoseconds', () => {
    expect(howLongNs('90s', 'sleep')).toBe(90_000_000_000);
    expect(howLongNs('90s', 'sleep')).toBe(90_000_000_000);
    expect([0, 7].map((ns) => howLongNs(ns as never, 'sleep'))).toEqual([0, 7]);
  });

  it.each([-1, 0.5, Number.NaN, Infinity, 2 ** 53])('is refused when it is %s', (ns) => {
    expect(() => howLongNs(ns as never, 'sleep')).toThrow(
      `sleep: ${ns} is not a length of time in whole nanoseconds`,
    );
  });

  it('is refused when it cannot be read, or is missing, again and again', () => {
    for (const _ of [1, 2]) expect(() => howLongNs('1 hour' as never, 'sleep')).toThrow('sleep: ');
    expect(() => howLongNs(undefined as never, 'sleep')).toThrow(
      'sleep: a length of time is missing',
    );
  });
});
