import type { NodeId } from '../../../base/units.ts';
import type { NodeSelector } from '../../../scenario/selector.ts';
import { amountCount } from '../../../scenario/selector/amount.ts';

/** The nodes that a selector speaks of, whatever it takes of them, and how many it takes at most. */
export function extentOf(
  selector: NodeSelector,
  all: readonly NodeId[],
): { readonly nodes: readonly NodeId[]; readonly most: number } {
  const excluded = new Set(selector.except === null ? [] : extentOf(selector.except, all).nodes);
  const nodes = new Set<NodeId>();
  let most = 0;
  for (const { amount, base } of selector.terms) {
    const members = base.kind === 'nodes' ? base.nodes : all;
    if (amount === null) most += base.kind === 'role' ? 1 : members.length;
    else most += amount.kind === 'role' ? 1 : amountCount(amount, members.length);
    for (const node of members) if (!excluded.has(node)) nodes.add(node);
  }
  return { nodes: all.filter((node) => nodes.has(node)), most };
}
