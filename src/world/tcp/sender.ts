import type { Engine } from '../../engine/engine.ts';
import type { MachinePort, MessagePort } from '../ports.ts';
import { Congestion } from './congestion.ts';
import { KernelTimer } from './kernel-timer.ts';
import { RoundTrip } from './round-trip.ts';
import { SendQueue } from './send-queue.ts';
import { giveUpNs, rtoNs, synWaitNs } from './settings.ts';
import type { TcpSettings } from './settings.ts';

/** The end of a connection as its sending half sees it. */
export interface SenderOwner {
  readonly machine: MachinePort;
  /** False: it is closed, and nothing more is to be sent. */
  readonly isAlive: boolean;
  /** Lets a segment leave, with the acknowledgement that is due. */
  transmit(segment: MessagePort): void;
  /** Asks the other side for an acknowledgement. */
  askForRoom(): void;
  /** The other side has been silent for too long. */
  gaveUp(): void;
}

/** Beside two round trips, a probe of several segments waits two jiffies, one of one a delayed ack. */
const probeSlackNs = { several: 8_000_000, one: rtoNs.min } as const;

/** The sending half of one end: what is written waits here until it is acknowledged. */
export class Sender {
  readonly roundTrip = new RoundTrip();
  readonly congestion: Congestion;
  readonly #owner: SenderOwner;
  readonly #settings: TcpSettings;
  readonly #engine: Engine;
  readonly #mss: number;
  readonly #queue = new SendQueue();
  readonly #timer: KernelTimer;
  /** The oldest byte that is not acknowledged, the next to be sent, and the end of what is written. */
  #acknowledged = 0;
  #next = 0;
  #written = 0;
  /** Segments of the queue that are under way. */
  #underWay = 0;
  /** Up to where anything has ever been sent. */
  #sent = 0;
  /** Up to where the other side has room. */
  #edge = Infinity;
  /** Times that the opening word was sent again; -1: the connection is open. */
  #reopenings = -1;
  #openingRetries = 0;
  #openingLinear = 0;
  /** When anything was sent last. */
  #sentAtNs = 0;
  /** Something waits, and nothing has been acknowledged since. */
  #stalledSinceNs = 0;
  /** When the other side last answered while nothing was under way, as one without room does. */
  #answeredAtNs = 0;
  #timeoutAtNs = Infinity;
  #probeAtNs = Infinity;
  #askAtNs = Infinity;
  #askWaitNs = 0;
  /** What the acknowledgement of a probe that is on its way will cover; -1: there is none. */
  #probeEnd = -1;
  #probeIsFresh = false;

  constructor(owner: SenderOwner, mss: number) {
    const { initialWindow, fastRetransmit } = owner.machine.tcp.settings;
    this.#owner = owner;
    this.#settings = owner.machine.tcp.settings;
    this.#engine = owner.machine.engine;
    this.#mss = mss;
    this.congestion = new Congestion(mss, initialWindow, fastRetransmit);
    this.#timer = new KernelTimer(owner.machine, (lateNs) => this.#due(lateNs));
  }

  /** Bytes that are written and not acknowledged. */
  get pendingBytes(): number {
    return this.#written - this.#acknowledged;
  }

  get #flight(): number {
    return this.#next - this.#acknowledged;
  }

  get #now(): number {
    return this.#engine.nowNs;
  }

  // ── The opening ──

  /**
   * Sends the opening word; what is written meanwhile waits for its acknowledgement. It is sent
   * again so many times at most, the first `linear` times without backing off.
   */
  open(word: MessagePort, retries: number, linear: number): void {
    this.#append(word, 1);
    this.#reopenings = 0;
    this.#openingRetries = retries;
    this.#openingLinear = linear;
    this.#sendNext();
    if (this.#owner.isAlive) this.#awaitOpening();
  }

  /** Sends the opening word once more: the other side has not heard it. */
  openAgain(): void {
    this.#resend(0, this.#queue.at(0));
  }

  #awaitOpening(): void {
    const waitNs = synWaitNs(this.#reopenings, this.#openingLinear);
    this.#timer.set(this.#capped(this.#now + waitNs));
  }

  #openingDue(): void {
    if (this.#isOutOfPatience || this.#reopenings >= this.#openingRetries) {
      return this.#owner.gaveUp();
    }
    this.#reopenings += 1;
    this.openAgain();
    if (this.#owner.isAlive) this.#awaitOpening();
  }

  // ── Writing ──

  /** Takes a message of so many bytes, cut into segments; none holds more than one message. */
  write(message: MessagePort, bytes: number): void {
    message.size = bytes;
    let segment = message;
    let left = bytes;
    for (; left > this.#mss; left -= this.#mss) {
      const rest = segment.again(0, 0);
      rest.part = segment.part + 1;
      segment.isLast = false;
      this.#append(segment, this.#mss);
      segment = rest;
    }
    this.#append(segment, left);
    this.flush(false);
  }

  #append(segment: MessagePort, length: number): void {
    if (this.pendingBytes === 0) this.#stalledSinceNs = this.#now;
    segment.seq = this.#written;
    segment.length = length;
    this.#written += length;
    this.#queue.push(segment);
  }

  /** Sends what may be sent. `isNews`: something was acknowledged. */
  flush(isNews: boolean): void {
    if (this.#reopenings >= 0) return;
    let began = isNews;
    while (this.#owner.isAlive && this.#mayGo) {
      began = true;
      this.#sendNext();
    }
    if (began) this.#planProbe();
    if (this.#owner.isAlive) this.#arm();
  }

  get #mayGo(): boolean {
    if (this.#underWay >= this.#queue.length) return false;
    const end = this.#next + this.#queue.at(this.#underWay).length;
    if (end > this.#edge) return false;
    return this.#underWay === 0 || end - this.#acknowledged <= this.congestion.allowanceBytes;
  }

  /** The next segment of the queue leaves: for the first time, or after a timeout once more. */
  #sendNext(): void {
    const place = this.#underWay;
    const segment = this.#queue.at(place);
    if (place === 0) this.#timeoutAtNs = this.#now + this.roundTrip.timeoutNs;
    this.#underWay += 1;
    this.#next += segment.length;
    if (segment.seq < this.#sent) return this.#resend(place, segment);
    if (this.#acknowledged === this.#sent) {
      this.#stalledSinceNs = this.#now;
      this.congestion.idled(this.#now - this.#sentAtNs, this.roundTrip.timeoutNs);
    }
    this.#sent = this.#next;
    this.#sentAtNs = this.#now;
    this.#owner.transmit(segment);
  }

  #resend(place: number, segment: MessagePort): void {
    const again = segment.again(0, segment.attempt + 1);
    this.#queue.replace(place, again);
    this.#sentAtNs = this.#now;
    this.#owner.transmit(again);
  }

  // ── Acknowledgements ──

  /**
   * The other side has everything up to `ack` and room up to `edge`, and answers what was sent at
   * `echo`. `isBare`: there is nothing else in the segment, so that saying the same again means that
   * something is missing.
   */
  acknowledge({ ack, edge, echoNs }: MessagePort, isBare: boolean): void {
    // An older one, overtaken by a newer.
    if (ack < this.#acknowledged) return;
    const hasMoreRoom = edge > this.#edge;
    this.#edge = this.#edge === Infinity ? edge : Math.max(this.#edge, edge);
    if (this.#flight === 0) this.#answeredAtNs = this.#now;
    const isNews = ack > this.#acknowledged;
    if (isNews) this.#progress(ack, echoNs);
    else if (isBare && !hasMoreRoom) this.#repeated(ack);
    if (this.#owner.isAlive) this.flush(isNews);
  }

  /** Something arrived over there that was not the next, or was known. */
  #repeated(ack: number): void {
    this.#probeEnd = -1;
    if (this.#flight === 0) return;
    // The first is what is missing; the others say so, if they arrive.
    const behind = this.#underWay < this.#queue.length ? Infinity : this.#underWay - 1;
    const { congestion } = this;
    this.#follow(congestion.duplicate(ack, this.#sent, this.#flight, Math.max(1, behind)));
  }

  #progress(ack: number, echoNs: number): void {
    const bytes = ack - this.#acknowledged;
    const flight = Math.max(this.#flight, bytes);
    this.#measure(ack, echoNs);
    this.#acknowledged = ack;
    this.#next = Math.max(this.#next, ack);
    this.#stalledSinceNs = this.#now;
    if (this.#reopenings >= 0) {
      if (this.roundTrip.smoothedNs < 0) this.roundTrip.openedSlowly();
      this.#reopenings = -1;
    } else {
      this.#closeProbe(ack, flight);
      this.#follow(this.congestion.acknowledged(bytes, ack, flight));
    }
    this.#timeoutAtNs = this.#now + this.roundTrip.timeoutNs;
  }

  /**
   * Lets go what is acknowledged, and measures the round trip: by the timestamp, or without them by
   * the oldest of it, unless some was sent twice (Karn).
   */
  #measure(ack: number, echoNs: number): void {
    let sentOnceAtNs = -1;
    let isSure = true;
    while (this.#queue.length > 0) {
      const segment = this.#queue.at(0);
      if (segment.seq + segment.length > ack) break;
      if (segment.attempt > 0) isSure = false;
      else if (sentOnceAtNs < 0) sentOnceAtNs = segment.sentAtNs;
      this.#queue.shift();
      if (this.#underWay > 0) this.#underWay -= 1;
    }
    const { timestamps } = this.#settings;
    if (timestamps && echoNs >= 0) this.roundTrip.sample(this.#now - echoNs);
    else if (isSure && sentOnceAtNs >= 0) this.roundTrip.sample(this.#now - sentOnceAtNs);
  }

  #follow(advice: 'go-on' | 'resend-first'): void {
    if (advice === 'go-on' || this.#underWay === 0) return;
    // What is missing is known: nothing is left to be probed (RFC 8985, 7.2).
    this.#probeAtNs = Infinity;
    this.#resend(0, this.#queue.at(0));
  }

  // ── The timer ──

  #arm(): void {
    let atNs = Infinity;
    if (this.#underWay > 0) {
      this.#askAtNs = Infinity;
      atNs = Math.min(this.#timeoutAtNs, this.#probeAtNs);
    } else if (this.#queue.length > 0) {
      if (this.#askAtNs === Infinity) {
        this.#askWaitNs = this.roundTrip.timeoutNs;
        this.#askAtNs = this.#now + this.#askWaitNs;
      }
      atNs = this.#askAtNs;
    } else this.#askAtNs = Infinity;
    this.#timer.set(atNs === Infinity ? atNs : this.#capped(atNs));
  }

  /** Not later than the user's own limit. */
  #capped(atNs: number): number {
    const { userTimeoutNs } = this.#settings;
    return userTimeoutNs === null ? atNs : Math.min(atNs, this.#stalledSinceNs + userTimeoutNs);
  }

  get #isOutOfPatience(): boolean {
    const { userTimeoutNs } = this.#settings;
    return userTimeoutNs !== null && this.#now - this.#stalledSinceNs >= userTimeoutNs;
  }

  #due(lateNs: number): void {
    if (!this.#owner.isAlive) return;
    // What its machine slept is no silence of the other side: it had nobody who could have asked.
    this.#stalledSinceNs = Math.min(this.#now, this.#stalledSinceNs + lateNs);
    this.#answeredAtNs = Math.min(this.#now, this.#answeredAtNs + lateNs);
    if (this.#reopenings >= 0) return this.#openingDue();
    if (this.#isOutOfPatience) return this.#owner.gaveUp();
    if (this.#underWay === 0) this.#ask();
    else if (this.#now >= this.#probeAtNs) this.#probe();
    else this.#timedOut();
    if (this.#owner.isAlive) this.#arm();
  }

  get #isStalledTooLong(): boolean {
    const { dataRetries } = this.#settings;
    // Who has no room and says so lives; how long to bear with it is the user's to say.
    const silentSinceNs = Math.max(this.#stalledSinceNs, this.#answeredAtNs);
    return this.#now - silentSinceNs >= giveUpNs(dataRetries);
  }

  /** Retransmission: everything under way counts as lost, and is sent again from the oldest on. */
  #timedOut(): void {
    if (this.#isStalledTooLong) return this.#owner.gaveUp();
    const isFirst = this.#queue.at(0).attempt === 0;
    this.congestion.timedOut(this.#sent, this.#flight, isFirst);
    this.roundTrip.backOff();
    this.#probeAtNs = Infinity;
    this.#probeEnd = -1;
    this.#next = this.#acknowledged;
    this.#underWay = 0;
    this.#sendNext();
  }

  /** There is no room at the other side: asks whether there is some now, ever more rarely. */
  #ask(): void {
    if (this.#queue.length === 0) return;
    if (this.#isStalledTooLong) return this.#owner.gaveUp();
    this.#askWaitNs = Math.min(rtoNs.max, this.#askWaitNs * 2);
    this.#askAtNs = this.#now + this.#askWaitNs;
    this.#owner.askForRoom();
  }

  // ── The tail-loss probe (RFC 8985, without RACK) ──

  #planProbe(): void {
    this.#probeAtNs = Infinity;
    const { roundTrip } = this;
    const isOff =
      !this.#settings.tailLossProbe ||
      roundTrip.smoothedNs < 0 ||
      this.#underWay === 0 ||
      this.#probeEnd >= 0 ||
      this.congestion.isRecovering ||
      this.#queue.at(0).attempt > 0;
    if (isOff) return;
    const slack = this.#underWay === 1 ? probeSlackNs.one : probeSlackNs.several;
    this.#probeAtNs = Math.min(this.#timeoutAtNs, this.#now + 2 * roundTrip.smoothedNs + slack);
  }

  /** Sends something new if there is any, else the last segment again: its acknowledgement tells. */
  #probe(): void {
    this.#probeAtNs = Infinity;
    this.#probeIsFresh = this.#underWay < this.#queue.length && this.#hasRoomForNext;
    if (this.#probeIsFresh) this.#sendNext();
    else this.#resend(this.#underWay - 1, this.#queue.at(this.#underWay - 1));
    this.#probeEnd = this.#sent;
    this.#timeoutAtNs = this.#now + this.roundTrip.timeoutNs;
  }

  get #hasRoomForNext(): boolean {
    return this.#next + this.#queue.at(this.#underWay).length <= this.#edge;
  }

  /**
   * More than a probe was acknowledged, and nothing said that it was needless: the loss that it
   * mended counts. What it brought for the first time says nothing.
   */
  #closeProbe(ack: number, flight: number): void {
    if (this.#probeEnd < 0 || ack < this.#probeEnd) return;
    if (ack === this.#probeEnd && !this.#probeIsFresh) return;
    if (!this.#probeIsFresh) this.congestion.lossMended(flight);
    this.#probeEnd = -1;
  }

  /** Forgets everything: the connection is no more. */
  stop(): void {
    this.#timer.set(Infinity);
    this.#queue.clear();
    this.#underWay = 0;
  }
}
