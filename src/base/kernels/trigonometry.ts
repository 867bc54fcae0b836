/*
 * The polynomials for sin, cos and tan on [-pi/4, pi/4] are those of FDLIBM:
 *
 * Copyright (C) 1993, 2004 by Sun Microsystems, Inc. All rights reserved.
 * Permission to use, copy, modify, and distribute this software is freely granted,
 * provided that this notice is preserved.
 */
import { reduceAngle, reduced } from './angle-reduction.ts';
import { withoutLowWord } from './float-bits.ts';

const QUARTER_PI = 0.7853981633974483;
const QUARTER_PI_LOW = 3.06161699786838301793e-17;

function sineKernel(x: number, low: number): number {
  const z = x * x;
  const r =
    8.33333333332248946124e-3 +
    z *
      (-1.98412698298579493134e-4 +
        z *
          (2.75573137070700676789e-6 +
            z * (-2.50507602534068634195e-8 + z * 1.58969099521155010221e-10)));
  const v = z * x;
  return x - (z * (0.5 * low - v * r) - low - v * -1.66666666666666324348e-1);
}

function cosineKernel(x: number, low: number): number {
  const z = x * x;
  const r =
    z *
    (4.16666666666666019037e-2 +
      z *
        (-1.38888888888741095749e-3 +
          z *
            (2.48015872894767294178e-5 +
              z *
                (-2.75573143513906633035e-7 +
                  z * (2.0875723212981748279e-9 + z * -1.13596475577881948265e-11)))));
  const half = 0.5 * z;
  const w = 1 - half;
  return w + (1 - w - half + (z * r - x * low));
}

/** tan of x + low, or -1 / tan of it when `inverse` is set. */
function tangentKernel(input: number, inputLow: number, inverse: boolean): number {
  let x = input;
  let low = inputLow;
  const large = Math.abs(x) >= 0.67434;
  if (large) {
    if (input < 0) {
      x = -x;
      low = -low;
    }
    x = QUARTER_PI - x + (QUARTER_PI_LOW - low);
    low = 0;
  }
  const z = x * x;
  const w = z * z;
  const odd =
    1.33333333333201242699e-1 +
    w *
      (2.18694882948595424599e-2 +
        w *
          (3.59207910759131235356e-3 +
            w *
              (5.88041240820264096874e-4 +
                w * (7.817944429395570923e-5 + w * -1.85586374855275456654e-5))));
  const even =
    z *
    (5.39682539762260521377e-2 +
      w *
        (8.86323982359930005737e-3 +
          w *
            (1.45620945432529025516e-3 +
              w *
                (2.46463134818469906812e-4 +
                  w * (7.14072491382608190305e-5 + w * 2.59073051863633712884e-5)))));
  const s = z * x;
  const r = low + z * (s * (odd + even) + low) + 3.33333333333334091986e-1 * s;
  const tangent = x + r;
  if (large) {
    const v = inverse ? -1 : 1;
    const value = v - 2 * (x - ((tangent * tangent) / (tangent + v) - r));
    return input < 0 ? -value : value;
  }
  if (!inverse) return tangent;
  // -1 / (x + r), corrected by what the rounding of x + r lost.
  const head = withoutLowWord(tangent);
  const tail = r - (head - x);
  const quotient = -1 / tangent;
  const quotientHead = withoutLowWord(quotient);
  return quotientHead + quotient * (1 + quotientHead * head + quotientHead * tail);
}

/** Sine of x radians, within 1 unit in the last place for every finite x. */
export function sin(x: number): number {
  if (x - x !== 0) return NaN;
  const size = Math.abs(x);
  if (size < 7.450580596923828e-9) return x;
  if (size <= QUARTER_PI) return sineKernel(x, 0);
  switch (reduceAngle(x)) {
    case 0:
      return sineKernel(reduced.high, reduced.low);
    case 1:
      return cosineKernel(reduced.high, reduced.low);
    case 2:
      return -sineKernel(reduced.high, reduced.low);
    default:
      return -cosineKernel(reduced.high, reduced.low);
  }
}

/** Cosine of x radians, within 1 unit in the last place for every finite x. */
export function cos(x: number): number {
  if (x - x !== 0) return NaN;
  if (Math.abs(x) <= QUARTER_PI) return cosineKernel(x, 0);
  switch (reduceAngle(x)) {
    case 0:
      return cosineKernel(reduced.high, reduced.low);
    case 1:
      return -sineKernel(reduced.high, reduced.low);
    case 2:
      return -cosineKernel(reduced.high, reduced.low);
    default:
      return sineKernel(reduced.high, reduced.low);
  }
}

/** Tangent of x radians, within 1 unit in the last place for every finite x. */
export function tan(x: number): number {
  if (x - x !== 0) return NaN;
  const size = Math.abs(x);
  if (size < 7.450580596923828e-9) return x;
  if (size <= QUARTER_PI) return tangentKernel(x, 0, false);
  const odd = (reduceAngle(x) & 1) === 1;
  return tangentKernel(reduced.high, reduced.low, odd);
}
