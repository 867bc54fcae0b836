import type { Value } from '../base/units.ts';

/** The kinds of rows in a trace: everything that can happen. A closed list. */
export const eventTypes = [
  'sent',
  'delivered',
  'lost',
  'duplicated',
  'corrupted',
  'held',
  'released',
  'refused',
  'resent',
  'late-reply',
  'unhandled',
  'timer',
  'started',
  'crashed',
  'exited',
  'paused',
  'resumed',
  'observed',
  'point',
  'log',
  'synced',
  'clock-changed',
  'invoked',
  'completed',
  'fault-began',
  'fault-hit',
  'fault-ended',
  'disk-failed',
  'forged',
] as const;

/** One kind of row. */
export type EventType = (typeof eventTypes)[number];

/**
 * One thing that happened, as traces, checks and NDJSON streams show it.
 * `node` is where it happened (a sender for `sent`, a receiver for `delivered`); null for faults.
 * `peer` is the other end of a message. `name` is the message kind, event, point, operation or
 * fault id. `data` holds the rest: a body, an event's data, why a message was lost.
 */
export interface TraceEvent {
  readonly seq: number;
  /** True time, integer nanoseconds. */
  readonly at: number;
  readonly type: EventType;
  readonly node: string | null;
  readonly peer: string | null;
  readonly name: string | null;
  readonly incarnation: number;
  readonly data: Value;
}
