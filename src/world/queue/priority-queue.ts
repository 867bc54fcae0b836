import { PacketLine } from './packet-line.ts';
import { hasRoom, type Queue, type QueueLimit, type Waiting } from './waiting.ts';

/**
 * Urgent packets before all others, each sort in its own order; what is on the wire is not broken
 * off. An urgent packet that finds no room takes that of the last ones that are not.
 */
export class PriorityQueue implements Queue {
  readonly #urgent = new PacketLine();
  readonly #others = new PacketLine();
  readonly #limit: QueueLimit;

  constructor(limit: QueueLimit) {
    this.#limit = limit;
  }

  get length(): number {
    return this.#urgent.length + this.#others.length;
  }

  get bytes(): number {
    return this.#urgent.bytes + this.#others.bytes;
  }

  push(packet: Waiting): void {
    const { bytes } = packet;
    // Whoever would find no room among the urgent ones alone takes none from the others.
    if (packet.isUrgent && hasRoom(this.#urgent, this.#limit, bytes)) {
      while (!hasRoom(this, this.#limit, bytes)) this.#others.pop()?.dropped();
    }
    if (!hasRoom(this, this.#limit, bytes)) packet.dropped();
    else if (packet.isUrgent) this.#urgent.push(packet);
    else this.#others.push(packet);
  }

  shift(): Waiting | null {
    return this.#urgent.shift() ?? this.#others.shift();
  }
}
