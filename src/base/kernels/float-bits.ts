const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);
// Which of the two words holds sign and exponent depends on the machine's byte order.
const HIGH = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0;
const LOW = 1 - HIGH;

/** Sign, exponent and upper 20 bits of the fraction, as an int32. */
export function highWord(value: number): number {
  double[0] = value;
  return (words[HIGH] ?? 0) | 0;
}

/** The lower 32 bits of the fraction, as an int32. */
export function lowWord(value: number): number {
  double[0] = value;
  return (words[LOW] ?? 0) | 0;
}

/** The double made of two words. */
export function fromWords(high: number, low: number): number {
  words[HIGH] = high;
  words[LOW] = low;
  return double[0] ?? 0;
}

/** The same double with another high word. */
export function withHighWord(value: number, high: number): number {
  double[0] = value;
  words[HIGH] = high;
  return double[0] ?? 0;
}

/** The same double with its lower 32 bits cleared: products of two such parts lose little or nothing. */
export function withoutLowWord(value: number): number {
  double[0] = value;
  words[LOW] = 0;
  return double[0] ?? 0;
}

/** 2^exponent for -1022 <= exponent <= 1023, exactly. */
export function powerOfTwo(exponent: number): number {
  return fromWords((exponent + 1023) << 20, 0);
}

/** value * 2^exponent, rounded once, for |exponent| <= 2100. */
export function scaleByPowerOfTwo(value: number, exponent: number): number {
  if (exponent > 1023)
    return value * powerOfTwo(1023) * powerOfTwo(Math.min(exponent - 1023, 1023));
  if (exponent >= -1022) return value * powerOfTwo(exponent);
  // Shrinks first inside the normal range, so that only the last product rounds.
  return value * powerOfTwo(-969) * powerOfTwo(Math.max(exponent + 969, -1022));
}
