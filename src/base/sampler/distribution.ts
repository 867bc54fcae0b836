import { fixedDecimal, ratio } from '../quantity/ratio.ts';
import { printDuration } from '../time.ts';

/** What every distribution may carry: `minNs` is added to each draw, draws above `maxNs` are cut to it. */
export interface Bounds {
  readonly minNs?: number;
  readonly maxNs?: number;
}

/** One point of a quantile table: with probability `q` a draw is at most `ns`. */
export interface QuantilePoint {
  readonly q: number;
  readonly ns: number;
}

/** One part of a mixture; the weights of all parts sum to 1,000,000,000 ppb. */
export interface MixturePart {
  readonly weightPpb: number;
  readonly of: Distribution;
}

/** How a length of time varies, as data. All lengths are whole nanoseconds. */
export type Distribution =
  | ({ readonly kind: 'constant'; readonly ns: number } & Bounds)
  | ({ readonly kind: 'uniform'; readonly lowNs: number; readonly highNs: number } & Bounds)
  | ({ readonly kind: 'exponential'; readonly meanNs: number } & Bounds)
  | ({ readonly kind: 'normal'; readonly meanNs: number; readonly deviationNs: number } & Bounds)
  | ({ readonly kind: 'lognormal'; readonly p50Ns: number; readonly p99Ns: number } & Bounds)
  | {
      readonly kind: 'pareto';
      readonly minNs: number;
      readonly shape: number;
      readonly maxNs?: number;
    }
  | ({ readonly kind: 'weibull'; readonly scaleNs: number; readonly shape: number } & Bounds)
  | ({ readonly kind: 'table'; readonly points: readonly QuantilePoint[] } & Bounds)
  | ({ readonly kind: 'mixture'; readonly parts: readonly MixturePart[] } & Bounds);

/** What is added to every draw, in ns. The `minNs` of a pareto is its scale and adds nothing. */
export function shiftOf(distribution: Distribution): number {
  return distribution.kind === 'pareto' ? 0 : (distribution.minNs ?? 0);
}

function percentile(q: number): string {
  // Rounded to a millionth of a per cent: 0.99 is p99 although 0.99 * 100 is not a whole double.
  return `p${fixedDecimal(ratio(BigInt(Math.round(q * 100_000_000)), 1_000_000n), 6)}`;
}

function share(ppb: number): string {
  return `${fixedDecimal(ratio(BigInt(ppb), 10_000_000n), 7)}%`;
}

function words(distribution: Distribution): string {
  switch (distribution.kind) {
    case 'constant':
      return printDuration(distribution.ns);
    case 'uniform':
      return `${printDuration(distribution.lowNs)}..${printDuration(distribution.highNs)}`;
    case 'exponential':
      return `exponential, mean ${printDuration(distribution.meanNs)}`;
    case 'normal':
      return `normal, mean ${printDuration(distribution.meanNs)}, deviation ${printDuration(distribution.deviationNs)}`;
    case 'lognormal':
      return `lognormal, p50 ${printDuration(distribution.p50Ns)}, p99 ${printDuration(distribution.p99Ns)}`;
    case 'pareto':
      return `pareto, min ${printDuration(distribution.minNs)}, shape ${distribution.shape}`;
    case 'weibull':
      return `weibull, scale ${printDuration(distribution.scaleNs)}, shape ${distribution.shape}`;
    case 'table':
      return `table, ${distribution.points.map((point) => `${percentile(point.q)} ${printDuration(point.ns)}`).join(', ')}`;
    case 'mixture':
      return distribution.parts
        .map((part) => `${share(part.weightPpb)} (${printDistribution(part.of)})`)
        .join(' + ');
  }
}

/** A distribution in a few words, for reports: `lognormal, p50 1ms, p99 20ms, at most 2s`. */
export function printDistribution(distribution: Distribution): string {
  const shift = shiftOf(distribution);
  const shifted = shift === 0 ? '' : `, plus ${printDuration(shift)}`;
  const cut =
    distribution.maxNs === undefined ? '' : `, at most ${printDuration(distribution.maxNs)}`;
  return words(distribution) + shifted + cut;
}
