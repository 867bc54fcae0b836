import type { NodeId } from '../../../base/units.ts';
import type { World } from '../../../world/world.ts';
import type { Strike } from '../strike.ts';

/** The index of a node that a fault names. Throws TypeError when there is none of that name. */
export function nodeIndex(world: World, { plan }: Strike, node: NodeId): number {
  const index = world.indexOf(node);
  if (index < 0) throw new TypeError(`${plan.kind}: there is no node ${node}`);
  return index;
}

/** The same for a list of them, in its order. */
export function nodeIndices(world: World, strike: Strike, nodes: readonly NodeId[]): number[] {
  return nodes.map((node) => nodeIndex(world, strike, node));
}
