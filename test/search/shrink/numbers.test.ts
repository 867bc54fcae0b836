import { describe, expect, it } from 'vitest';
import {
  durationOf,
  halfwayToNothing,
  rounderTimes,
  shorterTimes,
} from '../../../src/search/shrink/numbers.ts';

describe('times that are easier to read', () => {
  it('come coarsest first, and end where nothing is lost', () => {
    expect(rounderTimes('1.234567s', 0)).toEqual([
      '0s',
      '1s',
      '1.2s',
      '1.23s',
      '1.235s',
      '1.234s',
      '1.2346s',
      '1.2345s',
    ]);
    expect(rounderTimes('2s', 0)).toEqual(['0s']);
    expect(rounderTimes('1m', 0)).toEqual([]);
  });

  it('never go back to where a shorter one came from', () => {
    expect(rounderTimes('500ms', 1)).toEqual([]);
    expect(rounderTimes('750ms', 1)).toEqual(['1s', '800ms', '700ms']);
    for (const whole of ['1s', '10s', '1m', '100ms', '7s', '1.5s', '12.345s']) {
      const wholeNs = durationOf(whole) ?? 0;
      for (const shorter of shorterTimes(whole))
        for (const time of rounderTimes(shorter, 1)) expect(durationOf(time)).toBeLessThan(wholeNs);
    }
  });

  it('never become nothing where something is needed', () => {
    expect(rounderTimes('1.7ms', 1)).not.toContain('0s');
  });

  it('are none for what is no time', () => {
    expect(rounderTimes('1s..3s', 0)).toEqual([]);
    expect(durationOf(true)).toBeNull();
  });
});

describe('less of a quantity', () => {
  it('is shorter, shortest first, and not below a millisecond', () => {
    expect(shorterTimes('4s')).toEqual(['400ms', '1s', '2s']);
    expect(shorterTimes('3ms')).toEqual(['1.5ms']);
  });

  it.each([
    ['duration', '4s', '2s'],
    ['duration', '2ms', '1ms'],
    ['duration', '1ms', null],
    ['distribution', '4s', '2s'],
    ['distribution', '1s..3s', null],
    ['probability', '50%', '25%'],
    ['probability', '3%', '1%'],
    ['probability', '2%', '1%'],
    ['probability', '1%', null],
    ['probability', '0.5%', null],
    ['factor', '10x', '6x'],
    ['factor', '3x', '2x'],
    ['factor', '2x', null],
    ['factor', '0.5x', null],
    ['integer', 9, 4],
    ['integer', 2, 1],
    ['integer', 1, null],
    ['text', 'anything', null],
  ] as const)('of %s %s is %s', (word, value, half) => {
    expect(halfwayToNothing(word, value)).toBe(half);
  });
});
