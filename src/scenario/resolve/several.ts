import type { Code } from '../diagnostics/codes.ts';
import type { Problems } from '../diagnostics/problems.ts';
import { itemSpots, type Spot } from '../source/tree.ts';

/** One value, or the items of a list; an empty list, which says nothing, is told. */
export function severalOf(
  spot: Spot,
  code: Code,
  message: string,
  problems: Problems,
): readonly Spot[] {
  if (spot.tree.kind !== 'list') return [spot];
  if (spot.tree.items.length === 0) problems.atValue(code, spot, message);
  return itemSpots(spot);
}

/** Tells of an empty list, and of empty lists in a list. */
export function refuseEmptyLists(spot: Spot, message: string, problems: Problems): void {
  if (spot.tree.kind !== 'list') return;
  const items = severalOf(spot, 'E_SELECTOR', message, problems);
  for (const item of items) refuseEmptyLists(item, message, problems);
}
