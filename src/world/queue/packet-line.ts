import type { Waiting } from './waiting.ts';

/** Packets in a row, first in, first out; also the last one can be taken back. */
export class PacketLine {
  #packets: (Waiting | undefined)[] = [];
  #first = 0;
  #bytes = 0;

  get length(): number {
    return this.#packets.length - this.#first;
  }

  get bytes(): number {
    return this.#bytes;
  }

  push(packet: Waiting): void {
    this.#packets.push(packet);
    this.#bytes += packet.bytes;
  }

  /** The first, which stays; null when there is none. */
  get first(): Waiting | null {
    return this.#packets[this.#first] ?? null;
  }

  /** Takes out the first; null when there is none. */
  shift(): Waiting | null {
    const packet = this.#packets[this.#first];
    if (packet === undefined) return null;
    this.#packets[this.#first] = undefined;
    this.#first += 1;
    this.#bytes -= packet.bytes;
    // What is over is let go of now and then, so that one shift costs the same as another.
    if (this.#first * 2 > this.#packets.length && this.#first > 64) {
      this.#packets = this.#packets.slice(this.#first);
      this.#first = 0;
    }
    return packet;
  }

  /** Takes out the last; null when there is none. */
  pop(): Waiting | null {
    if (this.length === 0) return null;
    const packet = this.#packets.pop() as Waiting;
    this.#bytes -= packet.bytes;
    return packet;
  }
}
