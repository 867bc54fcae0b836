import type { BootTime, Duration, MonotonicTime, WallTime } from '../base/units.ts';
import type { Clock } from './node.ts';
import { Oscillator } from './oscillator.ts';

const stopped = -1_000_000_000;

/** How a machine's clocks start. */
export interface ClockStart {
  readonly offsetNs: number;
  readonly driftPpb: number;
  /** Half the width that `interval()` claims. */
  readonly errorNs: number;
  /** The monotonic clock's origin: random per node, for its readings mean nothing elsewhere. */
  readonly originNs: number;
}

/**
 * The three clocks of one machine, driven by one oscillator (chapter: "Unreliable Clocks"). The
 * time-of-day clock can be stepped; the monotonic clock stands still while the machine is suspended
 * (as CLOCK_MONOTONIC does); the boot-time clock and the time of day go on.
 */
export class MachineClocks {
  readonly #wall: Oscillator;
  readonly #monotonic: Oscillator;
  readonly #boot: Oscillator;
  readonly #ownPpb: number;
  readonly errorNs: number;
  #driftPpb = 0;
  #suspensions = 0;

  constructor(start: ClockStart) {
    this.#wall = new Oscillator(start.offsetNs, start.driftPpb);
    this.#monotonic = new Oscillator(start.originNs, start.driftPpb);
    this.#boot = new Oscillator(start.originNs, start.driftPpb);
    this.#ownPpb = start.driftPpb;
    this.errorNs = start.errorNs;
  }

  wall(atNs: number): number {
    return this.#wall.read(atNs);
  }

  monotonic(atNs: number): number {
    return this.#monotonic.read(atNs);
  }

  boot(atNs: number): number {
    return this.#boot.read(atNs);
  }

  /** The first instant at which the monotonic clock reads at least so much; Infinity: not so far. */
  instantOfMonotonic(local: number, fromNs: number): number {
    return this.#monotonic.instantOf(local, fromNs);
  }

  /** Moves the time of day. */
  stepWall(byNs: number): void {
    this.#wall.step(byNs);
  }

  /** Adds to the oscillator's deviation from now on; a negative sum takes it back. */
  addDrift(atNs: number, ppb: number): void {
    this.#driftPpb += ppb;
    this.#applyRates(atNs);
  }

  /** The machine sleeps: its monotonic clock stands still until `resume` was called as often. */
  suspend(atNs: number): void {
    this.#suspensions += 1;
    this.#applyRates(atNs);
  }

  resume(atNs: number): void {
    this.#suspensions -= 1;
    this.#applyRates(atNs);
  }

  #applyRates(atNs: number): void {
    const ppb = Math.max(stopped, this.#ownPpb + this.#driftPpb);
    this.#wall.setRate(atNs, ppb);
    this.#boot.setRate(atNs, ppb);
    this.#monotonic.setRate(atNs, this.#suspensions > 0 ? stopped : ppb);
  }
}

/** The clocks as a program reads them. */
export class ProgramClock implements Clock {
  readonly #clocks: MachineClocks;
  readonly #now: { readonly nowNs: number };

  constructor(clocks: MachineClocks, now: { readonly nowNs: number }) {
    this.#clocks = clocks;
    this.#now = now;
  }

  wall(): WallTime {
    return this.#clocks.wall(this.#now.nowNs) as WallTime;
  }

  monotonic(): MonotonicTime {
    return this.#clocks.monotonic(this.#now.nowNs) as MonotonicTime;
  }

  boot(): BootTime {
    return this.#clocks.boot(this.#now.nowNs) as BootTime;
  }

  interval(): { readonly earliest: WallTime; readonly latest: WallTime } {
    const wall = this.wall();
    const { errorNs } = this.#clocks;
    return { earliest: (wall - errorNs) as WallTime, latest: (wall + errorNs) as WallTime };
  }

  /** Without a daemon that keeps it, a clock is not synchronised and claims its declared error. */
  status(): {
    readonly synchronised: boolean;
    readonly stratum: number;
    readonly claimedError: Duration;
  } {
    return { synchronised: false, stratum: 16, claimedError: this.#clocks.errorNs as Duration };
  }
}
