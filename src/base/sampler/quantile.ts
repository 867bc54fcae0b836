import type { Distribution, QuantilePoint } from './distribution.ts';
import { exp, inverseNormal, log, log1p, pow } from '../kernels.ts';

/** The length in ns below which a draw falls with probability u, not rounded, without shift and cut. */
export type Quantile = (u: number) => number;

/** A quantile function, its lowest and highest value, and the u at which its slope breaks. */
export interface Curve {
  readonly quantile: Quantile;
  readonly lowest: number;
  readonly highest: number;
  readonly kinks: readonly number[];
}

/** The 99th percentile of the standard normal distribution. */
const Z99 = 2.3263478740408408;

function requirePositive(value: number, what: string): void {
  if (!(value > 0 && value < Infinity)) throw new RangeError(`${what} must be above 0`);
}

function unbounded(quantile: Quantile, lowest = 0): Curve {
  return { quantile, lowest, highest: Infinity, kinks: [] };
}

/** Time measured so that an exponential grows evenly: 0 at u = 0, infinite at u = 1. */
function exponentialScale(u: number): number {
  return -log1p(-u);
}

function checkedPoints(points: readonly QuantilePoint[]): readonly QuantilePoint[] {
  if (points.length === 0) throw new RangeError('a table needs at least one point');
  let before: QuantilePoint = { q: -1, ns: 0 };
  for (const point of points) {
    if (!(point.q > before.q && point.q <= 1 && point.q >= 0)) {
      throw new RangeError('the probabilities of a table must rise, from 0 to 1');
    }
    if (!(point.ns >= before.ns)) throw new RangeError('the values of a table cannot fall');
    before = point;
  }
  return before.q >= 0 && points[0]?.q !== 0 ? [{ q: 0, ns: 0 }, ...points] : points;
}

/**
 * Through the points as exponential pieces: even in -log(1 - u), as tails of latency are, and even
 * in u up to a point at q = 1. It starts at 0 ns unless q = 0 is given, and past the last point
 * stays there: a table never yields what it does not state.
 */
function tableCurve(given: readonly QuantilePoint[]): Curve {
  const points = checkedPoints(given);
  const last = points[points.length - 1] ?? { q: 0, ns: 0 };
  const quantile = (u: number): number => {
    if (u >= last.q) return last.ns;
    let right = 1;
    while ((points[right]?.q ?? 1) <= u) right += 1;
    const from = points[right - 1] ?? last;
    const to = points[right] ?? last;
    const start = exponentialScale(from.q);
    const part =
      to.q === 1
        ? (u - from.q) / (1 - from.q)
        : (exponentialScale(u) - start) / (exponentialScale(to.q) - start);
    return from.ns + (to.ns - from.ns) * Math.min(1, Math.max(0, part));
  };
  return {
    quantile,
    lowest: points[0]?.ns ?? 0,
    highest: last.ns,
    kinks: points.map((point) => point.q),
  };
}

/** Distributions that are drawn through one quantile function. */
export type CurvedDistribution = Exclude<
  Distribution,
  { kind: 'constant' | 'uniform' | 'mixture' }
>;

/** The quantile function of a distribution. Throws RangeError for parameters that make no sense. */
export function curveOf(distribution: CurvedDistribution): Curve {
  switch (distribution.kind) {
    case 'exponential': {
      const { meanNs } = distribution;
      return unbounded((u) => meanNs * exponentialScale(u));
    }
    case 'normal': {
      const { meanNs, deviationNs } = distribution;
      if (deviationNs === 0) return { ...unbounded(() => meanNs, meanNs), highest: meanNs };
      return unbounded((u) => Math.max(0, meanNs + deviationNs * inverseNormal(u)));
    }
    case 'lognormal': {
      const { p50Ns, p99Ns } = distribution;
      requirePositive(p50Ns, 'the p50 of a lognormal distribution');
      if (!(p99Ns >= p50Ns && p99Ns < Infinity)) {
        throw new RangeError('the p99 of a lognormal distribution cannot be below its p50');
      }
      if (p99Ns === p50Ns) return { ...unbounded(() => p50Ns, p50Ns), highest: p50Ns };
      const sigma = log(p99Ns / p50Ns) / Z99;
      return unbounded((u) => p50Ns * exp(sigma * inverseNormal(u)));
    }
    case 'pareto': {
      const { minNs, shape } = distribution;
      requirePositive(minNs, 'the min of a pareto distribution');
      requirePositive(shape, 'the shape of a pareto distribution');
      return unbounded((u) => minNs * exp(exponentialScale(u) / shape), minNs);
    }
    case 'weibull': {
      const { scaleNs, shape } = distribution;
      requirePositive(shape, 'the shape of a weibull distribution');
      return unbounded((u) => scaleNs * pow(exponentialScale(u), 1 / shape));
    }
    case 'table':
      return tableCurve(distribution.points);
  }
}
