import { purpose } from '../../base/draw/draw.ts';
import type { Identity } from '../message/identity.ts';
import type { Conduct, Wire } from './link.ts';
import type { MessagePort } from '../ports.ts';
import type { Rulings } from './rulings.ts';

/** When a message arrives that leaves at an instant, both in ns. Asked once, when it leaves. */
export type Delay = (leftNs: number) => number;

/**
 * When a message arrives that would come at an instant. Segments of one connection share a path:
 * where the latency of a wire varies, it is a queue that grows, and in a queue nobody overtakes.
 */
export function inTurn(
  { connection }: MessagePort,
  wire: Wire,
  conduct: Conduct,
  arrivalNs: number,
): number {
  if (connection === null || conduct.constantNs >= 0) return arrivalNs;
  return connection.behind(wire.name, arrivalNs);
}

/** Latency, one more draw for the reordered, times all factors, plus all added delays. */
export function delayOf(
  message: MessagePort,
  { originNs, ordinal }: Identity,
  wire: Wire,
  conduct: Conduct,
  rulings: Rulings,
): Delay {
  const { lineage } = message;
  const what = lineage === 0 ? purpose.delay : purpose.duplicateDelay;
  const latencyNs = wire.latency(conduct, what, originNs, ordinal, lineage);
  const moreNs = wire.takes(conduct.reorder, 'reorder', originNs, ordinal, lineage)
    ? wire.latency(conduct, purpose.reorderDelay, originNs, ordinal, lineage)
    : 0;
  const { factor, delayNs } = rulings;
  return (leftNs) => {
    const ownNs = inTurn(message, wire, conduct, leftNs + latencyNs) - leftNs + moreNs;
    return leftNs + Math.floor(ownNs * factor) + delayNs;
  };
}
