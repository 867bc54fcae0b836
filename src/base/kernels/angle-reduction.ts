import { highWord, powerOfTwo } from './float-bits.ts';

/** What is left of an angle after whole quarter turns: high + low in [-pi/4, pi/4]. Reused by each call. */
export const reduced = { high: 0, low: 0 };

const TWO_OVER_PI = 6.36619772367581382433e-1;
/**
 * pi/2 as three parts of 33 bits, so that their products with small whole numbers are exact, and
 * the rest.
 */
const FIRST = 1.57079632673412561417;
const FIRST_REST = 6.07710050650619224932e-11;
const SECOND = 6.0771005063039659766e-11;
const SECOND_REST = 2.02226624879595063154e-21;
const THIRD = 2.0222662487111664558e-21;
const THIRD_REST = 8.47842766036889956997e-32;
/** Up to here the number of quarter turns is below 2^20. */
const MEDIUM = 1647099;

function exponentOf(x: number): number {
  return (highWord(x) >> 20) & 0x7ff;
}

/** Reduces |x| up to MEDIUM by subtracting pi/2 part by part until enough bits are left. */
function reduceMedium(x: number): number {
  const n = Math.floor(x * TWO_OVER_PI + 0.5);
  let rest = x - n * FIRST;
  let tail = n * FIRST_REST;
  let high = rest - tail;
  const exponent = exponentOf(x);
  if (exponent - exponentOf(high) > 16) {
    const before = rest;
    tail = n * SECOND;
    rest = before - tail;
    tail = n * SECOND_REST - (before - rest - tail);
    high = rest - tail;
    if (exponent - exponentOf(high) > 49) {
      const again = rest;
      tail = n * THIRD;
      rest = again - tail;
      tail = n * THIRD_REST - (again - rest - tail);
      high = rest - tail;
    }
  }
  reduced.high = high;
  reduced.low = rest - high - tail;
  return n & 3;
}

/** Fixed point: a double reaches 2^1024, and 53 + 64 bits must still be right after the division. */
const FRACTION_BITS = 1200n;
let halfPi: bigint | undefined;

function inverseTangentOfInverse(n: bigint, unit: bigint): bigint {
  let power = unit / n;
  let sum = power;
  const square = n * n;
  for (let k = 3n, sign = -1n; power !== 0n; k += 2n, sign = -sign) {
    power /= square;
    sum += (sign * power) / k;
  }
  return sum;
}

/** pi/2 in fixed point, by Machin's formula with 64 guard bits; computed when a huge angle first asks. */
function halfPiFixed(): bigint {
  if (halfPi === undefined) {
    const unit = 1n << (FRACTION_BITS + 64n);
    const quarter = 4n * inverseTangentOfInverse(5n, unit) - inverseTangentOfInverse(239n, unit);
    halfPi = (2n * quarter) >> 64n;
  }
  return halfPi;
}

/** The double nearest to value / 2^FRACTION_BITS. */
function fixedToDouble(value: bigint): number {
  const size = value < 0n ? -value : value;
  // 80 bits are kept and the last one says whether any was dropped, so that Number() rounds right.
  const dropped = BigInt(Math.max(0, size.toString(16).length * 4 - 80));
  const kept = size >> dropped;
  const sticky = kept << dropped === size ? kept : kept | 1n;
  let result = Number(sticky);
  for (let left = Number(FRACTION_BITS - dropped); left > 0; left -= 1000) {
    result *= powerOfTwo(-Math.min(left, 1000));
  }
  return value < 0n ? -result : result;
}

/** Reduces any larger angle exactly, with whole numbers. */
function reduceHuge(x: number): number {
  const exponent = exponentOf(x) - 1075;
  const mantissa = BigInt(Math.abs(x) * powerOfTwo(-exponent > 1022 ? 1022 : -exponent));
  const angle = mantissa << (BigInt(exponent) + FRACTION_BITS);
  const quarter = halfPiFixed();
  let n = angle / quarter;
  let rest = angle - n * quarter;
  if (2n * rest > quarter) {
    n += 1n;
    rest -= quarter;
  }
  const high = fixedToDouble(rest);
  // The double as fixed point again. No double comes nearer than 2^-65 to a multiple of pi/2, so
  // 600 bits hold its last one.
  const kept = BigInt(high * powerOfTwo(600)) << (FRACTION_BITS - 600n);
  const low = fixedToDouble(rest - kept);
  const quadrant = Number(n & 3n);
  reduced.high = x < 0 ? -high : high;
  reduced.low = x < 0 ? -low : low;
  return x < 0 ? -quadrant & 3 : quadrant;
}

/** Puts x modulo pi/2 into `reduced` and returns the number of quarter turns modulo 4. x is finite. */
export function reduceAngle(x: number): number {
  return Math.abs(x) <= MEDIUM ? reduceMedium(x) : reduceHuge(x);
}
