import { highWord, powerOfTwo, scaleByPowerOfTwo } from './float-bits.ts';

/** Cube root, within 1 unit in the last place; exact for cubes of whole numbers. */
export function cbrt(x: number): number {
  if (x === 0 || x - x !== 0) return x;
  const size = Math.abs(x);
  const subnormal = size < 2.2250738585072014e-308;
  const normal = subnormal ? scaleByPowerOfTwo(size, 54) : size;
  const exponent = (highWord(normal) >> 20) - 1023 - (subnormal ? 54 : 0);
  const third = Math.floor(exponent / 3);
  // m lies in [1, 8), its root in [1, 2).
  const m = scaleByPowerOfTwo(normal, -3 * third - (subnormal ? 54 : 0));
  let root = 0.77 + m * (0.26 - m * 0.0135);
  for (let step = 0; step < 3; step += 1) {
    // Halley: the number of right digits triples.
    const cube = root * root * root;
    root = root * ((cube + 2 * m) / (2 * cube + m));
  }
  // One Newton step whose square is exact: the root keeps 26 bits, so root * root does not round.
  const head = Math.floor(root * 67108864) / 67108864;
  const quotient = m / (head * head);
  root = head + (head * (quotient - head)) / (2 * head + quotient);
  const result = root * powerOfTwo(third);
  return x < 0 ? -result : result;
}

/** The length of a vector without overflow on the way: square root of the sum of squares. */
export function hypot(...values: number[]): number {
  let largest = 0;
  let undefinedPart = false;
  for (const value of values) {
    const size = Math.abs(value);
    if (size === Infinity) largest = Infinity;
    if (size !== size) undefinedPart = true;
    else if (size > largest) largest = size;
  }
  if (largest === Infinity) return Infinity;
  if (undefinedPart) return NaN;
  if (largest === 0) return 0;
  let sum = 0;
  let lost = 0;
  for (const value of values) {
    const part = value / largest;
    const term = part * part - lost;
    const next = sum + term;
    lost = next - sum - term;
    sum = next;
  }
  return Math.sqrt(sum) * largest;
}
