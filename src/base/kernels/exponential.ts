/*
 * exp and expm1 follow the method and the coefficients of FDLIBM:
 *
 * Copyright (C) 1993, 2004 by Sun Microsystems, Inc. All rights reserved.
 * Permission to use, copy, modify, and distribute this software is freely granted,
 * provided that this notice is preserved.
 */
import { powerOfTwo, scaleByPowerOfTwo } from './float-bits.ts';

const OVERFLOW = 7.09782712893383973096e2;
const UNDERFLOW = -7.4513321910194110842e2;
const LN2_HIGH = 6.9314718036912381649e-1;
const LN2_LOW = 1.90821492927058770002e-10;
const INVERSE_LN2 = 1.442695040888963387;
const HALF_LN2 = 0.34657359027997264;
const P1 = 1.66666666666666019037e-1;
const P2 = -2.77777777770155933842e-3;
const P3 = 6.61375632143793436117e-5;
const P4 = -1.6533902205465251539e-6;
const P5 = 4.13813679705723846039e-8;

/** e^x, within 1 unit in the last place. */
export function exp(x: number): number {
  if (x !== x) return x;
  if (x > OVERFLOW) return Infinity;
  if (x < UNDERFLOW) return 0;
  const size = Math.abs(x);
  if (size < 3.725290298461914e-9) return 1 + x;
  let high = x;
  let low = 0;
  let k = 0;
  if (size > HALF_LN2) {
    k =
      size < 1.0397207708399179
        ? x < 0
          ? -1
          : 1
        : Math.trunc(INVERSE_LN2 * x + (x < 0 ? -0.5 : 0.5));
    high = x - k * LN2_HIGH;
    low = k * LN2_LOW;
  }
  const r = high - low;
  const t = r * r;
  const c = r - t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5))));
  if (k === 0) return 1 - ((r * c) / (c - 2) - r);
  const y = 1 - (low - (r * c) / (2 - c) - high);
  if (k >= -1021 && k <= 1023) return y * powerOfTwo(k);
  return scaleByPowerOfTwo(y, k);
}

const Q1 = -3.33333333333331316428e-2;
const Q2 = 1.58730158725481460165e-3;
const Q3 = -7.93650757867487942473e-5;
const Q4 = 4.00821782732936239552e-6;
const Q5 = -2.01099218183624371326e-7;

/** e^x - 1 without losing small x, within 1 unit in the last place. */
export function expm1(input: number): number {
  if (input !== input) return input;
  if (input > OVERFLOW) return Infinity;
  if (input < -38.816242) return -1;
  const size = Math.abs(input);
  if (size < 5.551115123125783e-17) return input;
  let x = input;
  let k = 0;
  let correction = 0;
  if (size > HALF_LN2) {
    k =
      size < 1.0397207708399179
        ? input < 0
          ? -1
          : 1
        : Math.trunc(INVERSE_LN2 * input + (input < 0 ? -0.5 : 0.5));
    const high = input - k * LN2_HIGH;
    const low = k * LN2_LOW;
    x = high - low;
    correction = high - x - low;
  }
  const half = 0.5 * x;
  const square = x * half;
  const r = 1 + square * (Q1 + square * (Q2 + square * (Q3 + square * (Q4 + square * Q5))));
  const t = 3 - r * half;
  const e = square * ((r - t) / (6 - x * t));
  if (k === 0) return x - (x * e - square);
  return assembled(x, x * (e - correction) - correction - square, k);
}

/** 2^k (1 + x - e) - 1, in the order that loses least for each k. */
function assembled(x: number, e: number, k: number): number {
  if (k === -1) return 0.5 * (x - e) - 0.5;
  if (k === 1) return x < -0.25 ? -2 * (e - (x + 0.5)) : 1 + 2 * (x - e);
  if (k <= -2 || k > 56) return scaleByPowerOfTwo(1 - (e - x), k) - 1;
  if (k < 20) return (1 - powerOfTwo(-k) - (e - x)) * powerOfTwo(k);
  return (x - (e + powerOfTwo(-k)) + 1) * powerOfTwo(k);
}
