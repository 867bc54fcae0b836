import type { TraceEvent } from '../../engine/event.ts';
import { isArrival, isDeparture, UnderWay } from '../../reports/traces/under-way.ts';

/**
 * Follows the messages of a run, whose rows it is given one by one: of a row with which one arrives it
 * answers the row with which it was sent, or sent again; of any other null.
 */
export function sendings(): (event: TraceEvent) => TraceEvent | null {
  const underWay = new UnderWay<TraceEvent>();
  return (event) => {
    const departure = underWay.settled(event);
    if (isDeparture(event)) underWay.departed(event, event);
    return isArrival(event) ? (departure?.sent ?? null) : null;
  };
}
