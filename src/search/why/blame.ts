/** How likely the violation still was at an instant. */
export interface BlamePoint {
  /** True time in ns: everything from here on was drawn anew. */
  readonly at: number;
  /** Of so many futures. */
  readonly of: number;
  /** Those that violate it too. */
  readonly failing: number;
}

/** The blame curve, and where it rises most. */
export interface Blame {
  readonly points: readonly BlamePoint[];
  /** Between these two points the die was cast; null when it rises nowhere. */
  readonly deciding: { readonly fromNs: number; readonly untilNs: number } | null;
}

/** How a curve is drawn. */
export interface BlameOptions {
  readonly violatedNs: number;
  /** Instants to look at. */
  readonly points: number;
  /** Futures of each. */
  readonly futures: number;
  /** Whether a future violates it too. */
  readonly fails: (fromNs: number, salt: number) => Promise<boolean>;
  readonly isStopped: () => boolean;
}

async function pointAt(at: number, options: BlameOptions): Promise<BlamePoint> {
  const { futures, fails, isStopped } = options;
  let [failing, of] = [0, 0];
  for (let salt = 1; salt <= futures && !isStopped(); salt += 1) {
    const hasFailed = await fails(at, salt);
    // What was stopped on the way is no future.
    if (isStopped()) break;
    if (hasFailed) failing += 1;
    of += 1;
  }
  return { at, of, failing };
}

function shareOf({ of, failing }: BlamePoint): number {
  return of === 0 ? 0 : failing / of;
}

/** The two neighbours between which a curve rises most; the earliest of several; null when nowhere. */
function steepest(points: readonly BlamePoint[]): readonly [BlamePoint, BlamePoint] | null {
  let found: readonly [BlamePoint, BlamePoint] | null = null;
  let most = 0;
  for (let nth = 1; nth < points.length; nth += 1) {
    const [before, after] = [points[nth - 1], points[nth]];
    if (before === undefined || after === undefined) continue;
    const rise = shareOf(after) - shareOf(before);
    if (rise > most) [found, most] = [[before, after], rise];
  }
  return found;
}

/** Evenly spread instants, both ends included, whole ns. */
function instants(fromNs: number, untilNs: number, count: number): number[] {
  const step = (untilNs - fromNs) / Math.max(1, count - 1);
  const all = Array.from({ length: count }, (_, nth) => Math.round(fromNs + nth * step));
  return [...new Set(all)];
}

/**
 * The probability of the violation when everything after an instant is drawn anew, from the start to
 * the violation; then once more, finer, where it rises most. Where it jumps, something was decided.
 */
export async function blameCurve(options: BlameOptions): Promise<Blame> {
  const { violatedNs, points } = options;
  const curve: BlamePoint[] = [];
  const look = async (at: number): Promise<void> => {
    if (curve.some((point) => point.at === at) || options.isStopped()) return;
    const point = await pointAt(at, options);
    if (point.of === 0) return;
    curve.push(point);
    curve.sort((a, b) => a.at - b.at);
  };
  for (const at of instants(0, violatedNs, points)) await look(at);
  const coarse = steepest(curve);
  if (coarse !== null) {
    const [before, after] = coarse;
    for (const at of instants(before.at, after.at, Math.ceil(points / 2))) await look(at);
  }
  const fine = steepest(curve);
  return {
    points: curve,
    deciding: fine === null ? null : { fromNs: fine[0].at, untilNs: fine[1].at },
  };
}
