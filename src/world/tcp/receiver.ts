import type { MessagePort } from '../ports.ts';

/** What became of a segment at the receiving kernel. */
export type Reception = 'next' | 'early' | 'known';

/** The receiving half of one end: puts segments in order, and says how much room there is. */
export class Receiver {
  readonly #bufferBytes: number;
  readonly #mss: number;
  /** The byte that is expected next. */
  next = 0;
  /** Segments that have come since the last acknowledgement went out. */
  unacknowledged = 0;
  /** When the segment was sent that the next acknowledgement answers; -1: none yet. */
  echoNs = -1;
  /** What was expected when the last acknowledgement went out. */
  #told = 0;
  /** Bytes of whole messages that the process has not taken up. */
  #waitingBytes = 0;
  /** The byte up to which the other side may send, as it was told. */
  #edge = 0;
  #early: Map<number, MessagePort> | null = null;
  /** A part of the message under way that was changed on the way. */
  #altered: MessagePort | null = null;

  constructor(bufferBytes: number, mss: number) {
    this.#bufferBytes = bufferBytes;
    this.#mss = mss;
  }

  /** Sorts a segment in; one that is `next` is to be followed by `take`. */
  sort(segment: MessagePort): Reception {
    // What comes late a second time was sent before that which is to be answered (RFC 7323, 4.3).
    if (segment.seq <= this.#told) this.echoNs = Math.max(this.echoNs, segment.sentAtNs);
    if (segment.seq < this.next) return 'known';
    if (segment.seq === this.next) return 'next';
    this.#early ??= new Map();
    this.#early.set(segment.seq, segment);
    return 'early';
  }

  /** The opening word of the other side: nothing can come before it. */
  begin(segment: MessagePort): void {
    this.next = segment.length;
    this.echoNs = segment.sentAtNs;
  }

  /** Takes the next segment; answers the message that it completes, if it does. */
  take(segment: MessagePort): MessagePort | null {
    this.next += segment.length;
    if (segment.isAltered) this.#altered = segment;
    if (!segment.isLast) return null;
    const whole = this.#altered ?? segment;
    this.#altered = null;
    return whole;
  }

  /** The early segment that is next now. */
  following(): MessagePort | null {
    const early = this.#early;
    if (early === null || early.size === 0) return null;
    const segment = early.get(this.next) ?? null;
    if (segment !== null) early.delete(this.next);
    return segment;
  }

  /** A whole message waits for its process. */
  waits(bytes: number): void {
    this.#waitingBytes += bytes;
  }

  /** The process took one up. True when the other side, which had no room left, should hear of it. */
  takenUp(bytes: number): boolean {
    this.#waitingBytes -= bytes;
    return this.#edge - this.next < this.#mss && this.#openEdge() - this.#edge >= this.#step;
  }

  /** Tells up to where the other side may send: never less than before, and not by crumbs. */
  advertise(): number {
    this.unacknowledged = 0;
    this.#told = this.next;
    const edge = this.#openEdge();
    if (edge - this.#edge >= this.#step) this.#edge = edge;
    return this.#edge;
  }

  get #step(): number {
    return Math.min(this.#mss, Math.floor(this.#bufferBytes / 2));
  }

  #openEdge(): number {
    return this.next + Math.max(0, this.#bufferBytes - this.#waitingBytes);
  }
}
