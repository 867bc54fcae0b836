import * as kernels from '../../base/kernels.ts';
import type { Watch } from './guarded.ts';

const { log1p } = kernels;

function asinh(x: number): number {
  if (x === 0 || x - x !== 0) return x;
  const size = Math.abs(x);
  // Beyond 2^28 the square overflows nothing yet, and adding 1 to it changes nothing any more.
  const large = size > 268_435_456;
  const value = large
    ? kernels.log(size) + Math.LN2
    : log1p(size + (size * size) / (1 + Math.sqrt(size * size + 1)));
  return x < 0 ? -value : value;
}

function acosh(x: number): number {
  if (!(x >= 1)) return NaN;
  if (x > 268_435_456) return kernels.log(x) + Math.LN2;
  const t = x - 1;
  return log1p(t + Math.sqrt(2 * t + t * t));
}

function atanh(x: number): number {
  if (x === 0) return x;
  const size = Math.abs(x);
  if (size > 1) return NaN;
  const value = log1p((2 * size) / (1 - size)) / 2;
  return x < 0 ? -value : value;
}

/** What of Math differs between machines or versions, as computed by our own kernels. */
const { inverseNormal: _, ...named } = kernels;
const exact: Readonly<Record<string, (...args: number[]) => number>> = {
  ...named,
  asinh,
  acosh,
  atanh,
};

/** Lets the `Math` of a realm compute with the kernels while the guard is up, and as ever when it is not. */
export function installExactMath(watch: Watch, math: typeof Math): void {
  for (const [name, kernel] of Object.entries(exact)) {
    const native: (...args: number[]) => number = Reflect.get(math, name);
    const { length } = native;
    const chosen = (...args: unknown[]): number => {
      const numbers = args.map(Number);
      // A missing argument is NaN, except where any number of them may be given.
      const least = name === 'hypot' ? 0 : length;
      while (numbers.length < least) numbers.push(NaN);
      return (watch.isActive ? kernel : native)(...numbers);
    };
    Object.defineProperty(chosen, 'length', { value: length, configurable: true });
    Object.defineProperty(chosen, 'name', { value: name, configurable: true });
    Reflect.set(math, name, chosen);
  }
}
