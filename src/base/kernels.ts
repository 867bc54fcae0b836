/*
 * Mathematical functions made of + - * / and square roots alone. The built-in Math.exp, sin, pow
 * and their like differ between processors and between versions of the JavaScript engine; these
 * give the same bits everywhere.
 */
export { exp, expm1 } from './kernels/exponential.ts';
export { cosh, sinh, tanh } from './kernels/hyperbolic.ts';
export { inverseNormal } from './kernels/inverse-normal.ts';
export { acos, asin, atan, atan2 } from './kernels/inverse-trigonometry.ts';
export { log, log10, log1p, log2 } from './kernels/logarithm.ts';
export { pow } from './kernels/power.ts';
export { cbrt, hypot } from './kernels/roots.ts';
export { cos, sin, tan } from './kernels/trigonometry.ts';
