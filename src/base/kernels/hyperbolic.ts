import { exp, expm1 } from './exponential.ts';

const EXP_OVERFLOW = 709.78;

/** e^size / 2 where e^size itself would overflow. */
function halfExponential(size: number): number {
  const root = exp(0.5 * size);
  return 0.5 * root * root;
}

/** Hyperbolic sine, within 2 units in the last place. */
export function sinh(x: number): number {
  const size = Math.abs(x);
  if (size < 3.725290298461914e-9 || x - x !== 0) return x;
  const sign = x < 0 ? -0.5 : 0.5;
  if (size < 22) {
    const t = expm1(size);
    return size < 1 ? sign * (2 * t - (t * t) / (t + 1)) : sign * (t + t / (t + 1));
  }
  return size < EXP_OVERFLOW ? sign * exp(size) : 2 * sign * halfExponential(size);
}

/** Hyperbolic cosine, within 2 units in the last place. */
export function cosh(x: number): number {
  const size = Math.abs(x);
  if (x - x !== 0) return x * x;
  if (size < 0.34657359027997264) {
    const t = expm1(size);
    return 1 + (t * t) / (2 * (1 + t));
  }
  if (size < 22) {
    const t = exp(size);
    return 0.5 * t + 0.5 / t;
  }
  return size < EXP_OVERFLOW ? 0.5 * exp(size) : halfExponential(size);
}

/** Hyperbolic tangent, within 2 units in the last place. */
export function tanh(x: number): number {
  if (x !== x) return x;
  const size = Math.abs(x);
  if (size < 2.7755575615628914e-17) return x;
  let value = 1;
  if (size < 1) {
    const t = expm1(-2 * size);
    value = -t / (t + 2);
  } else if (size < 22) {
    value = 1 - 2 / (expm1(2 * size) + 2);
  }
  return x < 0 ? -value : value;
}
