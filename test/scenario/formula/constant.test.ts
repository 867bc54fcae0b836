import { describe, expect, test } from 'vitest';
import {
  asNumber,
  asQuantity,
  evaluateConstant,
  parseFormula,
  plainOf,
  printTyped,
  type Typed,
  typedOf,
} from '../../../src/scenario/formula.ts';
import { isTextProblem } from '../../../src/scenario/diagnostics/text-problem.ts';

type Plain = { readonly [name: string]: unknown };

function typed(text: string, params: Plain = {}): Typed {
  const parsed = parseFormula(text);
  if (isTextProblem(parsed)) throw new Error(`${text}: ${parsed.message}`);
  const values = new Map(Object.entries(params).map(([name, data]) => [name, typedOf(data)]));
  const result = evaluateConstant(parsed.ast, values);
  if (isTextProblem(result)) throw new Error(`${text}: ${result.message}`);
  return result;
}

function value(text: string, params: Plain = {}): unknown {
  return plainOf(typed(text, params));
}

/** The problem of a formula: the marked part, the sentence, what to write instead. */
function problem(text: string, params: Plain = {}): readonly [string, string, string | null] {
  const parsed = parseFormula(text);
  const values = new Map(Object.entries(params).map(([name, data]) => [name, typedOf(data)]));
  const answer = isTextProblem(parsed) ? parsed : evaluateConstant(parsed.ast, values);
  if (!isTextProblem(answer)) throw new Error(`${text} has the value ${printTyped(answer)}`);
  const marked = text.slice(answer.offset, answer.offset + answer.length);
  return [marked, answer.message, answer.suggestion];
}

describe('values', () => {
  test.each<readonly [string, unknown]>([
    ['= 1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['10 - 2 - 3', 5],
    ['12 / 2 / 3', 2],
    ['2 * -3', -6],
    ['- 3 + 5', 2],
    ['0.1 + 0.2', 0.3],
    ['1s + 500ms', '1.5s'],
    ['-3ms', '-3ms'],
    ['1s - 2s', '-1s'],
    ['2 * 1m30s', '3m'],
    ['10s / 4', '2.5s'],
    ['20/s * 3s', 60],
    ['1 / 4s', '15/min'],
    ['1 / 1m', '1/min'],
    ['6 / 2s', '3/s'],
    ['30s / 10s', 3],
    ['10Mbit/s / 1250B', '1000/s'],
    ['4KiB * 2', '8KiB'],
    ['1500B * 100/s', '1.2Mbit/s'],
    ['1GB/s * 2s', '2GB'],
    ['1GB/s + 1GB/s', '2GB/s'],
    ['8Mbit/s + 1MB/s', '2MB/s'],
    ['1MB / 1MB/s', '1s'],
    ['50% * 2', '100%'],
    ['1 - 30%', '70%'],
    ['50% * 10s', '5s'],
    ['30% / 10%', 3],
    ['2x * 1s', '2s'],
    ['3x * 2x', '6x'],
    ['50ppm * 2', '100ppm'],
    ['100ppm * 10s', '1ms'],
    ['min(3, 1, 2)', 1],
    ['max(1s, 999ms)', '1s'],
    ['abs(-3)', 3],
    ['abs(2s - 5s)', '3s'],
    ['length("سلام")', 4],
    ['length("🦊")', 1],
    ['1 < 2', true],
    ['1s = 1000ms', true],
    ['1s != 1000ms', false],
    ['(held or violated) = (violated or held)', true],
    ['(held or violated) = (held or vacuous)', false],
    ['(held or violated) = (held or violated or vacuous)', false],
    ['60/min >= 1/s', true],
    ['8bit/s = 1B/s', true],
    ['0.5 = 50%', true],
    ['not 1 < 2', false],
    ['1 < 2 and 2 < 3 or false', true],
    ['true and not false', true],
    ['"a" = "a"', true],
    ['"say \\"a\\" \\\\"', 'say "a" \\'],
    ['held', 'held'],
    ['held or violated', 'held or violated'],
    ['held or held', 'held'],
    ['1 if 2 > 3 else 4', 4],
    ['held if 1 < 2 else violated', 'held'],
    ['a if false else b if false else c', 'c'],
    ['held if 2 > 3 else held or violated', 'held or violated'],
    ['1 / 0 if false else 2', 2],
  ])('%s', (text, expected) => {
    expect(value(text)).toStrictEqual(expected);
  });

  test('a parameter passes anything on as it is', () => {
    const map = { distribution: 'lognormal', p50: '1ms' };
    expect(value('$x', { x: map })).toBe(map);
    expect(value('$x', { x: ['1s', 2, 'a'] })).toStrictEqual(['1s', 2, 'a']);
    expect(value('$x', { x: '1s..3s' })).toBe('1s..3s');
    expect(value('$x', { x: true })).toBe(true);
    // As many nanoseconds as bits.
    expect(value('$x = $y', { x: ['8ns'], y: ['1B'] })).toBe(false);
    expect(value('$x = $y', { x: ['8ns'], y: ['8ns'] })).toBe(true);
    expect(value('length($x)', { x: [1, 2, 3] })).toBe(3);
    expect(value('$x if $big else b', { x: 'a', big: true })).toBe('a');
  });

  test('the trunk shared by packets: bandwidth over size is a rate, to the last digit', () => {
    const params = { load: '10%', trunk: '10Mbit/s', packet: '1500B' };
    const rate = asQuantity(typed('= $load * $trunk / $packet', params), 'rate');
    expect(rate?.ratio).toStrictEqual({ numerator: 250n, denominator: 3n });
  });

  test("Daly's formula keeps time, and rounds its roots to the nanosecond", () => {
    const params = { cost: '5m', mtbf: '1d' };
    const text =
      '= sqrt(2 * $cost * $mtbf) * (1 + sqrt($cost / (2 * $mtbf)) / 3 + $cost / (18 * $mtbf)) - $cost';
    const daly = asQuantity(typed(text, params), 'duration');
    const seconds = Number(daly?.ratio.numerator) / Number(daly?.ratio.denominator) / 1e9;
    const root = Math.sqrt(2 * 300 * 86400);
    const wanted = root * (1 + Math.sqrt(300 / (2 * 86400)) / 3 + 300 / (18 * 86400)) - 300;
    expect(Math.abs(seconds - wanted)).toBeLessThan(1e-5);
    expect(value('sqrt(2 * 5m * 1d)')).toBe('2h');
    expect(value('sqrt(2s * 1s)')).toBe('1.414213562s');
    expect(value('sqrt(9)')).toBe(3);
    expect(asNumber(typed('sqrt(1 / 9)'))).toStrictEqual({ numerator: 1n, denominator: 3n });
    expect(value('sqrt(3)')).toBe(1.732050808);
  });

  test('a verdict that depends on a cell', () => {
    const text = '= held if $r + $w > $n else held or violated';
    expect(value(text, { r: 2, w: 2, n: 3 })).toBe('held');
    expect(value(text, { r: 1, w: 1, n: 3 })).toBe('held or violated');
    const nested = '= vacuous if $traitor = general-1 else (violated if $generals < 4 else held)';
    expect(value(nested, { traitor: 'general-1', generals: 3 })).toBe('vacuous');
    expect(value(nested, { traitor: 'general-2', generals: 3 })).toBe('violated');
    expect(value(nested, { traitor: 'general-2', generals: 4 })).toBe('held');
  });

  test('numbers without a unit stand for shares and factors, others do not', () => {
    expect(asQuantity(typed('1 / 4'), 'share')?.ratio).toStrictEqual({
      numerator: 1n,
      denominator: 4n,
    });
    expect(asQuantity(typed('2'), 'factor')?.kind).toBe('factor');
    expect(asQuantity(typed('2'), 'duration')).toBeUndefined();
    expect(asQuantity(typed('1MB/s'), 'bandwidth')?.ratio.numerator).toBe(8_000_000n);
    expect(asQuantity(typed('held'), 'share')).toBeUndefined();
    expect(asNumber(typed('25%'))).toStrictEqual({ numerator: 1n, denominator: 4n });
    expect(asNumber(typed('2s'))).toBeUndefined();
  });

  test('one line of text for reports', () => {
    expect(printTyped(typed('1 / 3'))).toBe('0.333333333');
    expect(printTyped(typed('$x', { x: [1, '2s'] }))).toBe('[1, 2s]');
    expect(printTyped(typed('$x', { x: { a: 1 } }))).toBe('{"a":1}');
    expect(printTyped(typed('held or violated'))).toBe('held or violated');
  });
});

describe('wrong units and names', () => {
  const params = { load: '50%', timeout: '1s', r: 2, place: 'tehran' };

  test.each<readonly [string, string, string, string | null]>([
    ['5s + 3', '5s + 3', 'a number cannot be added to a duration', null],
    ['5s - 3/s', '5s - 3/s', 'a rate cannot be subtracted from a duration', null],
    ['= 1MB < 1s', '1MB < 1s', 'a size cannot be compared with a duration', null],
    ['3 = 3s', '3 = 3s', 'a number cannot be compared with a duration', null],
    ['$timeout = 3', '$timeout = 3', 'a duration cannot be compared with a number', null],
    ['2s * 3s', '2s * 3s', 'the result is time squared, which no key takes', null],
    [
      '1 / (1s * 1s)',
      '1 / (1s * 1s)',
      'the result is one per time squared, which no key takes',
      null,
    ],
    ['sqrt(4s)', 'sqrt(4s)', 'a duration has no square root with a unit', null],
    ['sqrt(1 - 2)', 'sqrt(1 - 2)', 'the square root of a negative value', null],
    ['max(1, 2s)', 'max(1, 2s)', 'a number cannot be compared with a duration', null],
    ['1 / (2 - 2)', '1 / (2 - 2)', 'a division by zero', null],
    [
      '1s if true else 3',
      '1s if true else 3',
      'the two sides of a choice have different units: a duration or a number',
      null,
    ],
    ['1 if 2 else 3', '2', '"if" wants a condition, and this is a number', null],
    ['not 3', '3', '"not" wants a condition, and this is a number', null],
    ['1 and true', '1', '"and" wants a condition, and this is a number', null],
    ['held or 1', 'held', '"held" is a word, and no value to compute with', null],
    ['"a" + 1', '"a"', 'a number or a quantity is wanted here, not a text', null],
    ['(1 < 2) + 1', '(1 < 2)', 'a number or a quantity is wanted here, not true or false', null],
    ['length(3)', '3', 'length counts a list or a text, not a number', null],
    ['$laod * 2', '$laod', 'unknown parameter "$laod"', '$load'],
    ['$r-1', '$r-1', 'a minus has blanks round it', '$r - 1'],
    ['load * 2', 'load', '"load" is a parameter, and parameters are written with "$"', '$load'],
    [
      'held if load < 5% else violated',
      'load',
      '"load" is a parameter, and parameters are written with "$"',
      '$load',
    ],
    [
      '1 if load = 50% else 2',
      'load',
      '"load" is a parameter, and parameters are written with "$"',
      '$load',
    ],
    ['$place + 1', '$place', 'a number or a quantity is wanted here, not a text', null],
  ])('%s', (text, marked, message, suggestion) => {
    expect(problem(text, params)).toStrictEqual([marked, message, suggestion]);
  });

  test('units are checked on the side that is not taken, too', () => {
    expect(problem('1 if true else 1s + 2')[1]).toBe('a number cannot be added to a duration');
  });

  test('a parameter may be a quantity in one cell and a word in another', () => {
    expect(value('1 if $x = none else 2', { x: 'none' })).toBe(1);
    expect(value('1 if $x = none else 2', { x: '5m' })).toBe(2);
    expect(value('1 if $x = none else 2', { x: { exponential: '5m' } })).toBe(2);
  });
});
