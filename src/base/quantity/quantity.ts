import {
  compare,
  div,
  fromDecimal,
  mul,
  one,
  type Ratio,
  ratio,
  roundRatio,
  toNumber,
  zero,
} from './ratio.ts';
import { closest } from '../text/suggest.ts';
import { durationUnit, likelyDurationUnit, type Problem, readDuration, wholeNs } from '../time.ts';
import { likelyUnit, type QuantityKind, unitNamed, unitsOf, units } from './unit.ts';

export type { Problem } from '../time.ts';
export type { QuantityKind } from './unit.ts';
export { printQuantity } from './text.ts';

/**
 * A quantity as an exact ratio of its kind's base unit: ns for durations, 1 for shares, factors
 * and frequency errors, per second for rates, bit/s, bytes, bytes/s.
 */
export interface Exact {
  readonly kind: QuantityKind;
  readonly ratio: Ratio;
}

/** Both ends of a range, low not above high. */
export interface ExactRange {
  readonly low: Exact;
  readonly high: Exact;
}

const PPB = ratio(1_000_000_000n);

/** How a quantity of each kind looks, for messages. */
export const exampleOf: Readonly<Record<QuantityKind, string>> = {
  duration: '30s',
  'signed-duration': '-3ms',
  share: '25%',
  rate: '20/s',
  frequency: '50ppm',
  bandwidth: '10Mbit/s',
  size: '4KiB',
  factor: '2x',
  'byte-rate': '1GB/s',
};

/** How a kind is called in messages. */
export const nameOf: Readonly<Record<QuantityKind, string>> = {
  duration: 'a duration',
  'signed-duration': 'a duration with or without a sign',
  share: 'a share',
  rate: 'a rate',
  frequency: 'a frequency error',
  bandwidth: 'a bandwidth',
  size: 'a size',
  factor: 'a factor',
  'byte-rate': 'a speed in bytes',
};

/** True for the answer that says why a text was not understood. */
export function isProblem(answer: object): answer is Problem {
  return 'problem' in answer;
}

function likelySuffix(suffix: string): string | undefined {
  const sure = likelyUnit(suffix);
  if (sure !== undefined) return sure.name;
  const duration = likelyDurationUnit(suffix);
  return (
    duration ??
    closest(
      suffix,
      units.map((unit) => unit.name),
    )
  );
}

function unreadable(text: string): Problem {
  if (/^-?[0-9]\S*\s+\S/.test(text) && !text.includes('..')) {
    const joined = text.replace(/\s+/g, '');
    const problem = `"${text}" has a blank: a quantity is written without one`;
    return isProblem(parseQuantity(joined)) ? { problem } : { problem, suggestion: joined };
  }
  return { problem: `"${text}" is not a quantity such as 30s, 25%, 20/s, 50ppm, 10Mbit/s or 4KiB` };
}

function bareNumber(text: string): Problem {
  return { problem: `"${text}" has no unit: add a unit, e.g. 30s` };
}

/** Exactness a kind is stored with: finer values are refused, not rounded. */
function tooFine(kind: QuantityKind, value: Ratio, text: string): Problem | undefined {
  if (kind === 'share' || kind === 'frequency') {
    if (mul(value, PPB).denominator === 1n) return undefined;
    return { problem: `"${text}" is finer than one part in a thousand million (1ppb)` };
  }
  if (kind === 'size' && value.denominator !== 1n) {
    return { problem: `"${text}" is not a whole number of bytes` };
  }
  return undefined;
}

function durationQuantity(text: string, negative: boolean): Exact | Problem {
  const magnitude = readDuration(negative ? text.slice(1) : text);
  if (isProblem(magnitude)) {
    const { problem, suggestion } = magnitude;
    return suggestion !== undefined && negative
      ? { problem, suggestion: `-${suggestion}` }
      : magnitude;
  }
  const whole = wholeNs(magnitude, text);
  if (isProblem(whole)) return whole;
  return negative
    ? { kind: 'signed-duration', ratio: mul(magnitude, ratio(-1n)) }
    : { kind: 'duration', ratio: magnitude };
}

/**
 * Reads any quantity; its unit says the kind, a leading minus makes a duration a signed one.
 * Decimals are read as ratios, never as floats. A bare number is a problem, also 0: see parseAs.
 */
export function parseQuantity(text: string): Exact | Problem {
  const match = /^(-?)([0-9]+(?:\.[0-9]+)?)(\S*)$/.exec(text);
  if (match === null) return unreadable(text);
  const [, sign = '', digits = '', suffix = ''] = match;
  if (suffix === '') return bareNumber(text);
  const negative = sign === '-';
  const firstWord = /^[^0-9.]*/.exec(suffix)?.[0] ?? '';
  if (durationUnit(firstWord) !== undefined) return durationQuantity(text, negative);
  const unit = unitNamed(suffix);
  if (unit === undefined) {
    const meant = likelySuffix(suffix);
    const problem = `"${suffix}" is not a unit`;
    return meant === undefined ? { problem } : { problem, suggestion: sign + digits + meant };
  }
  if (negative && unit.kind !== 'frequency') {
    return { problem: `"${text}" is negative: ${nameOf[unit.kind]} cannot be` };
  }
  const value = mul(fromDecimal(sign + digits) ?? zero, unit.worth);
  return tooFine(unit.kind, value, text) ?? { kind: unit.kind, ratio: value };
}

function bareAs(kind: QuantityKind, text: string): Exact | Problem {
  const value = fromDecimal(text);
  if (value === undefined) return unreadable(text);
  if (value.numerator === 0n) return { kind, ratio: zero };
  if (kind === 'share') {
    const percent = printPercent(value);
    const problem = `"${text}" has no unit: a share is written in percent, e.g. ${percent ?? '25%'}`;
    return percent === undefined ? { problem } : { problem, suggestion: percent };
  }
  const example = exampleOf[kind];
  // A bare size is a number of bytes, whatever the example is written in.
  const unit = kind === 'size' ? 'B' : example.replace(/^-?[0-9]+/, '');
  return {
    problem: `"${text}" has no unit: add a unit, e.g. ${example}`,
    suggestion: `${text}${unit}`,
  };
}

function printPercent(share: Ratio): string | undefined {
  const within = share.numerator >= 0n && compare(share, one) <= 0;
  return within ? `${toNumber(mul(share, ratio(100n)))}%` : undefined;
}

function wrongKind(kind: QuantityKind, found: Exact, text: string): Problem {
  if (kind === 'duration' && found.kind === 'signed-duration') {
    return { problem: `"${text}" is negative: a duration cannot be` };
  }
  const unit = unitsOf(kind)[0];
  const like = unit === undefined ? exampleOf[kind] : `${exampleOf[kind]} (unit ${unit.name})`;
  return { problem: `"${text}" is ${nameOf[found.kind]}; ${nameOf[kind]} is wanted, e.g. ${like}` };
}

/**
 * Reads a quantity of one kind. 0 needs no unit; any other bare number is a problem that shows the
 * unit. A share must lie between 0% and 100%; a signed duration may have a sign and need not.
 */
export function parseAs(kind: QuantityKind, written: string | number): Exact | Problem {
  const text = typeof written === 'number' ? String(written) : written;
  if (/^[+-]?[0-9.]+(?:e[+-]?[0-9]+)?$/.test(text)) return bareAs(kind, text);
  // The end of a range would be read as the unit of its beginning.
  if (text.includes('..'))
    return { problem: `"${text}" is not ${nameOf[kind]} such as ${exampleOf[kind]}` };
  const found = parseQuantity(text);
  if (isProblem(found)) return found;
  if (kind === 'signed-duration' && found.kind === 'duration') return { kind, ratio: found.ratio };
  if (found.kind !== kind) return wrongKind(kind, found, text);
  if (kind === 'share' && compare(found.ratio, one) > 0) {
    return { problem: `"${text}" is more than 100%, the whole` };
  }
  return found;
}

/** Reads `1s..3s`: two quantities of one kind, the first not above the second. */
export function parseRange(kind: QuantityKind, text: string): ExactRange | Problem {
  const ends = text.split('..');
  const [first = '', second = ''] = ends;
  if (ends.length !== 2 || first === '' || second === '') {
    return { problem: `"${text}" is not a range such as ${exampleOf[kind]}..${exampleOf[kind]}` };
  }
  const low = parseAs(kind, first);
  if (isProblem(low)) return low;
  const high = parseAs(kind, second);
  if (isProblem(high)) return high;
  if (compare(low.ratio, high.ratio) > 0) {
    const problem = `"${text}" runs backwards: the lower end comes first`;
    return { problem, suggestion: `${second}..${first}` };
  }
  return { low, high };
}

/** Whole nanoseconds of a duration; a computed fraction goes to the nearest, halves away from 0. */
export function toNs(exact: Exact): number {
  return Number(roundRatio(exact.ratio));
}

/** Whole parts per billion of a share or frequency error; a computed fraction goes to the nearest. */
export function toPpb(exact: Exact): number {
  return Number(roundRatio(mul(exact.ratio, PPB)));
}

/** The double nearest to a rate per second (also bit/s and bytes/s). */
export function toPerSecond(exact: Exact): number {
  return toNumber(exact.ratio);
}

/** Whole bytes of a size; a computed fraction goes to the nearest. */
export function toBytes(exact: Exact): number {
  return Number(roundRatio(exact.ratio));
}

/** The mean time between two events of a rate in whole ns (nearest); Infinity for the rate 0. */
export function toPeriodNs(exact: Exact): number {
  if (exact.ratio.numerator === 0n) return Infinity;
  return Number(roundRatio(div(PPB, exact.ratio)));
}
