import type { Part } from '../decision.ts';
import { never } from '../history.ts';
import { orderBy } from './place-order.ts';

/**
 * The events of a part, numbered from 0 without gaps; "gap g" is the time between event g and the
 * next one. Columns go by index in the part, not in the history.
 */
export interface RankedPart {
  /** How many events there are; the rank of an end that never came. */
  readonly end: number;
  readonly begins: Int32Array;
  readonly ends: Int32Array;
  /** By rank: the index in the part, times two, and one more for an end. */
  readonly events: Int32Array;
}

/** Ranks the invocations and completions of a part. */
export function ranked(part: Part): RankedPart {
  const { history, operations } = part;
  const count = operations.length;
  const completed = new Int32Array(count);
  for (let i = 0; i < count; i += 1) completed[i] = history.completed[operations[i] ?? 0] ?? never;
  const byEnd = orderBy(completed);
  const begins = new Int32Array(count);
  const ends = new Int32Array(count);
  const events = new Int32Array(count * 2);
  let rank = 0;
  let ended = 0;
  for (let i = 0; i <= count; i += 1) {
    const now = i < count ? (history.invoked[operations[i] ?? 0] ?? 0) : never;
    for (; ended < count; ended += 1) {
      const other = byEnd[ended] ?? 0;
      if ((completed[other] ?? 0) >= now) break;
      events[rank] = other * 2 + 1;
      ends[other] = rank;
      rank += 1;
    }
    if (i === count) break;
    events[rank] = i * 2;
    begins[i] = rank;
    rank += 1;
  }
  for (; ended < count; ended += 1) ends[byEnd[ended] ?? 0] = rank;
  return { end: rank, begins, ends, events };
}
