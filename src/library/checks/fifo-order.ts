import { boolean, fieldOf } from '../../base/schema.ts';
import { fieldText, type Told } from './events/decision.ts';
import { Deliveries, deliveryFields, sendingFields } from './events/delivery.ts';
import { defineCheck } from './define.ts';

/** A message with its place among those that its sender sent the same way. */
interface Sent {
  readonly channel: readonly Told[];
  readonly place: number;
}

/**
 * FIFO order (Hadzilacos and Toueg, "A Modular Approach to Fault-Tolerant Broadcasts", 1994): whoever
 * delivers a message has delivered every earlier one of its sender. With `gaps` they may be missing.
 */
export const fifoOrder = defineCheck({
  name: 'fifo-order',
  summary: 'The messages of one sender are delivered in the order in which they were sent.',
  property: 'safety',
  config: {
    ...deliveryFields,
    ...sendingFields,
    to: fieldOf(
      ['sent'],
      'The field of the sending event with the receiver, when a message goes to one node only.',
    ).optional(),
    gaps: boolean('Messages may be missing, as on a link that loses some.').default(false),
  },
  example: 'senders-in-order: { check: fifo-order, of: member }',
  histories: () => ({
    held: [
      { at: '1s', node: 'a', event: 'broadcast', data: { message: 'm1' } },
      { at: '2s', node: 'a', event: 'broadcast', data: { message: 'm2' } },
      { at: '3s', node: 'b', event: 'delivered', data: { message: 'm1' } },
      { at: '4s', node: 'b', event: 'delivered', data: { message: 'm2' } },
    ],
    violated: [
      { at: '1s', node: 'a', event: 'broadcast', data: { message: 'm1' } },
      { at: '2s', node: 'a', event: 'broadcast', data: { message: 'm2' } },
      { at: '3s', node: 'b', event: 'delivered', data: { message: 'm2' } },
      { at: '4s', node: 'b', event: 'delivered', data: { message: 'm1' } },
    ],
  }),

  watch(run, config) {
    const channels = new Map<string, Told[]>();
    const sent = new Map<string, Sent>();
    const delivered = new Deliveries();
    /** How far each node has come in each channel: the place after the last one delivered. */
    const next = new Map<string, Map<readonly Told[], number>>();
    run.onEvent(config.sent, (seen) => {
      const message = fieldText(seen, config.message);
      // A message that is sent once more keeps its place.
      if (sent.has(message)) return;
      const name = `${seen.node} ${fieldText(seen, config.to)}`;
      const channel = channels.get(name) ?? [];
      channels.set(name, channel);
      sent.set(message, { channel, place: channel.length });
      channel.push(seen);
    });
    run.onEvent(config.event, (seen) => {
      const message = fieldText(seen, config.message);
      const found = sent.get(message);
      if (found === undefined || !delivered.isNew(seen, config.message)) return;
      const { channel, place } = found;
      const places = next.get(seen.node) ?? new Map<readonly Told[], number>();
      next.set(seen.node, places);
      const due = places.get(channel) ?? 0;
      if (due > 0) run.exercised();
      places.set(channel, Math.max(due, place + 1));
      if (place === due || (place > due && config.gaps)) return;
      const sender = channel[place]?.node;
      const idAt = (at: number): string => {
        const of = channel[at];
        return of === undefined ? '' : fieldText(of, config.message);
      };
      if (place < due) {
        const newest = idAt(due - 1);
        const before = delivered.of(seen.node).get(newest) ?? seen;
        const why = `${seen.node} delivered ${message} of ${sender} after ${newest}, which was sent later`;
        run.violated(why, before, seen);
      } else {
        const missing = channel[due] ?? seen;
        const why = `${seen.node} delivered ${message} of ${sender} without ${idAt(due)}, which was sent before`;
        run.violated(why, missing, seen);
      }
    });
  },
});
