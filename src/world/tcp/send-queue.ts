import type { MessagePort } from '../ports.ts';

/** Segments that are not acknowledged yet, in order; each slot holds its latest transmission. */
export class SendQueue {
  /** A ring, so that what is acknowledged is not held on to; its size is a power of two. */
  #ring: (MessagePort | null)[] = [null, null, null, null];
  #head = 0;
  length = 0;

  /** The one at a place, counted from the oldest. */
  at(place: number): MessagePort {
    return this.#ring[(this.#head + place) & (this.#ring.length - 1)] as MessagePort;
  }

  push(segment: MessagePort): void {
    if (this.length === this.#ring.length) this.#grow();
    this.replace(this.length, segment);
    this.length += 1;
  }

  #grow(): void {
    const size = this.#ring.length;
    const segments = Array.from({ length: size }, (_, place) => this.at(place));
    this.#ring = [...segments, ...Array.from({ length: size }, () => null)];
    this.#head = 0;
  }

  replace(place: number, segment: MessagePort): void {
    this.#ring[(this.#head + place) & (this.#ring.length - 1)] = segment;
  }

  /** Takes the oldest away. */
  shift(): void {
    this.#ring[this.#head] = null;
    this.#head = (this.#head + 1) & (this.#ring.length - 1);
    this.length -= 1;
  }

  clear(): void {
    this.#ring = [null, null, null, null];
    this.#head = 0;
    this.length = 0;
  }
}
