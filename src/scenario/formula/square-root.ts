import { div, mul, type Ratio, ratio } from '../../base/quantity/ratio.ts';
import { isPure, roundingStep, type Unit } from './units.ts';

/** The whole part of the square root of a whole number that is not negative. */
export function wholeRoot(value: bigint): bigint {
  if (value < 2n) return value;
  // Newton's method from above: the first step that does not fall has the answer.
  let root = 1n << BigInt((value.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (root + value / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

function exactRoot(value: Ratio): Ratio | undefined {
  const [top, bottom] = [wholeRoot(value.numerator), wholeRoot(value.denominator)];
  const exact = top * top === value.numerator && bottom * bottom === value.denominator;
  return exact ? ratio(top, bottom) : undefined;
}

/**
 * The square root of a ratio that is not negative, rounded to the step of its unit (halves up):
 * 1 ns, 1 byte. Pure numbers that are squares keep their exact root, others have nine decimals.
 */
export function squareRoot(value: Ratio, unit: Unit): Ratio {
  const exact = isPure(unit) ? exactRoot(value) : undefined;
  if (exact !== undefined) return exact;
  const step = roundingStep(unit);
  const steps = div(value, mul(step, step));
  const floor = wholeRoot(steps.numerator / steps.denominator);
  const half = 2n * floor + 1n;
  const up = 4n * steps.numerator >= half * half * steps.denominator;
  return mul(ratio(up ? floor + 1n : floor), step);
}
