/** An exact fraction in lowest terms; the denominator is always positive. Make one with `ratio`. */
export interface Ratio {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** The fraction numerator / denominator in lowest terms. Throws RangeError when the denominator is 0. */
export function ratio(numerator: bigint, denominator = 1n): Ratio {
  if (denominator === 0n) throw new RangeError('a ratio cannot have the denominator 0');
  const divisor = greatestCommonDivisor(numerator, denominator);
  const sign = denominator < 0n ? -1n : 1n;
  return { numerator: (sign * numerator) / divisor, denominator: (sign * denominator) / divisor };
}

/** The ratio 0. */
export const zero: Ratio = { numerator: 0n, denominator: 1n };
/** The ratio 1. */
export const one: Ratio = { numerator: 1n, denominator: 1n };

/** The exact sum. */
export function add(a: Ratio, b: Ratio): Ratio {
  return ratio(
    a.numerator * b.denominator + b.numerator * a.denominator,
    a.denominator * b.denominator,
  );
}

/** The exact difference. */
export function sub(a: Ratio, b: Ratio): Ratio {
  return ratio(
    a.numerator * b.denominator - b.numerator * a.denominator,
    a.denominator * b.denominator,
  );
}

/** The exact product. */
export function mul(a: Ratio, b: Ratio): Ratio {
  return ratio(a.numerator * b.numerator, a.denominator * b.denominator);
}

/** The exact quotient. Throws RangeError when the divisor is 0. */
export function div(a: Ratio, b: Ratio): Ratio {
  if (b.numerator === 0n) throw new RangeError('division by zero');
  return ratio(a.numerator * b.denominator, a.denominator * b.numerator);
}

/** -1, 0 or 1 as a is below, equal to or above b. */
export function compare(a: Ratio, b: Ratio): -1 | 0 | 1 {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The largest whole number not above a / b. Throws RangeError when b is 0. */
export function floorDiv(a: Ratio, b: Ratio = one): bigint {
  const quotient = div(a, b);
  const whole = quotient.numerator / quotient.denominator;
  return quotient.numerator < 0n && whole * quotient.denominator !== quotient.numerator
    ? whole - 1n
    : whole;
}

/** The nearest whole number; halves go away from zero. */
export function roundRatio(value: Ratio): bigint {
  const { numerator, denominator } = value;
  const magnitude = numerator < 0n ? -numerator : numerator;
  const rounded = (2n * magnitude + denominator) / (2n * denominator);
  return numerator < 0n ? -rounded : rounded;
}

/**
 * Reads decimal text such as `12` or `-0.25` (no exponent) as an exact ratio; undefined when it is
 * not one.
 */
export function fromDecimal(text: string): Ratio | undefined {
  const match = /^([+-]?)([0-9]+)(?:\.([0-9]+))?$/.exec(text);
  if (match === null) return undefined;
  const fraction = match[3] ?? '';
  const magnitude = BigInt((match[2] ?? '') + fraction);
  return ratio(
    match[1] === '-' ? -magnitude : magnitude,
    BigInt('1' + '0'.repeat(fraction.length)),
  );
}

/** The exact decimal text of a ratio, or undefined when its decimals never end. */
export function toDecimal(value: Ratio): string | undefined {
  let rest = value.denominator;
  let twos = 0;
  let fives = 0;
  for (; rest % 2n === 0n; rest /= 2n) twos += 1;
  for (; rest % 5n === 0n; rest /= 5n) fives += 1;
  if (rest !== 1n) return undefined;
  return fixedDecimal(value, twos > fives ? twos : fives);
}

/** Decimal text with at most `places` decimals, rounded half away from zero, without trailing zeros. */
export function fixedDecimal(value: Ratio, places: number): string {
  const unit = BigInt('1' + '0'.repeat(places));
  const scaled = roundRatio(mul(value, ratio(unit)));
  const magnitude = scaled < 0n ? -scaled : scaled;
  const whole = (magnitude / unit).toString();
  const decimals = places === 0 ? '' : (magnitude % unit).toString().padStart(places, '0');
  const kept = decimals.replace(/0+$/, '');
  return (scaled < 0n ? '-' : '') + whole + (kept === '' ? '' : '.' + kept);
}

function bitLength(value: bigint): number {
  const hex = value.toString(16);
  return hex.length * 4 - (Math.clz32(Number.parseInt(hex.charAt(0), 16)) - 28);
}

const SMALLEST_EXPONENT = 1074;
const STEP_BITS = 500;
const STEP = Number(1n << 500n);

function timesPowerOfTwo(value: number, exponent: number): number {
  let scaled = value;
  let left = exponent;
  // Steps of 2^500 keep every intermediate inside the normal range until the last one.
  for (; left > STEP_BITS; left -= STEP_BITS) scaled *= STEP;
  for (; left < -STEP_BITS; left += STEP_BITS) scaled /= STEP;
  return left < 0 ? scaled / Number(1n << BigInt(-left)) : scaled * Number(1n << BigInt(left));
}

/** The double nearest to the ratio (ties to even), Infinity beyond the largest double. */
export function toNumber(value: Ratio): number {
  if (value.numerator === 0n) return 0;
  const magnitude = value.numerator < 0n ? -value.numerator : value.numerator;
  const wanted = 66 - bitLength(magnitude) + bitLength(value.denominator);
  const shift = wanted < SMALLEST_EXPONENT ? wanted : SMALLEST_EXPONENT;
  const top = shift > 0 ? magnitude << BigInt(shift) : magnitude;
  const bottom = shift < 0 ? value.denominator << BigInt(-shift) : value.denominator;
  let quotient = top / bottom;
  const rest = top - quotient * bottom;
  if (quotient < 1n << 53n) {
    // Subnormal: the last place is fixed, so the rounding is done here.
    const doubled = 2n * rest;
    if (doubled > bottom || (doubled === bottom && quotient % 2n === 1n)) quotient += 1n;
  } else if (rest !== 0n) {
    // A sticky last bit makes Number() round as if it saw the whole fraction.
    quotient |= 1n;
  }
  const result = timesPowerOfTwo(Number(quotient), -shift);
  return value.numerator < 0n ? -result : result;
}
