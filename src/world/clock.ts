import type { BootTime, Duration, MonotonicTime, WallTime } from '../base/units.ts';
import type { Clock } from './node.ts';
import { Oscillator } from './oscillator.ts';

const stopped = -1_000_000_000;
const noSteps: readonly number[] = [];

/** How a machine's clocks start. */
export interface ClockStart {
  readonly offsetNs: number;
  readonly driftPpb: number;
  /** Half the width that `interval()` claims; null: what the clock's keeper vouches for. */
  readonly errorNs: number | null;
  /** How fast that grows since the clock was last set right, on its own monotonic clock. */
  readonly errorGrowthPpb?: number;
  /** What programs read goes forward in steps of so much; 1 by default. */
  readonly resolutionNs?: number;
  /** The monotonic clock's origin: random per node, for its readings mean nothing elsewhere. */
  readonly originNs: number;
}

/** Who keeps a clock right (a daemon, a receiver), and what it has to say of it. */
export interface ClockKeeper {
  readonly synchronised: boolean;
  /** Distance from a reference clock, in servers (RFC 5905, §3); 16 is none. */
  readonly stratum: number;
  /** The monotonic reading when the clock was last set right; null: never. */
  readonly syncedAtMonotonicNs: number | null;
  /** How far off the clock may be, as far as its keeper knows, at an instant, in ns. */
  errorNs(atNs: number): number;
}

/** Which clocks a fault stops: the time of day alone, or the oscillator that drives all three. */
export type FrozenClocks = 'time-of-day' | 'all';

/**
 * The three clocks of one machine, driven by one oscillator (chapter: "Unreliable Clocks"). The
 * time-of-day clock can be stepped; the monotonic clock stands still while the machine is suspended
 * (as CLOCK_MONOTONIC does); the boot-time clock and the time of day go on. Slewing bends all three.
 */
export class MachineClocks {
  readonly #wall: Oscillator;
  readonly #monotonic: Oscillator;
  readonly #boot: Oscillator;
  /** The time of day as it would be without its keeper; null as long as nobody wants to know. */
  #raw: Oscillator | null = null;
  readonly #errorNs: number | null;
  readonly #errorGrowthPpb: number;
  readonly #originNs: number;
  readonly #ownResolutionNs: number;
  #resolutions: readonly number[] = noSteps;
  #resolutionNs: number;
  /** What programs read of the monotonic clock is off by so much; timers know better. */
  #misreadNs = 0;
  keeper: ClockKeeper | null = null;
  #ownPpb: number;
  #driftPpb = 0;
  /** What the keeper does to the rate: its correction of the frequency, and its slewing. */
  #steeringPpb = 0;
  /** What bends the time of day alone: a leap second that is spread. */
  #spreadPpb = 0;
  #suspensions = 0;
  /** Faults that stop the time of day, and all clocks. */
  #dayFrozen = 0;
  #allFrozen = 0;

  constructor(start: ClockStart) {
    this.#wall = new Oscillator(start.offsetNs, start.driftPpb);
    this.#monotonic = new Oscillator(start.originNs, start.driftPpb);
    this.#boot = new Oscillator(start.originNs, start.driftPpb);
    this.#ownPpb = start.driftPpb;
    this.#errorNs = start.errorNs;
    this.#errorGrowthPpb = start.errorGrowthPpb ?? 0;
    this.#originNs = start.originNs;
    this.#ownResolutionNs = start.resolutionNs ?? 1;
    this.#resolutionNs = this.#ownResolutionNs;
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

  /** The time of day as it would be if its keeper had never touched it, from the first call on. */
  unkept(atNs: number): number {
    if (this.#raw === null) {
      this.#raw = new Oscillator(this.#wall.read(atNs) - atNs, 0);
      this.#applyRates(atNs);
    }
    return this.#raw.read(atNs);
  }

  /** What programs read of a clock: whole steps of its resolution. */
  shown(reading: number): number {
    const step = this.#resolutionNs;
    return step === 1 ? reading : Math.floor(reading / step) * step;
  }

  get resolutionNs(): number {
    return this.#resolutionNs;
  }

  /** The rate that faults have put on top of the oscillator's own. */
  get driftPpb(): number {
    return this.#driftPpb;
  }

  /** Half the width that `interval()` claims at an instant, in ns. */
  errorNs(atNs: number): number {
    const { keeper } = this;
    if (this.#errorNs === null) return keeper === null ? 0 : keeper.errorNs(atNs);
    if (this.#errorGrowthPpb === 0) return this.#errorNs;
    const sinceNs = this.monotonic(atNs) - (keeper?.syncedAtMonotonicNs ?? this.#originNs);
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
    this.#driftPpb += ppb;
    this.#applyRates(atNs);
  }

  /** The oscillator itself has changed: the weather, its age. */
  wander(atNs: number, ppb: number): void {
    this.#ownPpb += ppb;
    this.#applyRates(atNs);
  }

  /** The keeper makes all clocks run faster or slower than the oscillator does. */
  steer(atNs: number, ppb: number): void {
    this.#steeringPpb = ppb;
    this.#applyRates(atNs);
  }

  /** Adds to the rate of the time of day alone. */
  spread(atNs: number, ppb: number): void {
    this.#spreadPpb += ppb;
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

  /** Stops clocks until `thaw` was called as often. */
  freeze(atNs: number, which: FrozenClocks): void {
    this.#hold(atNs, which, 1);
  }

  thaw(atNs: number, which: FrozenClocks): void {
    this.#hold(atNs, which, -1);
  }

  #hold(atNs: number, which: FrozenClocks, by: number): void {
    if (which === 'all') this.#allFrozen += by;
    else this.#dayFrozen += by;
    this.#applyRates(atNs);
  }

  /** Makes readings coarser until `refine` is told the same; the coarsest counts. */
  coarsen(stepNs: number): void {
    this.#resolutions = [...this.#resolutions, stepNs];
    this.#resolutionNs = Math.max(this.#ownResolutionNs, ...this.#resolutions);
  }

  refine(stepNs: number): void {
    const at = this.#resolutions.indexOf(stepNs);
    this.#resolutions = this.#resolutions.filter((_, other) => other !== at);
    this.#resolutionNs = Math.max(this.#ownResolutionNs, ...this.#resolutions);
  }

  /** Lets programs read the monotonic clock so much further. */
  misread(byNs: number): void {
    this.#misreadNs += byNs;
  }

  get misreadNs(): number {
    return this.#misreadNs;
  }

  #applyRates(atNs: number): void {
    const own = this.#allFrozen > 0 ? stopped : this.#ownPpb + this.#driftPpb;
    const ppb = own === stopped ? stopped : Math.max(stopped, own + this.#steeringPpb);
    const dayStands = this.#dayFrozen > 0;
    const day = (rate: number): number =>
      dayStands || rate <= stopped ? stopped : Math.max(stopped, rate + this.#spreadPpb);
    this.#wall.setRate(atNs, day(ppb));
    this.#boot.setRate(atNs, ppb);
    this.#monotonic.setRate(atNs, this.#suspensions > 0 ? stopped : ppb);
    this.#raw?.setRate(atNs, day(own));
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
    return this.#clocks.shown(this.#clocks.monotonic(this.#now.nowNs) + misreadNs) as MonotonicTime;
  }

  boot(): BootTime {
    return this.#clocks.shown(this.#clocks.boot(this.#now.nowNs)) as BootTime;
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
