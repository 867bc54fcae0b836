import { type Ratio, ratio } from '../../base/quantity/ratio.ts';
import type { StatPlan } from '../../scenario/plan/check.ts';

/** How samples become one value, when a quantile is not asked for. */
export type Fold = 'count' | 'sum' | 'mean' | 'min' | 'max' | 'rate' | 'share';
/** A statistic of samples. */
export type Statistic = { readonly quantilePpb: number } | Fold;

const PPB = 1_000_000_000n;
const NS_PER_SECOND = 1_000_000_000n;

/** The statistic that a scenario names, or else the metric's own. */
export function statisticOf(stat: StatPlan | null, fold: Exclude<Fold, 'min'> | 'p50'): Statistic {
  if (stat === null) return fold === 'p50' ? { quantilePpb: 500_000_000 } : fold;
  return stat.kind === 'quantile' ? { quantilePpb: stat.quantilePpb } : stat.kind;
}

/** Nothing happened is a value of these, of all others it is none. */
export function countsNothing(what: Statistic): boolean {
  return what === 'count' || what === 'sum' || what === 'rate' || what === 'share';
}

/** The smallest sample such that at least this share of all is not above it. */
function nearestRank(sorted: readonly bigint[], quantilePpb: number): bigint | undefined {
  const count = BigInt(sorted.length);
  const rank = (count * BigInt(quantilePpb) + PPB - 1n) / PPB;
  return sorted[Number(rank > 0n ? rank - 1n : 0n)];
}

function ascending(samples: readonly bigint[]): bigint[] {
  return [...samples].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

function sumOf(samples: readonly bigint[]): bigint {
  return samples.reduce((sum, sample) => sum + sample, 0n);
}

/**
 * The exact value of a statistic, in the samples' own unit; `count` and `rate` (per second over
 * `lengthNs`) count samples, `share` is their sum over that length. Null without samples, unless
 * nothing is a value too.
 */
export function statistic(
  what: Statistic,
  samples: readonly bigint[],
  lengthNs: number,
): Ratio | null {
  const count = BigInt(samples.length);
  if (what === 'count') return ratio(count);
  if (what === 'rate') return lengthNs > 0 ? ratio(count * NS_PER_SECOND, BigInt(lengthNs)) : null;
  if (what === 'sum') return ratio(sumOf(samples));
  if (what === 'share') return lengthNs > 0 ? ratio(sumOf(samples), BigInt(lengthNs)) : null;
  if (samples.length === 0) return null;
  if (what === 'mean') return ratio(sumOf(samples), count);
  const sorted = ascending(samples);
  const chosen =
    what === 'min'
      ? sorted[0]
      : what === 'max'
        ? sorted.at(-1)
        : nearestRank(sorted, what.quantilePpb);
  return chosen === undefined ? null : ratio(chosen);
}
