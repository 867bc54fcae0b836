/** The deviation of a clock that stands still, in ppb. */
export const stopped = -1_000_000_000;

/**
 * What bends the clocks of one machine: faults, whoever keeps them right, and pauses. Everything here
 * adds up, so that the order in which it came and goes makes no difference. Rates in ppb.
 */
export class Bending {
  /** What faults have put on top of the oscillator's own deviation. */
  driftPpb = 0;
  /** What the keeper does to the rate: its correction of the frequency, and its slewing. */
  steeringPpb = 0;
  /** What bends the time of day alone: a leap second that is spread. */
  spreadPpb = 0;
  suspensions = 0;
  /** Faults that stop the time of day, and all clocks. */
  dayFrozen = 0;
  allFrozen = 0;
  /** What programs read of the monotonic clock is off by so much; timers know better. */
  misreadNs = 0;
  #resolutions: readonly number[] = [];

  /** The rate of the oscillator, whose own deviation is given. */
  ownRate(ownPpb: number): number {
    return this.allFrozen > 0 ? stopped : ownPpb + this.driftPpb;
  }

  /** What the keeper makes of it. */
  keptRate(own: number): number {
    return own === stopped ? stopped : Math.max(stopped, own + this.steeringPpb);
  }

  /** What the time of day makes of a rate. */
  dayRate(rate: number): number {
    const stands = this.dayFrozen > 0 || rate <= stopped;
    return stands ? stopped : Math.max(stopped, rate + this.spreadPpb);
  }

  coarsen(stepNs: number): void {
    this.#resolutions = [...this.#resolutions, stepNs];
  }

  /** Takes one such step away again. */
  refine(stepNs: number): void {
    const at = this.#resolutions.indexOf(stepNs);
    this.#resolutions = this.#resolutions.filter((_, other) => other !== at);
  }

  /** The coarsest of the steps and of the clock's own. */
  resolutionNs(ownNs: number): number {
    return Math.max(ownNs, ...this.#resolutions);
  }
}
