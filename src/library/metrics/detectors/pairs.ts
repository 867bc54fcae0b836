import type { NodeId } from '../../../base/units.ts';

/** A value for each pair of nodes: who observes, and whom. */
export class Pairs<T> {
  readonly #values = new Map<NodeId, Map<NodeId, T>>();

  get(node: NodeId, peer: NodeId): T | undefined {
    return this.#values.get(node)?.get(peer);
  }

  set(node: NodeId, peer: NodeId, value: T): void {
    const ofNode = this.#values.get(node) ?? new Map<NodeId, T>();
    this.#values.set(node, ofNode);
    ofNode.set(peer, value);
  }

  /** Takes out the values of all pairs of one node and any of these others. */
  drop(node: NodeId, others: readonly NodeId[]): void {
    for (const other of others) {
      this.take(node, other);
      this.take(other, node);
    }
  }

  /** Takes a pair's value out. */
  take(node: NodeId, peer: NodeId): T | undefined {
    const value = this.get(node, peer);
    this.#values.get(node)?.delete(peer);
    return value;
  }
}
