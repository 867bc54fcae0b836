import type { BootTime, Duration, MonotonicTime, WallTime } from '../../base/units.ts';
import type { Clock } from '../program/node.ts';
import { Bending, stopped } from './clock-bending.ts';
import { Oscillator } from './oscillator.ts';

/** How a machine's clocks start. */
export interface ClockStart {
  readonly offsetNs: number;
  readonly driftPpb: number;
  /** Half the width that `interval()` claims; null: what the clock's keeper vouches for. */
  readonly errorNs: number | null;
  /** How fast that grows since the clock was last set right, on its own boot-time clock. */
  readonly errorGrowthPpb?: number;
  /** What programs read goes forward in steps of so much; 1 by default. */
  readonly resolutionNs?: number;
  /** The monotonic clock's origin: random per node and reboot, for its readings mean nothing elsewhere. */
  readonly originNs: number;
}

/** Who keeps a clock right (a daemon, a receiver), and what it has to say of it. */
export interface ClockKeeper {
  readonly synchronised: boolean;
  /** Distance from a reference clock, in servers (RFC 5905, §3); 16 is none. */
  readonly stratum: number;
  /**
   * The boot-time reading when the clock was last set right; null: never. That clock counts sleep, in
   * which the time of day goes wrong too.
   */
  readonly syncedAtBootNs: number | null;
  /** How far off the clock may be, as far as its keeper knows, at an instant, in ns. */
  errorNs(atNs: number): number;
}

/** Which clocks a fault stops: the time of day alone, or the oscillator that drives all three. */
export type FrozenClocks = 'time-of-day' | 'all';

/**
 * The three clocks of one machine, driven by one oscillator (chapter: "Unreliable Clocks"). The
 * time-of-day clock can be stepped; the monotonic clock stands still while the machine is suspended
 * (as CLOCK_MONOTONIC does); the boot-time clock and the time of day go on. Slewing bends all three.
 * A reboot begins the two that are not the time of day anew.
 */
export class MachineClocks {
  readonly #wall: Oscillator;
  readonly #monotonic: Oscillator;
  /** Null as long as it goes with the monotonic clock: the machine has never been suspended. */
  #boot: Oscillator | null = null;
  /** The time of day as it would be without its keeper; null as long as nobody wants to know. */
  #raw: Oscillator | null = null;
  readonly #errorNs: number | null;
  readonly #errorGrowthPpb: number;
  readonly #originNs: number;
  readonly #ownResolutionNs: number;
  #resolutionNs: number;
  /** What programs read beyond what is counted here since the machine was rebooted last. */
  #monotonicRebasedNs = 0;
  #bootRebasedNs = 0;
  keeper: ClockKeeper | null = null;
  #ownPpb: number;
  /** Null as long as nothing ever bent them, as on most machines. */
  #bent: Bending | null = null;

  constructor(start: ClockStart) {
    this.#wall = new Oscillator(start.offsetNs, start.driftPpb);
    this.#monotonic = new Oscillator(start.originNs, start.driftPpb);
    this.#ownPpb = start.driftPpb;
    this.#errorNs = start.errorNs;
    this.#errorGrowthPpb = start.errorGrowthPpb ?? 0;
    this.#originNs = start.originNs;
    this.#ownResolutionNs = start.resolutionNs ?? 1;
    this.#resolutionNs = this.#ownResolutionNs;
  }

  get #bending(): Bending {
    return (this.#bent ??= new Bending());
  }

  wall(atNs: number): number {
    return this.#wall.read(atNs);
  }

  monotonic(atNs: number): number {
    return this.#monotonic.read(atNs);
  }

  boot(atNs: number): number {
    return (this.#boot ?? this.#monotonic).read(atNs);
  }

  /** The time of day as it would be if its keeper had never touched it, from the first call on. */
  unkept(atNs: number): number {
    if (this.#raw === null) {
      this.#raw = new Oscillator(this.#wall.read(atNs) - atNs, 0);
      this.#applyRates(atNs);
    }
    return this.#raw.read(atNs);
  }

  /**
   * The machine was switched on again: both clocks that count from boot begin anew. What the machine
   * itself counts on goes on, for its deadlines and its keeper's samples stand in it.
   */
  reboot(atNs: number, originNs: number): void {
    this.#monotonicRebasedNs = originNs - this.monotonic(atNs);
    this.#bootRebasedNs = originNs - this.boot(atNs);
  }

  /** The monotonic clock as whoever runs since the last reboot knows it. */
  monotonicSinceBoot(atNs: number): number {
    return this.monotonic(atNs) + this.#monotonicRebasedNs;
  }

  /** The boot-time clock likewise. */
  bootTimeSinceBoot(atNs: number): number {
    return this.boot(atNs) + this.#bootRebasedNs;
  }

  /** What programs read of a clock: whole steps of its resolution. */
  shown(reading: number): number {
    const step = this.#resolutionNs;
    return step === 1 ? reading : Math.floor(reading / step) * step;
  }

  get resolutionNs(): number {
    return this.#resolutionNs;
  }

  /** A fault has stopped the time of day. */
  get stands(): boolean {
    return this.#bent !== null && (this.#bent.dayFrozen > 0 || this.#bent.allFrozen > 0);
  }

  /** What the oscillator is off by itself. */
  get ownPpb(): number {
    return this.#ownPpb;
  }

  /** The rate that faults have put on top of the oscillator's own. */
  get driftPpb(): number {
    return this.#bent?.driftPpb ?? 0;
  }

  /** Half the width that `interval()` claims at an instant, in ns. */
  errorNs(atNs: number): number {
    const { keeper } = this;
    if (this.#errorNs === null) return keeper === null ? 0 : keeper.errorNs(atNs);
    if (this.#errorGrowthPpb === 0) return this.#errorNs;
    const sinceNs = this.boot(atNs) - (keeper?.syncedAtBootNs ?? this.#originNs);
    return this.#errorNs + grown(sinceNs, this.#errorGrowthPpb);
  }

  /** The first instant at which the monotonic clock reads at least so much; Infinity: not so far. */
  instantOfMonotonic(local: number, fromNs: number): number {
    return this.#monotonic.instantOf(local, fromNs);
  }

  /** Moves the time of day. */
  stepWall(byNs: number): void {
    this.#wall.step(byNs);
    this.#raw?.step(byNs);
  }

  /** Moves the time of day as its keeper does, who knows of it. */
  stepByKeeper(byNs: number): void {
    this.#wall.step(byNs);
  }

  /** Adds to the oscillator's deviation from now on; a negative sum takes it back. */
  addDrift(atNs: number, ppb: number): void {
    this.#bending.driftPpb += ppb;
    this.#applyRates(atNs);
  }

  /** The oscillator itself has changed: the weather, its age. */
  wander(atNs: number, ppb: number): void {
    this.#ownPpb += ppb;
    this.#applyRates(atNs);
  }

  /** The keeper makes all clocks run faster or slower than the oscillator does. */
  steer(atNs: number, ppb: number): void {
    this.#bending.steeringPpb = ppb;
    this.#applyRates(atNs);
  }

  /** Adds to the rate of the time of day alone. */
  spread(atNs: number, ppb: number): void {
    this.#bending.spreadPpb += ppb;
    this.#applyRates(atNs);
  }

  /** The machine sleeps: its monotonic clock stands still until `resume` was called as often. */
  suspend(atNs: number): void {
    this.#boot ??= this.#monotonic.twin();
    this.#bending.suspensions += 1;
    this.#applyRates(atNs);
  }

  resume(atNs: number): void {
    this.#bending.suspensions -= 1;
    this.#applyRates(atNs);
  }

  /** Stops clocks until `thaw` was called as often. */
  freeze(atNs: number, which: FrozenClocks): void {
    this.#hold(atNs, which, 1);
  }

  thaw(atNs: number, which: FrozenClocks): void {
    this.#hold(atNs, which, -1);
  }

  #hold(atNs: number, which: FrozenClocks, by: number): void {
    if (which === 'all') this.#bending.allFrozen += by;
    else this.#bending.dayFrozen += by;
    this.#applyRates(atNs);
  }

  /** Makes readings coarser until `refine` is told the same; the coarsest counts. */
  coarsen(stepNs: number): void {
    this.#bending.coarsen(stepNs);
    this.#resolutionNs = this.#bending.resolutionNs(this.#ownResolutionNs);
  }

  refine(stepNs: number): void {
    this.#bending.refine(stepNs);
    this.#resolutionNs = this.#bending.resolutionNs(this.#ownResolutionNs);
  }

  /** Lets programs read the monotonic clock so much further. */
  misread(byNs: number): void {
    this.#bending.misreadNs += byNs;
  }

  get misreadNs(): number {
    return this.#bent?.misreadNs ?? 0;
  }

  #applyRates(atNs: number): void {
    const bending = this.#bending;
    const own = bending.ownRate(this.#ownPpb);
    const ppb = bending.keptRate(own);
    this.#wall.setRate(atNs, bending.dayRate(ppb));
    this.#boot?.setRate(atNs, ppb);
    this.#monotonic.setRate(atNs, bending.suspensions > 0 ? stopped : ppb);
    this.#raw?.setRate(atNs, bending.dayRate(own));
  }
}

/** What a rate makes of a length of time, rounded up. */
export function grown(elapsedNs: number, ppb: number): number {
  return Math.ceil((elapsedNs / 1e9) * ppb);
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
    return this.#clocks.shown(this.#clocks.wall(this.#now.nowNs)) as WallTime;
  }

  monotonic(): MonotonicTime {
    const { misreadNs } = this.#clocks;
    const reading = this.#clocks.monotonicSinceBoot(this.#now.nowNs);
    return this.#clocks.shown(reading + misreadNs) as MonotonicTime;
  }

  boot(): BootTime {
    return this.#clocks.shown(this.#clocks.bootTimeSinceBoot(this.#now.nowNs)) as BootTime;
  }

  /** A reading stands for all instants up to the next step of a coarse clock. */
  interval(): { readonly earliest: WallTime; readonly latest: WallTime } {
    const wall = this.wall();
    const errorNs = this.#clocks.errorNs(this.#now.nowNs);
    const latest = wall + this.#clocks.resolutionNs - 1 + errorNs;
    return { earliest: (wall - errorNs) as WallTime, latest: latest as WallTime };
  }

  /** Without anybody who keeps it, a clock is not synchronised and claims its declared error. */
  status(): {
    readonly synchronised: boolean;
    readonly stratum: number;
    readonly claimedError: Duration;
  } {
    const { keeper } = this.#clocks;
    return {
      synchronised: keeper?.synchronised ?? false,
      stratum: keeper?.stratum ?? 16,
      claimedError: this.#clocks.errorNs(this.#now.nowNs) as Duration,
    };
  }
}
