import type { TraceReport } from './report.ts';

/** Rows of a trace that one hash stands for (design of the trace: a block is closed every 1,024 rows). */
const blockRows = 1024;

/** Where two traces part, as far as their checkpoints tell. */
export interface Divergence {
  /** The first checkpoint that differs, from 1; one more than there are when only the end differs. */
  readonly checkpoint: number;
  /** The first row that may differ: all before it are the same. */
  readonly fromRow: number;
  /** One more than the last row that may be the first to differ. */
  readonly untilRow: number;
}

/** Rows between two checkpoints: blocks are thinned when there are many. */
function strideOf({ events, checkpoints }: TraceReport): number {
  const blocks = Math.ceil(events / blockRows);
  return checkpoints.length === 0 ? 1 : Math.max(1, Math.ceil(blocks / checkpoints.length));
}

/** The first checkpoint that differs, from 0: each is a hash of all that came so far, so it is bisected. */
function firstDifferent(one: readonly string[], other: readonly string[]): number {
  let [same, different] = [0, one.length];
  while (same < different) {
    const middle = Math.floor((same + different) / 2);
    if (one[middle] === other[middle]) same = middle + 1;
    else different = middle;
  }
  return different;
}

/** Where two traces part; null when they are the same. */
export function divergenceOf(one: TraceReport, other: TraceReport): Divergence | null {
  if (one.digest === other.digest) return null;
  const stride = strideOf(one);
  const isComparable = stride === strideOf(other);
  const first = isComparable ? firstDifferent(one.checkpoints, other.checkpoints) : 0;
  const most = Math.max(one.events, other.events);
  return {
    checkpoint: first + 1,
    fromRow: Math.min(first * stride * blockRows, most),
    untilRow: Math.min((first + 1) * stride * blockRows, most),
  };
}
