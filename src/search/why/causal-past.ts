import type { TraceEvent } from '../../engine/event.ts';

/** Events that only say what a fault or an observer did; nothing on a node follows from them. */
const asides: ReadonlySet<string> = new Set(['log', 'fault-began', 'fault-ended']);

function fieldsOf({ data }: TraceEvent): { readonly [field: string]: unknown } {
  return typeof data === 'object' && data !== null && !Array.isArray(data) ? { ...data } : {};
}

/** Sending and arrival of one message share this. */
function messageOf(event: TraceEvent): string | null {
  const { type, node, peer, name } = event;
  if (type !== 'sent' && type !== 'delivered') return null;
  const { sentAt, ordinal } = fieldsOf(event);
  const [from, to] = type === 'sent' ? [node, peer] : [peer, node];
  return [from, to, name, String(sentAt), String(ordinal)].join('\n');
}

/**
 * What may have had a part in some events: whatever happened before on the same node, and the
 * sending of whatever arrived there (Lamport, CACM 1978: "happened before"). In the order of the
 * trace, the events themselves included.
 */
export function causalPast(events: readonly TraceEvent[], of: readonly number[]): TraceEvent[] {
  const sendings = new Map<string, TraceEvent>();
  const before = new Map<number, TraceEvent>();
  const latest = new Map<string, TraceEvent>();
  for (const event of events) {
    const { node, seq, type } = event;
    if (type === 'sent') sendings.set(messageOf(event) ?? '', event);
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
    const previous = before.get(event.seq);
    if (previous !== undefined) open.push(previous);
    const sending = event.type === 'delivered' ? sendings.get(messageOf(event) ?? '') : undefined;
    if (sending !== undefined) open.push(sending);
  }
  return [...past].sort((a, b) => a.seq - b.seq);
}

/** Kinds of events that a reader wants to see of a past; messages among them when they cross nodes. */
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

/** The events of a past that tell something: the last so many of them. */
export function tellingEvents(past: readonly TraceEvent[], most: number): TraceEvent[] {
  const chosen = past.filter(({ type, node, peer }) => {
    return telling.has(type) || (type === 'delivered' && node !== peer);
  });
  return chosen.slice(-most);
}
