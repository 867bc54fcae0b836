/*
 * log and log1p follow the method and the coefficients of FDLIBM:
 *
 * Copyright (C) 1993, 2004 by Sun Microsystems, Inc. All rights reserved.
 * Permission to use, copy, modify, and distribute this software is freely granted,
 * provided that this notice is preserved.
 */
import { highWord, scaleByPowerOfTwo, withHighWord } from './float-bits.ts';

const LN2_HIGH = 6.9314718036912381649e-1;
const LN2_LOW = 1.90821492927058770002e-10;
const INVERSE_LN2 = 1.442695040888963387;
const INVERSE_LN10 = 4.34294481903251816668e-1;
const LOG10_2_HIGH = 3.01029995663611771306e-1;
const LOG10_2_LOW = 3.69423907715893078616e-13;
const TWO_54 = 18014398509481984;
const SQRT_HALF_HIGH = 0x95f64;

/** s * (log((1+f)/(1-f)) / s - 2) as a polynomial in z = s*s, where s = f / (2 + f). */
function seriesOf(s: number): number {
  const z = s * s;
  const w = z * z;
  const even =
    w * (3.999999999940941908e-1 + w * (2.222219843214978396e-1 + w * 1.531383769920937332e-1));
  const odd =
    z *
    (6.66666666666673513e-1 +
      w * (2.857142874366239149e-1 + w * (1.818357216161805012e-1 + w * 1.479819860511658591e-1)));
  return even + odd;
}

/** Natural logarithm, within 1 unit in the last place. log(0) = -Infinity, NaN below 0. */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return x;
  let k = 0;
  let value = x;
  let high = highWord(value);
  if (high < 0x00100000) {
    k -= 54;
    value *= TWO_54;
    high = highWord(value);
  }
  k += (high >> 20) - 1023;
  high &= 0x000fffff;
  const up = (high + SQRT_HALF_HIGH) & 0x100000;
  const f = withHighWord(value, high | (up ^ 0x3ff00000)) - 1;
  k += up >> 20;
  return logOfOnePlus(f, k, high, 0);
}

/** log(1 + f) + k ln 2 + correction for |f| below 0.42; `high` are the fraction bits, to choose the form. */
function logOfOnePlus(f: number, k: number, high: number, correction: number): number {
  if ((0x000fffff & (2 + high)) < 3) {
    if (f === 0) return k === 0 ? 0 : k * LN2_HIGH + (correction + k * LN2_LOW);
    const tiny = f * f * (0.5 - 0.33333333333333333 * f);
    if (k === 0) return f - tiny;
    return k * LN2_HIGH - (tiny - (k * LN2_LOW + correction) - f);
  }
  const s = f / (2 + f);
  const r = seriesOf(s);
  const middle = (high - 0x6147a) | (0x6b851 - high);
  if (middle > 0) {
    const half = 0.5 * f * f;
    if (k === 0) return f - (half - s * (half + r));
    return k * LN2_HIGH - (half - (s * (half + r) + (k * LN2_LOW + correction)) - f);
  }
  if (k === 0) return f - s * (f - r);
  return k * LN2_HIGH - (s * (f - r) - (k * LN2_LOW + correction) - f);
}

/** log(1 + x) without losing small x, within 1 unit in the last place. */
export function log1p(x: number): number {
  if (!(x > -1)) return x === -1 ? -Infinity : NaN;
  if (x === Infinity) return x;
  const size = Math.abs(x);
  if (size < 5.551115123125783e-17) return x;
  if (size < 1.862645149230957e-9) return x - x * x * 0.5;
  if (x > -0.2928932188134524 && x < 0.41421356237309515) {
    // No reduction: 1 + x would round, x itself is exact.
    const half = 0.5 * x * x;
    const s = x / (2 + x);
    return x - (half - s * (half + seriesOf(s)));
  }
  const u = 1 + x;
  const high = highWord(u);
  let k = (high >> 20) - 1023;
  // What the sum 1 + x lost, relative to it.
  const lost = size < 9007199254740992 ? (k > 0 ? 1 - (u - x) : x - (u - 1)) / u : 0;
  const fraction = high & 0x000fffff;
  const upper = fraction >= 0x6a09e;
  if (upper) k += 1;
  const f = withHighWord(u, fraction | (upper ? 0x3fe00000 : 0x3ff00000)) - 1;
  const half = 0.5 * f * f;
  if (f === 0) return k * LN2_HIGH + (lost + k * LN2_LOW);
  const s = f / (2 + f);
  return k * LN2_HIGH - (half - (s * (half + seriesOf(s)) + (k * LN2_LOW + lost)) - f);
}

/** Binary logarithm; exact for powers of two, else within 2 units in the last place. */
export function log2(x: number): number {
  if (!(x > 0) || x === Infinity) return log(x);
  const subnormal = highWord(x) < 0x00100000;
  const value = subnormal ? scaleByPowerOfTwo(x, 54) : x;
  const high = highWord(value);
  const up = ((high & 0x000fffff) + SQRT_HALF_HIGH) & 0x100000;
  const mantissa = withHighWord(value, (high & 0x000fffff) | (up ^ 0x3ff00000));
  const k = (high >> 20) - 1023 + (up >> 20) - (subnormal ? 54 : 0);
  return k + log(mantissa) * INVERSE_LN2;
}

/** 10^0 ... 10^22: the powers of ten that a double holds exactly. */
const exactTens: readonly number[] = Array.from({ length: 23 }, (_, n) => Number(`1e${n}`));

/** Decimal logarithm; exact for 10^0 ... 10^22, else within 2 units in the last place. */
export function log10(x: number): number {
  if (!(x > 0) || x === Infinity) return log(x);
  const subnormal = highWord(x) < 0x00100000;
  const value = subnormal ? x * TWO_54 : x;
  const high = highWord(value);
  const exponent = (high >> 20) - 1023 - (subnormal ? 54 : 0);
  const below = exponent < 0 ? 1 : 0;
  const mantissa = withHighWord(value, (high & 0x000fffff) | ((1023 - below) << 20));
  const y = exponent + below;
  const result = y * LOG10_2_LOW + INVERSE_LN10 * log(mantissa) + y * LOG10_2_HIGH;
  const whole = Math.round(result);
  return exactTens[whole] === x ? whole : result;
}
