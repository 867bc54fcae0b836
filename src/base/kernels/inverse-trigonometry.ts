/*
 * asin, acos and atan follow the method and the coefficients of FDLIBM:
 *
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
 * Permission to use, copy, modify, and distribute this software is freely granted,
 * provided that this notice is preserved.
 */
import { withoutLowWord } from './float-bits.ts';

const PI = 3.141592653589793116;
const PI_LOW = 1.2246467991473531772e-16;
const HALF_PI = 1.570796326794896558;
const HALF_PI_LOW = 6.12323399573676603587e-17;
const QUARTER_PI = 7.85398163397448278999e-1;

/** (asin(x) - x) / x as a rational function of x squared. */
function arcsineRest(t: number): number {
  const top =
    t *
    (1.66666666666666657415e-1 +
      t *
        (-3.25565818622400915405e-1 +
          t *
            (2.01212532134862925881e-1 +
              t *
                (-4.00555345006794114027e-2 +
                  t * (7.91534994289814532176e-4 + t * 3.4793310759602116757e-5)))));
  const bottom =
    1 +
    t *
      (-2.40339491173441421878 +
        t *
          (2.02094576023350569471 +
            t * (-6.8828397160545329303e-1 + t * 7.70381505559019352791e-2)));
  return top / bottom;
}

/** Arc sine in radians, within 1 unit in the last place; NaN outside [-1, 1]. */
export function asin(x: number): number {
  const size = Math.abs(x);
  if (!(size <= 1)) return NaN;
  if (size === 1) return x * HALF_PI + x * HALF_PI_LOW;
  if (size < 0.5) return size < 7.450580596923828e-9 ? x : x + x * arcsineRest(x * x);
  const t = (1 - size) * 0.5;
  const s = Math.sqrt(t);
  const rest = arcsineRest(t);
  let result: number;
  if (size >= 0.975) {
    result = HALF_PI - (2 * (s + s * rest) - HALF_PI_LOW);
  } else {
    const head = withoutLowWord(s);
    const tail = (t - head * head) / (s + head);
    const low = 2 * s * rest - (HALF_PI_LOW - 2 * tail);
    result = QUARTER_PI - (low - (QUARTER_PI - 2 * head));
  }
  return x > 0 ? result : -result;
}

/** Arc cosine in radians, within 1 unit in the last place; NaN outside [-1, 1]. */
export function acos(x: number): number {
  const size = Math.abs(x);
  if (!(size <= 1)) return NaN;
  if (size === 1) return x > 0 ? 0 : PI + 2 * HALF_PI_LOW;
  if (size < 0.5) {
    if (size < 6.938893903907228e-18) return HALF_PI + HALF_PI_LOW;
    return HALF_PI - (x - (HALF_PI_LOW - x * arcsineRest(x * x)));
  }
  if (x < 0) {
    const t = (1 + x) * 0.5;
    const s = Math.sqrt(t);
    return PI - 2 * (s + (arcsineRest(t) * s - HALF_PI_LOW));
  }
  const t = (1 - x) * 0.5;
  const s = Math.sqrt(t);
  const head = withoutLowWord(s);
  const tail = (t - head * head) / (s + head);
  return 2 * (head + (arcsineRest(t) * s + tail));
}

const anchors = [
  [4.63647609000806093515e-1, 2.26987774529616870924e-17],
  [7.85398163397448278999e-1, 3.06161699786838301793e-17],
  [9.82793723247329054082e-1, 1.39033110312309984516e-17],
  [1.570796326794896558, 6.12323399573676603587e-17],
] as const;

function arctangentRest(x: number): number {
  const z = x * x;
  const w = z * z;
  const odd =
    z *
    (3.33333333333329318027e-1 +
      w *
        (1.42857142725034663711e-1 +
          w *
            (9.09088713343650656196e-2 +
              w *
                (6.66107313738753120669e-2 +
                  w * (4.97687799461593236017e-2 + w * 1.62858201153657823623e-2)))));
  const even =
    w *
    (-1.99999999998764832476e-1 +
      w *
        (-1.1111110405462355788e-1 +
          w *
            (-7.69187620504482999495e-2 +
              w * (-5.83357013379057348645e-2 + w * -3.6531572744216915527e-2))));
  return x * (odd + even);
}

/** atan(reduced) + the anchor's angle, with the sign of x. */
function around(x: number, anchor: readonly [number, number], part: number): number {
  const value = anchor[0] - (arctangentRest(part) - anchor[1] - part);
  return x < 0 ? -value : value;
}

/** Arc tangent in radians, within 1 unit in the last place. */
export function atan(x: number): number {
  if (x !== x) return x;
  const size = Math.abs(x);
  if (size >= 73786976294838206464) return x > 0 ? HALF_PI + HALF_PI_LOW : -HALF_PI - HALF_PI_LOW;
  if (size < 0.4375) return size < 7.450580596923828e-9 ? x : x - arctangentRest(x);
  if (size < 0.6875) return around(x, anchors[0], (2 * size - 1) / (2 + size));
  if (size < 1.1875) return around(x, anchors[1], (size - 1) / (size + 1));
  if (size < 2.4375) return around(x, anchors[2], (size - 1.5) / (1 + 1.5 * size));
  return around(x, anchors[3], -1 / size);
}

function isNegative(x: number): boolean {
  return x < 0 || Object.is(x, -0);
}

/** Angle of the point (x, y) in radians, with the usual signed zeros and infinities. */
export function atan2(y: number, x: number): number {
  if (x !== x || y !== y) return NaN;
  const down = isNegative(y);
  if (y === 0) return isNegative(x) ? (down ? -PI : PI) : y;
  if (x === 0) return down ? -HALF_PI : HALF_PI;
  let angle: number;
  if (Math.abs(y) === Infinity) {
    angle = Math.abs(x) === Infinity ? (x > 0 ? QUARTER_PI : 3 * QUARTER_PI) : HALF_PI;
  } else if (Math.abs(x) === Infinity) {
    angle = x > 0 ? 0 : PI;
  } else {
    angle = atan(Math.abs(y / x));
    if (x < 0) angle = PI - (angle - PI_LOW);
  }
  return down ? -angle : angle;
}
