import { add, fromDecimal, mul, type Ratio, ratio, zero } from './quantity/ratio.ts';
import { closest } from './text/suggest.ts';

/** Why a text was not understood, and perhaps what was meant. */
export interface Problem {
  readonly problem: string;
  readonly suggestion?: string;
}

/** The longest length of time that whole nanoseconds in a double can hold: a little over 104 days. */
export const longestNs = Number.MAX_SAFE_INTEGER;

/** Nanoseconds in each duration unit, longest first, under the name that is printed. */
export const nsPerUnit: ReadonlyMap<string, bigint> = new Map([
  ['d', 86_400_000_000_000n],
  ['h', 3_600_000_000_000n],
  ['m', 60_000_000_000n],
  ['s', 1_000_000_000n],
  ['ms', 1_000_000n],
  ['us', 1_000n],
  ['ns', 1n],
]);

/** Other accepted spellings of duration units: the rate's word for minute, and both micro signs. */
const accepted: ReadonlyMap<string, string> = new Map([
  ['min', 'm'],
  ['\u00b5s', 'us'],
  ['\u03bcs', 'us'],
]);

/** Spellings that are refused with the right one. */
const misspelt: ReadonlyMap<string, string> = new Map(
  (
    [
      ['d', ['D', 'day', 'days']],
      ['h', ['H', 'hr', 'hrs', 'hour', 'hours']],
      ['m', ['M', 'mins', 'minute', 'minutes']],
      ['s', ['S', 'sec', 'secs', 'second', 'seconds']],
      ['ms', ['msec', 'msecs', 'milli', 'millis', 'millisecond', 'milliseconds', 'MS']],
      ['us', ['usec', 'micro', 'micros', 'microsecond', 'microseconds']],
      ['ns', ['nsec', 'nano', 'nanos', 'nanosecond', 'nanoseconds']],
    ] as const
  ).flatMap(([unit, words]) => words.map((word) => [word, unit] as const)),
);

/** The printed name of a duration unit that a file may write, or undefined. */
export function durationUnit(word: string): string | undefined {
  return nsPerUnit.has(word) ? word : accepted.get(word);
}

/** The duration unit that a wrong word probably meant, or undefined. */
export function likelyDurationUnit(word: string): string | undefined {
  return misspelt.get(word) ?? closest(word, [...nsPerUnit.keys(), ...accepted.keys()]);
}

/**
 * Reads a length of time without a sign, `15s` or `1m30s`, as exact nanoseconds. Units stand from
 * long to short, each once. A problem says what is wrong and, where it can, shows the right text.
 */
export function readDuration(text: string): Ratio | Problem {
  if (!/^(?:[0-9]+(?:\.[0-9]+)?[A-Za-z\u00b5\u03bc]+)+$/.test(text)) {
    return { problem: `"${text}" is not a duration such as 15s, 1m30s or 2.5ms` };
  }
  let total = zero;
  let smallest: bigint | undefined;
  for (const [, amount = '', word = ''] of text.matchAll(/([0-9.]+)([^0-9.]+)/g)) {
    const unit = durationUnit(word);
    const size = unit === undefined ? undefined : nsPerUnit.get(unit);
    if (size === undefined) {
      const meant = likelyDurationUnit(word);
      const problem = `"${word}" is not a unit of time: ns us ms s m h d`;
      return meant === undefined ? { problem } : { problem, suggestion: amount + meant };
    }
    if (smallest !== undefined && size >= smallest) {
      return { problem: `in "${text}" the units must go from long to short, each once` };
    }
    smallest = size;
    total = add(total, mul(fromDecimal(amount) ?? zero, ratio(size)));
  }
  return total;
}

/** The nanoseconds of a ratio, or a problem when it isn't whole or is longer than 104 days. */
export function wholeNs(value: Ratio, text: string): { readonly ns: number } | Problem {
  if (value.denominator !== 1n) {
    return { problem: `"${text}" is finer than a nanosecond, the smallest length of time` };
  }
  const ns = Number(value.numerator);
  if (!Number.isSafeInteger(ns)) {
    return { problem: `"${text}" is too long: at most 104 days can be simulated` };
  }
  return { ns };
}

/** Reads a duration that isn't negative (`15s`, `1m30s`, `0`) as whole nanoseconds. */
export function parseDuration(text: string): { readonly ns: number } | Problem {
  if (text === '0') return { ns: 0 };
  if (/^[0-9]+(\.[0-9]+)?$/.test(text)) {
    return { problem: `"${text}" has no unit: add a unit, e.g. ${text}s`, suggestion: `${text}s` };
  }
  if (text.startsWith('-')) return { problem: `"${text}" is negative: a duration cannot be` };
  const exact = readDuration(text);
  return 'problem' in exact ? exact : wholeNs(exact, text);
}

function decimalText(whole: bigint, rest: bigint, unit: bigint): string {
  if (rest === 0n) return whole.toString();
  const places = unit.toString().length - 1;
  return `${whole}.${rest.toString().padStart(places, '0').replace(/0+$/, '')}`;
}

/** The canonical text of a length of time in ns: `15s`, `1m30s`, `2.5ms`, `0s`, `-3ms`. Exact. */
export function printDuration(ns: number): string {
  if (ns === 0) return '0s';
  let rest = BigInt(ns < 0 ? -ns : ns);
  let text = ns < 0 ? '-' : '';
  for (const [unit, size] of nsPerUnit) {
    if (rest < size) continue;
    const whole = rest / size;
    rest %= size;
    // Above a second the parts are whole and add up; from there down one unit takes the decimals.
    if (size <= 1_000_000_000n) return `${text}${decimalText(whole, rest, size)}${unit}`;
    text += `${whole}${unit}`;
    if (rest > 0n && rest < 1_000_000_000n)
      return `${text}${decimalText(0n, rest, 1_000_000_000n)}s`;
  }
  return text;
}

/** A reading of a clock in ns as seconds, exact: `60.25s`, `-0.5s`, as the instants beside it are. */
export function printReading(ns: number): string {
  const size = BigInt(ns < 0 ? -ns : ns);
  const unit = 1_000_000_000n;
  return `${ns < 0 ? '-' : ''}${decimalText(size / unit, size % unit, unit)}s`;
}

/** What a whole number of ns may be: a length of time, or a reading of a clock. */
export type TimeKind = 'duration' | 'instant';

/** How each is written. */
export const printTime: { readonly [K in TimeKind]: (ns: number) => string } = {
  duration: printDuration,
  instant: printReading,
};

/** An instant or length in ns as seconds with three decimals, cut towards zero: `12.340s`. */
export function printInstant(ns: number): string {
  const ms = Math.floor((ns < 0 ? -ns : ns) / 1_000_000);
  const whole = Math.floor(ms / 1000);
  const sign = ns < 0 && ms > 0 ? '-' : '';
  return `${sign}${whole}.${String(ms - whole * 1000).padStart(3, '0')}s`;
}
