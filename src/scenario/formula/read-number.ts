import {
  add,
  compare,
  div,
  floorDiv,
  one,
  type Ratio,
  ratio,
  sub,
  toNumber,
} from '../../base/quantity/ratio.ts';

/** The fraction with the smallest denominator between two positive ratios, both included. */
function simplestBetween(low: Ratio, high: Ratio): Ratio {
  const whole = ratio(floorDiv(low));
  if (compare(whole, low) === 0) return whole;
  const next = add(whole, one);
  if (compare(next, high) <= 0) return next;
  return add(
    whole,
    div(one, simplestBetween(div(one, sub(high, whole)), div(one, sub(low, whole)))),
  );
}

/** The exact value of a positive double: doubling it is exact until it is whole. */
function binaryRatio(value: number): Ratio {
  let [whole, denominator] = [value, 1n];
  while (!Number.isInteger(whole)) {
    whole *= 2;
    denominator <<= 1n;
  }
  return ratio(BigInt(whole), denominator);
}

function halfStep({ numerator, denominator }: Ratio): Ratio {
  const bits = numerator.toString(2).length - denominator.toString(2).length - 53;
  return bits < 0 ? ratio(1n, 1n << BigInt(-bits)) : ratio(1n << BigInt(bits));
}

/**
 * The simplest fraction whose nearest double is this number; undefined when it is not finite. What
 * a run counted and divided comes back exactly: 6 / 3600 is read as 1/600, 0.999 as 999/1000.
 */
export function readNumber(value: number): Ratio | undefined {
  if (Number.isSafeInteger(value)) return ratio(BigInt(value));
  if (!Number.isFinite(value)) return undefined;
  const binary = binaryRatio(Math.abs(value));
  const half = halfStep(binary);
  const simplest = simplestBetween(sub(binary, half), add(binary, half));
  // A fraction exactly between two doubles may belong to the other one.
  const exact = toNumber(simplest) === Math.abs(value) ? simplest : binary;
  return value < 0 ? ratio(-exact.numerator, exact.denominator) : exact;
}
