/*
 * Wichura's algorithm AS 241 (PPND16): M. J. Wichura, "The Percentage Points of the Normal
 * Distribution", Applied Statistics 37 (1988) 477-484.
 */
import { log } from './logarithm.ts';

type Coefficients = readonly [number, number, number, number, number, number, number, number];

function polynomial(c: Coefficients, r: number): number {
  return (
    ((((((c[7] * r + c[6]) * r + c[5]) * r + c[4]) * r + c[3]) * r + c[2]) * r + c[1]) * r + c[0]
  );
}

const middleTop: Coefficients = [
  3.387132872796366608, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125,
  45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727,
];
const middleBottom: Coefficients = [
  1, 42.313330701600911252, 687.1870074920579083, 5394.1960214247511077, 21213.794301586595867,
  39307.89580009271061, 28729.085735721942674, 5226.495278852854561,
];
const outerTop: Coefficients = [
  1.42343711074968357734, 4.6303378461565452959, 5.7694972214606914055, 3.64784832476320460504,
  1.27045825245236838258, 0.24178072517745061177, 0.0227238449892691845833,
  7.7454501427834140764e-4,
];
const outerBottom: Coefficients = [
  1, 2.05319162663775882187, 1.6763848301838038494, 0.68976733498510000455, 0.14810397642748007459,
  0.0151986665636164571966, 5.475938084995344946e-4, 1.05075007164441684324e-9,
];
const farTop: Coefficients = [
  6.6579046435011037772, 5.4637849111641143699, 1.7848265399172913358, 0.29656057182850489123,
  0.026532189526576123093, 0.0012426609473880784386, 2.71155556874348757815e-5,
  2.01033439929228813265e-7,
];
const farBottom: Coefficients = [
  1, 0.59983220655588793769, 0.13692988092273580531, 0.0148753612908506148525,
  7.868691311456132591e-4, 1.8463183175100546818e-5, 1.4215117583164458887e-7,
  2.04426310338993978564e-15,
];

/**
 * The standard normal quantile: the z below which a normal draw falls with probability p.
 * Relative error about 1e-16. p = 0 gives -Infinity, 1 Infinity, anything outside NaN.
 */
export function inverseNormal(p: number): number {
  if (!(p >= 0 && p <= 1)) return NaN;
  if (p === 0) return -Infinity;
  if (p === 1) return Infinity;
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(middleTop, r)) / polynomial(middleBottom, r);
  }
  const depth = Math.sqrt(-log(q < 0 ? p : 1 - p));
  const z =
    depth <= 5
      ? polynomial(outerTop, depth - 1.6) / polynomial(outerBottom, depth - 1.6)
      : polynomial(farTop, depth - 5) / polynomial(farBottom, depth - 5);
  return q < 0 ? -z : z;
}
