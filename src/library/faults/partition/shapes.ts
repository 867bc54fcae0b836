import type { NodeId } from '../../../base/units.ts';
import type { Link } from '../../../world/verbs.ts';
import type { Choose } from '../define.ts';

/** Shapes of a partition that no selector can say. */
export const shapes = ['halves', 'bridge', 'majorities-ring'] as const;
export type Shape = (typeof shapes)[number];

/** Whether two nodes, by their places in a drawn order of `count`, hear each other. */
type Hears = (a: number, b: number, count: number) => boolean;

const hears: { readonly [S in Shape]: Hears } = {
  /** Two sides; of an odd number the second is the larger. */
  halves: (a, b, count) => sideOf(a, 0, count) === sideOf(b, 0, count),
  /** The first node hears all; the others are in two halves. */
  bridge: (a, b, count) => a === 0 || b === 0 || sideOf(a, 1, count) === sideOf(b, 1, count),
  /** Each hears its neighbours on a ring, as many as make a majority with it. */
  'majorities-ring': (a, b, count) => isNeighbour(Math.abs(a - b), count),
};

function sideOf(place: number, first: number, count: number): 0 | 1 {
  return place - first < Math.floor((count - first) / 2) ? 0 : 1;
}

/**
 * Neighbours on the ring, so many on each side. When their number is odd, the node across is the
 * last one; where there is none across, one neighbour more. Three nodes have no ring: a path.
 */
function isNeighbour(apart: number, count: number): boolean {
  if (count === 3) return apart === 1;
  const others = Math.floor(count / 2);
  const distance = Math.min(apart, count - apart);
  if (others % 2 === 0) return distance <= others / 2;
  if (count % 2 === 0) return distance <= (others - 1) / 2 || distance === count / 2;
  return distance <= (others + 1) / 2;
}

/** The nodes in a drawn order, every order equally likely. */
function shuffled(nodes: readonly NodeId[], choose: Choose): NodeId[] {
  const left = [...nodes];
  return nodes.flatMap(() => left.splice(choose(left.length), 1));
}

/** The directed links that a shape cuts among nodes. */
export function linksCut(shape: Shape, nodes: readonly NodeId[], choose: Choose): readonly Link[] {
  const order = shuffled(nodes, choose);
  const place = new Map(order.map((node, at) => [node, at]));
  const hear = (from: NodeId, to: NodeId): boolean =>
    hears[shape](place.get(from) ?? 0, place.get(to) ?? 0, order.length);
  return nodes.flatMap((from) =>
    nodes.filter((to) => to !== from && !hear(from, to)).map((to) => ({ from, to })),
  );
}
