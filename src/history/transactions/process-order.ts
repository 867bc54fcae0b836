import { ClientOrder } from '../client-order.ts';
import { dependency, type DependencyEdges } from './dependency-graph.ts';
import type { Writes } from './writes.ts';

/** Adds which committed transaction came after which of the same client. */
export function addProcessOrder(writes: Writes, edges: DependencyEdges): void {
  const { history, committed } = writes;
  const order = new ClientOrder(history);
  for (let t = 0; t < history.count; t += 1) {
    if (committed[t] !== 1) continue;
    for (const before of order.follow(t)) edges.add(before, t, dependency.process, -1, -1);
  }
}
