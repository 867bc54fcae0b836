import type { Exchange } from './exchange.ts';
import type { Stays } from './stay.ts';

/**
 * Gaps in classes: between neighbouring ends of stays nothing changes, so that these gaps are one.
 */
export interface StayClasses {
  readonly count: number;
  /** By gap: its class. */
  readonly classOf: Int32Array;
  /** By class: how many stays cover it. */
  readonly layers: Int32Array;
}

/** The classes that the stays of the values make. */
export function stayClasses(exchange: Exchange, stays: Stays): StayClasses {
  const gaps = exchange.ranks.end + 2;
  const change = new Int32Array(gaps);
  const isEdge = new Uint8Array(gaps);
  for (let value = 0; value < exchange.count; value += 1) {
    const from = stays.from[value] ?? 0;
    const to = stays.to[value] ?? 0;
    if (from >= to) continue;
    change[from] = (change[from] ?? 0) + 1;
    change[to] = (change[to] ?? 0) - 1;
    isEdge[from] = 1;
    isEdge[to] = 1;
  }
  const classOf = new Int32Array(gaps);
  const layers = new Int32Array(gaps);
  let count = 1;
  let over = 0;
  for (let gap = 0; gap < gaps; gap += 1) {
    over += change[gap] ?? 0;
    if (isEdge[gap] === 1) count += 1;
    classOf[gap] = count - 1;
    layers[count - 1] = over;
  }
  return { count, classOf, layers: layers.subarray(0, count) };
}
