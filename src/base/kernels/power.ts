/*
 * The general case of pow follows the method and the coefficients of FDLIBM:
 *
 * Copyright (C) 2004 by Sun Microsystems, Inc. All rights reserved.
 * Permission to use, copy, modify, and distribute this software is freely granted,
 * provided that this notice is preserved.
 */
import { highWord, scaleByPowerOfTwo, withHighWord, withoutLowWord } from './float-bits.ts';

/** log2 of a number as a sum of two doubles; reused by each call. */
const binaryLog = { head: 0, tail: 0 };

const C = 9.61796693925975554329e-1; // 2 / (3 ln 2)
const C_HEAD = 9.61796700954437255859e-1;
const C_TAIL = -7.02846165095275826516e-9;
const LOG2_3_HALVES_HEAD = 5.84962487220764160156e-1;
const LOG2_3_HALVES_TAIL = 1.35003920212974897128e-8;

/** log2(x) for normal or subnormal x > 0, to about 2^-67 relative, into `binaryLog`. */
function takeBinaryLog(x: number): void {
  const subnormal = x < 2.2250738585072014e-308;
  const scaled = subnormal ? x * 9007199254740992 : x;
  let n = (highWord(scaled) >> 20) - 1023 - (subnormal ? 53 : 0);
  const fraction = highWord(scaled) & 0x000fffff;
  let high = fraction | 0x3ff00000;
  let upper = false;
  if (fraction > 0x3988e && fraction < 0xbb67a) {
    upper = true;
  } else if (fraction >= 0xbb67a) {
    n += 1;
    high -= 0x00100000;
  }
  const ax = withHighWord(scaled, high);
  const base = upper ? 1.5 : 1;
  // s = (ax - base) / (ax + base) in two parts.
  const u = ax - base;
  const v = 1 / (ax + base);
  const s = u * v;
  const sHead = withoutLowWord(s);
  const sumHead = withHighWord(0, ((high >> 1) | 0x20000000) + 0x00080000 + (upper ? 0x40000 : 0));
  const sumTail = ax - (sumHead - base);
  const sTail = v * (u - sHead * sumHead - sHead * sumTail);
  const square = s * s;
  const rest =
    square *
      square *
      (5.99999999999994648725e-1 +
        square *
          (4.28571428578550184252e-1 +
            square *
              (3.33333329818377432918e-1 +
                square *
                  (2.72728123808534006489e-1 +
                    square * (2.30660745775561754067e-1 + square * 2.06975017800338417784e-1))))) +
    sTail * (sHead + s);
  const headSquare = sHead * sHead;
  const threeHead = withoutLowWord(3 + headSquare + rest);
  const threeTail = rest - (threeHead - 3 - headSquare);
  const p = sHead * threeHead;
  const q = sTail * threeHead + threeTail * s;
  const pHead = withoutLowWord(p + q);
  const pTail = q - (pHead - p);
  const zHead = C_HEAD * pHead;
  const zTail = C_TAIL * pHead + pTail * C + (upper ? LOG2_3_HALVES_TAIL : 0);
  const shift = upper ? LOG2_3_HALVES_HEAD : 0;
  binaryLog.head = withoutLowWord(zHead + zTail + shift + n);
  binaryLog.tail = zTail - (binaryLog.head - n - shift - zHead);
}

/** 2^(head + tail). */
function twoToThe(head: number, tail: number): number {
  const sum = head + tail;
  if (sum >= 1024 && (sum > 1024 || tail + 8.0085662595372944372e-17 > sum - head)) return Infinity;
  if (sum < -1075.5) return 0;
  const n = Math.abs(sum) > 0.5 ? Math.trunc(sum + (sum < 0 ? -0.5 : 0.5)) : 0;
  const rest = head - n;
  const t = withoutLowWord(tail + rest);
  const u = t * 6.93147182464599609375e-1;
  const v = (tail - (t - rest)) * 6.93147180559945286227e-1 + t * -1.90465429995776804525e-9;
  const z = u + v;
  const w = v - (z - u);
  const square = z * z;
  const r =
    z -
    square *
      (1.66666666666666019037e-1 +
        square *
          (-2.77777777770155933842e-3 +
            square *
              (6.61375632143793436117e-5 +
                square * (-1.6533902205465251539e-6 + square * 4.13813679705723846039e-8))));
  return scaleByPowerOfTwo(1 - ((z * r) / (r - 2) - (w + z * w) - z), n);
}

const SPLITTER = 134217729;

/** True when a * b has no rounding error (Dekker's product), for moderate a and b. */
function multipliesExactly(a: number, b: number, product: number): boolean {
  const ta = SPLITTER * a;
  const aHead = ta - (ta - a);
  const aTail = a - aHead;
  const tb = SPLITTER * b;
  const bHead = tb - (tb - b);
  const bTail = b - bHead;
  return aTail * bTail - (product - aHead * bHead - aTail * bHead - aHead * bTail) === 0;
}

const MODERATE = 1e100;

/** base^n by repeated multiplication while every product is exact; NaN when one is not. */
function exactPower(base: number, n: number): number {
  let result = 1;
  let square = base;
  for (let left = n; ; square *= square) {
    if ((left & 1) === 1) {
      const product = result * square;
      if (Math.abs(product) > MODERATE || !multipliesExactly(result, square, product)) return NaN;
      result = product;
    }
    left >>= 1;
    if (left === 0) return result;
    const next = square * square;
    if (next > MODERATE || next < 1 / MODERATE || !multipliesExactly(square, square, next))
      return NaN;
  }
}

/** The cases that the standard lists: zeros, ones, infinities and NaN; undefined for all others. */
function specialCase(x: number, y: number): number | undefined {
  if (y === 0) return 1;
  if (x !== x || y !== y) return NaN;
  const size = Math.abs(x);
  if (Math.abs(y) === Infinity) {
    if (size === 1) return NaN;
    return size > 1 === y > 0 ? Infinity : 0;
  }
  if (size !== 0 && size !== Infinity) return undefined;
  const odd = Math.abs(y % 2) === 1;
  const magnitude = (size === 0) === y > 0 ? 0 : Infinity;
  return odd && (x < 0 || Object.is(x, -0)) ? -magnitude : magnitude;
}

/**
 * x to the power y, within 1 unit in the last place. Whole powers whose products are all exact
 * (10^22, 1.5^8) are exact.
 */
export function pow(x: number, y: number): number {
  const special = specialCase(x, y);
  if (special !== undefined) return special;
  const whole = Math.floor(y) === y;
  if (x < 0 && !whole) return NaN;
  if (y === 0.5) return Math.sqrt(x);
  if (whole && Math.abs(y) <= 1024) {
    const exact = exactPower(x, Math.abs(y));
    if (exact === exact) return y < 0 ? 1 / exact : exact;
  }
  const sign = x < 0 && Math.abs(y % 2) === 1 ? -1 : 1;
  const size = Math.abs(x);
  if (size === 1) return sign;
  // Beyond this every result overflows or underflows, and the products below would too.
  if (Math.abs(y) > 1e19) {
    if (size > 1 === y > 0) return sign * Infinity;
    return sign < 0 ? -0 : 0;
  }
  takeBinaryLog(size);
  const yHead = withoutLowWord(y);
  const tail = (y - yHead) * binaryLog.head + y * binaryLog.tail;
  return sign * twoToThe(yHead * binaryLog.head, tail);
}
