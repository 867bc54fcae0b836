import type { QueueLimit } from './waiting.ts';

/** Who is sent first when several wait. */
export const disciplines = ['fifo', 'priority', 'fair', 'codel'] as const;
/** Who is sent first when several wait. */
export type Discipline = (typeof disciplines)[number];

/** How fast a port sends. */
export interface PortRate {
  /** Bits per second. */
  readonly bitsPerSecond: number;
  /** A token bucket of so many bytes: so much may leave at once after a time of rest; 0: none. */
  readonly bucketBytes: number;
}

/** What waits at a port, and in which order. */
export interface QueuePlan {
  readonly limit: QueueLimit;
  readonly discipline: Discipline;
  /** Message types, exact or glob, that a priority queue sends before others. */
  readonly first: readonly string[];
  /**
   * Room at the other end, in packets: what has none there waits here, and nothing is dropped. What
   * has come through a switch gives its room back; absent: the other end takes in whatever comes.
   */
  readonly credits?: number;
}

/** A port cut into circuits: each has its share of the rate for itself, used or not. */
export interface CircuitPlan {
  readonly count: number;
  /** A circuit on which nothing was sent for so long is free again. */
  readonly idleNs: number;
}

/** The port of a directed link, as the scenario gives it. */
export interface PortPlan {
  readonly rate: PortRate;
  readonly queue: QueuePlan;
  /** Null: whoever comes shares it, packet by packet. */
  readonly circuits: CircuitPlan | null;
}

/** What a port is when a scenario says nothing of it: nothing waits there. */
export const openPort: PortPlan = {
  rate: { bitsPerSecond: Infinity, bucketBytes: 0 },
  queue: { limit: { packets: Number.MAX_SAFE_INTEGER }, discipline: 'fifo', first: [] },
  circuits: null,
};
