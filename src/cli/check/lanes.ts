import type { Glyphs } from '../../base/text/glyphs.ts';
import { sortedBy } from '../../base/order.ts';
import type { ToldOperation } from './answer.ts';

/** Cells from one event to the next, from comfortable to just readable. */
export const strides: readonly number[] = [3, 2, 1];

/** Where each invocation and completion stands among those of the operations shown, from 0. */
function ranks(operations: readonly ToldOperation[]): ReadonlyMap<number, number> {
  const places = operations.flatMap(({ invoked, completed }) =>
    completed === null ? [invoked] : [invoked, completed],
  );
  return new Map(sortedBy(places, (place) => place).map((place, rank) => [place, rank]));
}

/**
 * Each operation as a bar from its invocation to its completion, all in one width: bars that overlap
 * were under way at once. The distance says which came first, not how long it took.
 */
export function barsOf(
  operations: readonly ToldOperation[],
  { barFrom, bar, barUntil, barOn }: Glyphs,
  stride: number,
): readonly string[] {
  const rankOf = ranks(operations);
  const hasOpen = operations.some(({ completed }) => completed === null);
  const last = rankOf.size - 1 + (hasOpen ? 1 : 0);
  return operations.map(({ invoked, completed }) => {
    const from = (rankOf.get(invoked) ?? 0) * stride;
    const until = (completed === null ? last : (rankOf.get(completed) ?? 0)) * stride;
    const drawn = barFrom + bar.repeat(until - from - 1) + (completed === null ? barOn : barUntil);
    return ' '.repeat(from) + drawn + ' '.repeat(last * stride - until);
  });
}
