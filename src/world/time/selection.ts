import type { NodeId } from '../../base/units.ts';

/** What a daemon knows of one server at the moment. */
export interface Candidate {
  readonly id: NodeId;
  /** Server minus own clock, in ns. */
  readonly offsetNs: number;
  /** How far the true offset may be from that: half the delay, and what drifted since. */
  readonly distanceNs: number;
  /** How much its own samples differ. */
  readonly jitterNs: number;
  readonly stratum: number;
}

/** No interval is taken to be smaller (RFC 5905, appendix A.1.1: half of MINDISP). */
const leastDistanceNs = 5_000_000;

/** Clustering goes on until so few are left (NMIN). */
const fewest = 3;

/**
 * The servers whose intervals of correctness have a point in common, if they are more than half
 * (Marzullo and Owicki, 1985; RFC 5905, §11.2.1): those of them whose midpoints lie in what they have
 * in common, as ntpd 4.2.8 has it. None when there is no such majority: two servers that differ
 * cannot be told apart.
 */
export function truechimers(candidates: readonly Candidate[]): readonly Candidate[] {
  const reach = ({ distanceNs }: Candidate): number => Math.max(distanceNs, leastDistanceNs);
  const edges = candidates
    .flatMap((one) => [
      { atNs: one.offsetNs - reach(one), step: 1 },
      { atNs: one.offsetNs + reach(one), step: -1 },
    ])
    .sort((a, b) => a.atNs - b.atNs || b.step - a.step);
  for (let liars = 0; 2 * liars < candidates.length; liars += 1) {
    const needed = candidates.length - liars;
    const low = firstWith(edges, needed, 1);
    const high = firstWith(edges.toReversed(), needed, -1);
    if (low === null || high === null || low > high) continue;
    const inside = candidates.filter(({ offsetNs }) => offsetNs >= low && offsetNs <= high);
    if (inside.length > 0) return inside;
    return candidates.filter(
      (one) => one.offsetNs - reach(one) <= low && one.offsetNs + reach(one) >= high,
    );
  }
  return [];
}

/** The first edge, walking one way, at which so many intervals are open. */
function firstWith(
  edges: readonly { readonly atNs: number; readonly step: number }[],
  needed: number,
  opens: number,
): number | null {
  let open = 0;
  for (const { atNs, step } of edges) {
    open += step * opens;
    if (open >= needed) return atNs;
  }
  return null;
}

/** Leaves out, one by one, who differs most from the others, while that is more than their own noise. */
export function clustered(candidates: readonly Candidate[]): readonly Candidate[] {
  let left = candidates;
  while (left.length > fewest) {
    const spreads = left.map((one) => {
      const squares = left.map(
        ({ offsetNs }) => (offsetNs - one.offsetNs) * (offsetNs - one.offsetNs),
      );
      return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / (left.length - 1));
    });
    const widest = Math.max(...spreads);
    if (widest <= Math.min(...left.map(({ jitterNs }) => jitterNs))) break;
    const out = spreads.lastIndexOf(widest);
    left = left.filter((_, place) => place !== out);
  }
  return left;
}

/** The mean of what they say, the nearer the heavier. */
export function combined(candidates: readonly Candidate[]): number {
  let sum = 0;
  let weights = 0;
  for (const { offsetNs, distanceNs } of candidates) {
    const weight = 1 / Math.max(1, distanceNs);
    sum += weight * offsetNs;
    weights += weight;
  }
  return Math.floor(sum / weights + 0.5);
}

/** The mean of what all say, whoever they are. */
export function plainMean(candidates: readonly Candidate[]): number {
  const sum = candidates.reduce((total, { offsetNs }) => total + offsetNs, 0);
  return Math.floor(sum / candidates.length);
}
