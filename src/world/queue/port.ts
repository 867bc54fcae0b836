import type { Engine } from '../../engine/engine.ts';
import { Circuits } from './circuits.ts';
import type { PortPlan, PortRate } from './port-plan.ts';
import { newQueue } from './queues.ts';
import { Transmitter } from './transmitter.ts';
import type { Waiting } from './waiting.ts';

/** Takes back a limit. */
type Undo = () => void;

/** Where a directed link begins: its rate, what waits there, and the limits that faults set it. */
export class Port {
  readonly #sender: Transmitter | Circuits;
  readonly #plan: PortPlan;
  readonly #limits: number[] = [];

  constructor(engine: Engine, plan: PortPlan) {
    this.#plan = plan;
    this.#sender =
      plan.circuits === null
        ? new Transmitter(engine, newQueue(plan.queue), plan.rate, plan.queue.credits)
        : new Circuits(engine, plan, plan.circuits);
  }

  /** Nothing waits at it and nothing slows it, for now at least: as if it were not there. */
  get standsOpen(): boolean {
    const isOpen = this.rate.bitsPerSecond === Infinity && !this.hasCredits;
    return isOpen && this.#sender instanceof Transmitter && this.#sender.isIdle;
  }

  /** It sends only what has room at the other end. */
  get hasCredits(): boolean {
    return this.#plan.queue.credits !== undefined;
  }

  /** At the other end a packet has made room. */
  giveBack(): void {
    if (this.#sender instanceof Transmitter) this.#sender.giveBack();
  }

  /** How many packets wait behind those that are being sent. */
  get waiting(): number {
    return this.#sender.waiting;
  }

  /** How fast it is now: of several limits the least counts. */
  get rate(): PortRate {
    const { bitsPerSecond, bucketBytes } = this.#plan.rate;
    return { bitsPerSecond: Math.min(bitsPerSecond, ...this.#limits), bucketBytes };
  }

  offer(packet: Waiting): void {
    this.#sender.offer(packet);
  }

  /**
   * For how long a packet kept the whole of it busy that took so long: one on a circuit its part, one
   * that left with tokens as long as these take to come.
   */
  busyNs(bytes: number, tookNs: number): number {
    const { bitsPerSecond, bucketBytes } = this.rate;
    if (bucketBytes > 0) return Math.ceil((bytes * 8_000_000_000) / bitsPerSecond);
    return tookNs / (this.#plan.circuits?.count ?? 1);
  }

  /** Makes it no faster than so many bits per second, also for what is under way. */
  limit(bitsPerSecond: number): Undo {
    this.#limits.push(bitsPerSecond);
    this.#sender.change(this.rate);
    let over = false;
    return () => {
      if (over) return;
      over = true;
      this.#limits.splice(this.#limits.indexOf(bitsPerSecond), 1);
      this.#sender.change(this.rate);
    };
  }
}
