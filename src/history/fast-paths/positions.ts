import type { Part } from '../decision.ts';
import { orderBy } from './place-order.ts';

/** Two operations, as indices of the part, of which the later one ended before the other began. */
export interface Inversion {
  readonly earlier: number;
  readonly later: number;
}

/**
 * Whether operations can stand in the order of given positions: one of a later position must not
 * end before one of an earlier position begins. Those of one position may stand in any order. Null:
 * they can. `items`: indices of the part; `positions`: theirs, from 0.
 */
export function inversion(part: Part, items: Int32Array, positions: Int32Array): Inversion | null {
  const { history, operations } = part;
  const order = orderBy(positions, items.length);
  // What began last among all before the position, and among those of the position.
  let before = -1;
  let beforeBegan = -1;
  let within = -1;
  let withinBegan = -1;
  let position = -1;
  for (const at of order) {
    const item = items[at] ?? 0;
    const operation = operations[item] ?? 0;
    const its = positions[at] ?? 0;
    if (its !== position) {
      position = its;
      if (withinBegan > beforeBegan) {
        before = within;
        beforeBegan = withinBegan;
      }
    }
    if ((history.completed[operation] ?? 0) < beforeBegan) return { earlier: before, later: item };
    const began = history.invoked[operation] ?? 0;
    if (began <= withinBegan) continue;
    within = item;
    withinBegan = began;
  }
  return null;
}
