import type { TraceEvent } from '../../engine/event.ts';

/** Events that only say what a fault or an observer did; nothing on a node follows from them. */
const asides: ReadonlySet<string> = new Set(['log', 'fault-began', 'fault-ended']);

/**
 * What may have had a part in some events: whatever happened before on the same node, and the
 * sending of whatever arrived there (Lamport, CACM 1978: "happened before"). In the order of the
 * trace, the events themselves included. `sendingOf` is given all rows in order, and answers the
 * sending of what a row says has arrived.
 */
export function causalPast(
  events: readonly TraceEvent[],
  of: readonly number[],
  sendingOf: (event: TraceEvent) => TraceEvent | null,
): TraceEvent[] {
  const before = new Map<number, TraceEvent>();
  const sendings = new Map<number, TraceEvent>();
  const latest = new Map<string, TraceEvent>();
  for (const event of events) {
    const { node, seq, type } = event;
    const sending = sendingOf(event);
    if (sending !== null) sendings.set(seq, sending);
    if (node === null || asides.has(type)) continue;
    const previous = latest.get(node);
    if (previous !== undefined) before.set(seq, previous);
    latest.set(node, event);
  }
  const bySeq = new Map(events.map((event) => [event.seq, event]));
  const past = new Set<TraceEvent>();
  const open = of.flatMap((seq) => bySeq.get(seq) ?? []);
  for (let event = open.pop(); event !== undefined; event = open.pop()) {
    if (past.has(event)) continue;
    past.add(event);
    for (const earlier of [before.get(event.seq), sendings.get(event.seq)])
      if (earlier !== undefined) open.push(earlier);
  }
  return [...past].sort((a, b) => a.seq - b.seq);
}

/** Kinds of events that a reader wants to see of a past. */
const telling: ReadonlySet<string> = new Set([
  'observed',
  'crashed',
  'started',
  'paused',
  'resumed',
  'exited',
  'completed',
  'clock-changed',
  'disk-failed',
]);

/** Messages tell something when they cross nodes. */
const arrivals: ReadonlySet<string> = new Set(['delivered', 'late-reply', 'unhandled']);

/** The events of a past that tell something: the last so many of them. */
export function tellingEvents(past: readonly TraceEvent[], most: number): TraceEvent[] {
  const chosen = past.filter(({ type, node, peer }) => {
    return telling.has(type) || (arrivals.has(type) && node !== peer);
  });
  return chosen.slice(-most);
}
