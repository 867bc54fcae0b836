import { grown } from './clock.ts';
import type { ClockKeeper } from './clock.ts';
import type { MachinePort } from '../ports.ts';
import { Alarm } from './alarm.ts';

/** What is known of a receiver of satellite time. */
export interface ReceiverSheet {
  /** How far off it may be with a signal, in ns. */
  readonly errorNs: number;
  /** How fast its oscillator may go wrong without one. */
  readonly holdoverBoundPpb: number;
  /** One step of the random walk that its rate takes beside that; none by default. */
  readonly walkPpb?: number;
}

/** A receiver of satellite time, and the oscillator that bridges its gaps. */
export interface ReceiverPlan extends ReceiverSheet {
  /** What it is off at the start, and with every signal, in ns. */
  readonly offsetNs: number;
  /** Rate of the oscillator while there is no signal, drawn once. */
  readonly holdoverPpb: number;
}

/** It sets its clock once in a second, by the pulse. */
const pulseNs = 1_000_000_000;
/** A walk of n steps is not further off than so many times the root of n, but once in 10^8 times. */
const deviations = 6;

/**
 * A GPS clock (chapter: "Clock Readings Have a Confidence Interval"): with a signal it is right to
 * some tens of nanoseconds; without one (jammed, its antenna gone) it drifts as its oscillator does.
 */
export class Receiver implements ClockKeeper {
  readonly #machine: MachinePort;
  readonly #plan: ReceiverPlan;
  readonly #bent: () => void;
  readonly #rightNs: () => number;
  readonly #pulse: Alarm;
  /** Rate of its oscillator, which shows only while there is no signal. */
  #holdoverPpb: number;
  /** How often that has changed. */
  #steps = 0;
  /** Jammers. */
  #jammed = 0;
  /** The signal is back, and no pulse has come yet. */
  #awaitsPulse = false;
  #lostAtBootNs = 0;
  /** What forged signals make it believe. */
  #misledNs = 0;

  /** `rightNs`: the time of day that satellites tell, as its machine counts leap seconds. */
  constructor(
    machine: MachinePort,
    plan: ReceiverPlan,
    hands: { readonly bent: () => void; readonly rightNs: () => number },
  ) {
    this.#machine = machine;
    this.#plan = plan;
    this.#bent = hands.bent;
    this.#rightNs = hands.rightNs;
    this.#holdoverPpb = plan.holdoverPpb;
    this.#pulse = new Alarm(machine, () => this.#set());
  }

  get synchronised(): boolean {
    return this.#jammed === 0 && !this.#awaitsPulse;
  }

  get stratum(): number {
    return 1;
  }

  /** With a signal it is set right all the time. */
  get syncedAtBootNs(): number {
    const { clocks, engine } = this.#machine;
    return this.synchronised ? clocks.boot(engine.nowNs) : this.#lostAtBootNs;
  }

  errorNs(atNs: number): number {
    if (this.synchronised) return this.#plan.errorNs;
    const sinceNs = this.#machine.clocks.boot(atNs) - this.#lostAtBootNs;
    const { errorNs, holdoverBoundPpb, walkPpb = 0 } = this.#plan;
    const walkedPpb = deviations * walkPpb * Math.sqrt(this.#steps);
    return errorNs + grown(sinceNs, holdoverBoundPpb + walkedPpb);
  }

  /** The signal is gone. */
  stop(): void {
    this.#jammed += 1;
    if (this.#jammed > 1) return;
    const { clocks, engine } = this.#machine;
    this.#pulse.cancel();
    if (!this.#awaitsPulse) this.#lostAtBootNs = clocks.boot(engine.nowNs);
    clocks.wander(engine.nowNs, this.#holdoverPpb);
    this.#bent();
  }

  /** The signal is back: the next pulse sets the clock. */
  start(): void {
    this.#jammed -= 1;
    if (this.#jammed > 0) return;
    const { clocks, engine } = this.#machine;
    clocks.wander(engine.nowNs, -this.#holdoverPpb);
    this.#awaitsPulse = true;
    this.#pulse.arm(pulseNs);
    this.#bent();
  }

  /** The oscillator itself has changed: with a signal nobody sees it. */
  wander(ppb: number): void {
    const { clocks, engine } = this.#machine;
    this.#holdoverPpb += ppb;
    this.#steps += 1;
    if (this.#jammed > 0) clocks.wander(engine.nowNs, ppb);
  }

  mislead(byNs: number): void {
    this.#misledNs += byNs;
    this.disturbed();
  }

  /** Somebody moved or bent the clock: the next pulse tells. */
  disturbed(): void {
    if (this.#jammed === 0 && !this.#pulse.armed) this.#pulse.arm(pulseNs);
  }

  remap(): void {
    this.#pulse.remap();
  }

  #set(): void {
    const { clocks, engine } = this.#machine;
    // Who stands still can't be set: the end of that calls for the next pulse.
    if (clocks.stands) return;
    const wrongNs =
      this.#rightNs() + this.#plan.offsetNs + this.#misledNs - clocks.wall(engine.nowNs);
    const hadLost = this.#awaitsPulse;
    this.#awaitsPulse = false;
    if (wrongNs !== 0) clocks.stepByKeeper(wrongNs);
    if (hadLost) this.#machine.world.clockKept(this.#machine, { sync: 'synchronised' });
    // A bent oscillator goes wrong again at once.
    if (clocks.driftPpb !== 0) this.#pulse.arm(pulseNs);
  }
}
