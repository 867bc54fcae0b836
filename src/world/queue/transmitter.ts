import { eventClass } from '../../engine/agenda.ts';
import type { Happening } from '../../engine/agenda.ts';
import type { Engine } from '../../engine/engine.ts';
import type { PortRate } from './port-plan.ts';
import type { Queue, Waiting } from './waiting.ts';

const nsPerSecond = 1_000_000_000;

/** Bytes in bits times 10^9: a rate in bits per second makes nanoseconds of it. */
const leftOf = (bytes: number): number => 8 * nsPerSecond * bytes;

/** One port: sends packets one after another at its rate; who comes meanwhile waits in its queue. */
export class Transmitter implements Happening {
  readonly #engine: Engine;
  readonly #queue: Queue;
  /** Its rate and bucket are one of so many equal parts of those that it is given. */
  readonly #parts: number;
  #rate: PortRate;
  /** So many packets may still leave until room is given back at the other end. */
  #credits: number;
  #current: Waiting | null = null;
  /** When its turn came. */
  #beganNs = 0;
  /** When the last bit of the current one will have left. */
  #finishNs = 0;
  /** What was left of it as of `#leftAtNs`, as `leftOf` counts it. */
  #left = 0;
  #leftAtNs = 0;
  /** What may leave at once, as of `#filledNs`, counted as `#left` is: a sum of whole numbers. */
  #tokens: number;
  #filledNs = 0;

  constructor(engine: Engine, queue: Queue, rate: PortRate, credits = Infinity, parts = 1) {
    this.#engine = engine;
    this.#credits = credits;
    this.#queue = queue;
    this.#parts = parts;
    this.#rate = rate;
    this.#tokens = leftOf(rate.bucketBytes);
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
    this.#fill();
    this.#go();
    this.#rate = rate;
    // What has nothing left to send leaves at this instant.
    if (this.#current === null || this.#left === 0) return;
    this.#finish();
  }

  /** Takes off what has left since it was looked at last; in no time nothing has, at whatever rate. */
  #go(): void {
    const { nowNs } = this.#engine;
    const sinceNs = nowNs - this.#leftAtNs;
    this.#leftAtNs = nowNs;
    if (sinceNs === 0) return;
    const went = sinceNs * this.#rate.bitsPerSecond;
    this.#left = nowNs >= this.#finishNs ? 0 : Math.max(0, this.#left - went);
  }

  #finish(): void {
    this.#finishNs = this.#leftAtNs + Math.ceil(this.#left / this.#rate.bitsPerSecond);
    this.#engine.agenda.push(this.#finishNs, eventClass.delivery, this);
  }

  #fill(): void {
    const { nowNs } = this.#engine;
    const { bitsPerSecond, bucketBytes } = this.#rate;
    if (bucketBytes === 0) return;
    const gained = (nowNs - this.#filledNs) * bitsPerSecond;
    this.#tokens = Math.min(leftOf(bucketBytes), this.#tokens + gained);
    this.#filledNs = nowNs;
  }

  #send(packet: Waiting): void {
    this.#current = packet;
    this.#credits -= 1;
    // So many times its bits at the whole rate: a part of the rate need not be a whole number.
    this.#left = this.#toWaitFor(leftOf(packet.bytes) * this.#parts);
    this.#leftAtNs = this.#engine.nowNs;
    this.#beganNs = this.#leftAtNs;
    this.#finish();
  }

  /** With a bucket a packet leaves when there are tokens for it; else bit by bit. */
  #toWaitFor(left: number): number {
    if (this.#rate.bucketBytes === 0) return left;
    this.#fill();
    this.#tokens -= left;
    return Math.max(0, -this.#tokens);
  }

  /** The last bit of the current packet has left, unless its end was put off or brought forward. */
  happen(): void {
    const packet = this.#current;
    if (packet === null || this.#finishNs !== this.#engine.nowNs) return;
    // What comes because this one has left takes its place behind those that wait.
    packet.left(this.#finishNs - this.#beganNs);
    this.#current = null;
    this.#sendNext();
  }
}
