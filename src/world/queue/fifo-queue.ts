import { PacketLine } from './packet-line.ts';
import { hasRoom, type Queue, type QueueLimit, type Waiting } from './waiting.ts';

/** First come, first served; what finds no room is dropped at the tail. */
export class FifoQueue implements Queue {
  readonly #line = new PacketLine();
  readonly #limit: QueueLimit;

  constructor(limit: QueueLimit) {
    this.#limit = limit;
  }

  get length(): number {
    return this.#line.length;
  }

  get bytes(): number {
    return this.#line.bytes;
  }

  push(packet: Waiting): void {
    if (hasRoom(this, this.#limit, packet.bytes)) this.#line.push(packet);
    else packet.dropped();
  }

  shift(): Waiting | null {
    return this.#line.shift();
  }
}
