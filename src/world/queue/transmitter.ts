import { eventClass } from '../../engine/agenda.ts';
import type { Happening } from '../../engine/agenda.ts';
import type { Engine } from '../../engine/engine.ts';
import type { PortRate } from './port-plan.ts';
import type { Queue, Waiting } from './waiting.ts';

const nsPerSecond = 1_000_000_000;

/** One port: sends packets one after another at its rate; who comes meanwhile waits in its queue. */
export class Transmitter implements Happening {
  readonly #engine: Engine;
  readonly #queue: Queue;
  #rate: PortRate;
  /** So many packets may still leave until room is given back at the other end. */
  #credits: number;
  #current: Waiting | null = null;
  /** When the last bit of the current one will have left. */
  #finishNs = 0;
  /** Bytes that may leave at once, as of `#filledNs`. */
  #tokens: number;
  #filledNs = 0;

  constructor(engine: Engine, queue: Queue, rate: PortRate, credits = Infinity) {
    this.#engine = engine;
    this.#credits = credits;
    this.#queue = queue;
    this.#rate = rate;
    this.#tokens = rate.bucketBytes;
  }

  /** How many packets wait behind the one that is being sent. */
  get waiting(): number {
    return this.#queue.length;
  }

  /** A packet is being sent. */
  get isBusy(): boolean {
    return this.#current !== null;
  }

  /** No packet is being sent or waits. */
  get isIdle(): boolean {
    return this.#current === null && this.#queue.length === 0;
  }

  /** Sends a packet as soon as it is its turn. */
  offer(packet: Waiting): void {
    if (this.#current === null && this.#credits > 0) this.#send(packet);
    else this.#queue.push(packet, this.#engine.nowNs);
  }

  /** At the other end there is room for one packet more. */
  giveBack(): void {
    this.#credits += 1;
    if (this.#current === null) this.#sendNext();
  }

  #sendNext(): void {
    if (this.#credits === 0) return;
    const next = this.#queue.shift(this.#engine.nowNs);
    if (next !== null) this.#send(next);
  }

  /** From now on it is faster or slower, also for what is left of the current packet. */
  change(rate: PortRate): void {
    const { nowNs } = this.#engine;
    this.#fill();
    const left = this.#finishNs - nowNs;
    const before = this.#rate.bitsPerSecond;
    this.#rate = rate;
    // What has nothing left to send leaves at this instant; without end times nothing is no number.
    if (this.#current === null || left === 0) return;
    this.#finishNs = nowNs + Math.ceil((left * before) / rate.bitsPerSecond);
    this.#comeBack();
  }

  #fill(): void {
    const { nowNs } = this.#engine;
    const { bitsPerSecond, bucketBytes } = this.#rate;
    if (bucketBytes === 0) return;
    const gained = ((nowNs - this.#filledNs) * bitsPerSecond) / (8 * nsPerSecond);
    this.#tokens = Math.min(bucketBytes, this.#tokens + gained);
    this.#filledNs = nowNs;
  }

  #send(packet: Waiting): void {
    this.#current = packet;
    this.#credits -= 1;
    this.#finishNs = this.#engine.nowNs + this.#durationNs(packet.bytes);
    this.#comeBack();
  }

  /** With a bucket a packet leaves when there are tokens for it; else bit by bit. */
  #durationNs(bytes: number): number {
    const { bitsPerSecond, bucketBytes } = this.#rate;
    if (bucketBytes === 0) return Math.ceil((bytes * 8 * nsPerSecond) / bitsPerSecond);
    this.#fill();
    this.#tokens -= bytes;
    return this.#tokens >= 0 ? 0 : Math.ceil((-this.#tokens * 8 * nsPerSecond) / bitsPerSecond);
  }

  #comeBack(): void {
    this.#engine.agenda.push(this.#finishNs, eventClass.delivery, this);
  }

  /** The last bit of the current packet has left, unless its end was put off or brought forward. */
  happen(): void {
    const packet = this.#current;
    if (packet === null || this.#finishNs !== this.#engine.nowNs) return;
    // What comes because this one has left takes its place behind those that wait.
    packet.left();
    this.#current = null;
    this.#sendNext();
  }
}
