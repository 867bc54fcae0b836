/** Why a port did not take a packet, or let it go. */
export type PortDrop = 'queue-full' | 'no-circuit';

/** Something that waits for its turn at a port: a packet, on its way from one machine to another. */
export interface Waiting {
  /** What it takes on the wire. */
  readonly bytes: number;
  /** Packets of one flow stay in order; flows share a fair queue. */
  readonly flow: number;
  /** A priority queue sends it before others. */
  readonly isUrgent: boolean;
  /** It has left the port: its last bit is on the wire, so long after it was its turn. */
  left(tookNs: number): void;
  /** There was no room for it (unless another reason is told), or it was taken out of the queue. */
  dropped(why?: PortDrop): void;
}

/** How much may wait at a port; what comes beyond is dropped. */
export type QueueLimit = { readonly bytes: number } | { readonly packets: number };

/** Who waits at a port, and whose turn it is. It drops what it has no room for by itself. */
export interface Queue {
  /** How many packets wait. */
  readonly length: number;
  /** How many bytes wait. */
  readonly bytes: number;
  push(packet: Waiting, nowNs: number): void;
  /** Takes out the next; null when none is left. */
  shift(nowNs: number): Waiting | null;
}

/** Whether there is room for so much more. */
export function hasRoom(
  queue: Pick<Queue, 'length' | 'bytes'>,
  limit: QueueLimit,
  bytes: number,
): boolean {
  return 'bytes' in limit ? queue.bytes + bytes <= limit.bytes : queue.length < limit.packets;
}
