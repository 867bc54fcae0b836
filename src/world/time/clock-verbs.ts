import type { FrozenClocks } from './clock.ts';

/** What faults do to the clock of one machine, beside stepping it and letting it drift. */
export interface ClockVerbs {
  /** Stops the time of day, or all clocks; the undo lets them go on from where they stand. */
  freeze(which: FrozenClocks): () => void;
  /** Programs read whole steps of so many ns; of several the coarsest counts. */
  coarsen(stepNs: number): () => void;
  /** Programs read the monotonic clock so many ns further; timers do not. */
  misread(byNs: number): () => void;
  /** Whoever keeps the clock right stops: a daemon is silent, a receiver has no signal. */
  stopSync(): () => void;
  /** Whoever keeps the clock right is misled by so many ns, and believes it. */
  misleadSync(byNs: number): () => void;
  /**
   * So many seconds are inserted in the time of day now (negative: left out); what the machine does
   * then is its `leap` setting.
   */
  leap(seconds: number): void;
  /** Such a leap will come at an instant: a clock that spreads it begins half a day before. */
  foreseeLeap(atNs: number, seconds: number): void;
}
