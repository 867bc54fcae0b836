import type { NodeId } from '../../base/units.ts';
import { fieldText, type Told } from './events/decision.ts';
import { deliveryFields } from './events/delivery.ts';
import { defineCheck } from './define.ts';

/** A delivery with its place among those of its node. */
interface Delivery {
  readonly place: number;
  readonly message: string;
  readonly seen: Told;
}

/** What one node has delivered. */
class Sequence {
  readonly deliveries = new Map<string, Delivery>();
  /** For each other node: of all that both have, what came last over there. */
  readonly #lastOf = new Map<NodeId, Delivery>();

  lastOf(node: NodeId): Delivery | undefined {
    return this.#lastOf.get(node);
  }

  shares(delivery: Delivery): void {
    const { node } = delivery.seen;
    const last = this.#lastOf.get(node);
    if (last === undefined || last.place < delivery.place) this.#lastOf.set(node, delivery);
  }
}

/**
 * Uniform total order (Hadzilacos and Toueg, 1994): two nodes that both deliver two messages do so in
 * the same order. What one of them has not delivered yet may still be missing.
 */
export const totalOrder = defineCheck({
  name: 'total-order',
  summary: 'Any two nodes deliver the messages that both deliver in the same order.',
  property: 'safety',
  config: deliveryFields,
  example: 'one-order: { check: total-order, of: member }',
  histories: () => ({
    held: [
      { at: '1s', node: 'a', event: 'delivered', data: { message: 'm1' } },
      { at: '2s', node: 'a', event: 'delivered', data: { message: 'm2' } },
      { at: '3s', node: 'b', event: 'delivered', data: { message: 'm1' } },
      { at: '4s', node: 'b', event: 'delivered', data: { message: 'm2' } },
    ],
    violated: [
      { at: '1s', node: 'a', event: 'delivered', data: { message: 'm1' } },
      { at: '2s', node: 'a', event: 'delivered', data: { message: 'm2' } },
      { at: '3s', node: 'b', event: 'delivered', data: { message: 'm2' } },
      { at: '4s', node: 'b', event: 'delivered', data: { message: 'm1' } },
    ],
  }),

  watch(run, config) {
    const sequences = new Map<NodeId, Sequence>();
    run.onEvent(config.event, (seen) => {
      const mine = sequences.get(seen.node) ?? new Sequence();
      sequences.set(seen.node, mine);
      const message = fieldText(seen, config.message);
      if (mine.deliveries.has(message)) return;
      const delivery = { place: mine.deliveries.size, message, seen };
      mine.deliveries.set(message, delivery);
      for (const [node, theirs] of sequences) {
        const there = theirs.deliveries.get(message);
        if (node === seen.node || there === undefined) continue;
        const last = mine.lastOf(node);
        if (last !== undefined) run.exercised();
        if (last !== undefined && last.place > there.place) {
          const here = mine.deliveries.get(last.message)?.seen ?? seen;
          run.violated(
            `${node} delivered ${message} before ${last.message}, ${seen.node} the other way round`,
            there.seen,
            last.seen,
            here,
            seen,
          );
        }
        mine.shares(there);
        theirs.shares(delivery);
      }
    });
  },
});
