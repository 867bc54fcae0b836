import { purpose } from '../base/draw.ts';
import type { Conduct, Link } from './link.ts';
import type { Message } from './message.ts';
import type { Rulings } from './rule.ts';

/**
 * When a message arrives that would come at an instant. Segments of one connection share a path:
 * where its latency varies, it is a queue that grows, and in a queue nobody overtakes.
 */
export function inTurn(message: Message, conduct: Conduct, arrivalNs: number): number {
  if (message.connection === null || conduct.constantNs >= 0) return arrivalNs;
  return message.connection.behind(message.lane, arrivalNs);
}

/** Latency, one more draw for the reordered, times all factors, plus all added delays. */
export function delayOf(message: Message, link: Link, conduct: Conduct, rulings: Rulings): number {
  const { sentAtNs, ordinal, copy } = message;
  const what = copy === 0 ? purpose.delay : purpose.duplicateDelay;
  const plainNs = link.latency(conduct, what, sentAtNs, ordinal, copy);
  let latencyNs = inTurn(message, conduct, sentAtNs + plainNs) - sentAtNs;
  if (link.takes(conduct.reorder, 'reorder', sentAtNs, ordinal, copy)) {
    latencyNs += link.latency(conduct, purpose.reorderDelay, sentAtNs, ordinal, copy);
  }
  return Math.floor(latencyNs * rulings.factor) + rulings.delayNs;
}
