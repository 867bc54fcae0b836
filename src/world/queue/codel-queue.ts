import { PacketLine } from './packet-line.ts';
import { hasRoom, type Queue, type QueueLimit, type Waiting } from './waiting.ts';

/** A wait that is acceptable when it lasts, and how long a longer one may last (RFC 8289, 4.2-4.3). */
const targetNs = 5_000_000;
const intervalNs = 100_000_000;
/** A queue of less than one full frame is never too long. */
const frameBytes = 1514;

/** A packet with the instant at which it came. */
class Stamped implements Waiting {
  readonly packet: Waiting;
  readonly sinceNs: number;
  readonly bytes: number;
  readonly flow: number;
  readonly isUrgent: boolean;

  constructor(packet: Waiting, sinceNs: number) {
    this.packet = packet;
    this.sinceNs = sinceNs;
    this.bytes = packet.bytes;
    this.flow = packet.flow;
    this.isUrgent = packet.isUrgent;
  }

  left(tookNs: number): void {
    this.packet.left(tookNs);
  }

  dropped(): void {
    this.packet.dropped();
  }
}

/**
 * First come, first served, with controlled delay (CoDel, RFC 8289): while every packet of an
 * interval has waited too long, it drops from the front, ever more often, until senders slow down.
 */
export class CodelQueue implements Queue {
  readonly #line = new PacketLine();
  readonly #limit: QueueLimit;
  /** When packets have waited too long for a whole interval; 0: they do not. */
  #firstAboveNs = 0;
  #dropNextNs = 0;
  /** Drops since it began to drop, and at the end of the time before. */
  #count = 0;
  #lastCount = 0;
  #isDropping = false;

  constructor(limit: QueueLimit) {
    this.#limit = limit;
  }

  get length(): number {
    return this.#line.length;
  }

  get bytes(): number {
    return this.#line.bytes;
  }

  push(packet: Waiting, nowNs: number): void {
    if (hasRoom(this, this.#limit, packet.bytes)) this.#line.push(new Stamped(packet, nowNs));
    else packet.dropped();
  }

  shift(nowNs: number): Waiting | null {
    let packet = this.#line.shift() as Stamped | null;
    if (!this.#isTooLate(packet, nowNs)) {
      this.#isDropping = false;
      return packet;
    }
    if (this.#isDropping) {
      while (this.#isDropping && nowNs >= this.#dropNextNs)
        packet = this.#dropInTurn(packet, nowNs);
    } else {
      packet?.dropped();
      packet = this.#line.shift() as Stamped | null;
      this.#isTooLate(packet, nowNs);
      this.#begin(nowNs);
    }
    return packet;
  }

  #begin(nowNs: number): void {
    this.#isDropping = true;
    // Soon after the last time it goes on nearly where it was.
    const gained = this.#count - this.#lastCount;
    const isSoon = nowNs - this.#dropNextNs < 16 * intervalNs;
    this.#count = gained > 1 && isSoon ? gained : 1;
    this.#lastCount = this.#count;
    this.#dropNextNs = this.#after(nowNs);
  }

  #dropInTurn(packet: Stamped | null, nowNs: number): Stamped | null {
    packet?.dropped();
    this.#count += 1;
    const next = this.#line.shift() as Stamped | null;
    if (this.#isTooLate(next, nowNs)) this.#dropNextNs = this.#after(this.#dropNextNs);
    else this.#isDropping = false;
    return next;
  }

  #after(fromNs: number): number {
    return fromNs + Math.floor(intervalNs / Math.sqrt(this.#count));
  }

  #isTooLate(packet: Stamped | null, nowNs: number): boolean {
    const isFine =
      packet === null || nowNs - packet.sinceNs < targetNs || this.#line.bytes <= frameBytes;
    if (isFine) {
      this.#firstAboveNs = 0;
      return false;
    }
    if (this.#firstAboveNs === 0) this.#firstAboveNs = nowNs + intervalNs;
    return nowNs >= this.#firstAboveNs;
  }
}
