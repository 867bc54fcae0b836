import { event, fieldOf } from '../../../base/schema.ts';
import { fieldText, type Told } from './decision.ts';

/** How a scenario says what a group tells itself: who sends what, and when others have got it. */
export const deliveryFields = {
  event: event('The event with which a node reports that it delivers a message.').default(
    'delivered',
  ),
  message: fieldOf(
    ['event', 'sent'],
    'The field with the id of the message, in both events.',
  ).default('message'),
};

/** How a scenario says which events begin a message. */
export const sendingFields = {
  sent: event('The event with which a node reports that it sends a message.').default('broadcast'),
};

/** Which messages each node has, and since when. */
export class Deliveries {
  readonly #byNode = new Map<string, Map<string, Told>>();

  /** What a node has, in the order in which it got it. */
  of(node: string): ReadonlyMap<string, Told> {
    return this.#byNode.get(node) ?? new Map<string, Told>();
  }

  /** Whether this is the first time that this node gets the message: then it is kept. */
  isNew(seen: Told, field: string): boolean {
    const message = fieldText(seen, field);
    const known = this.#byNode.get(seen.node) ?? new Map<string, Told>();
    this.#byNode.set(seen.node, known);
    if (known.has(message)) return false;
    known.set(message, seen);
    return true;
  }
}
