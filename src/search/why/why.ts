import type { TraceEvent } from '../../engine/event.ts';
import type { Units } from '../../run/report/report.ts';
import type { Blame } from './blame.ts';
import type { Necessity } from './necessity.ts';

/** Why a check was violated in one run. */
export interface WhyReport {
  readonly schema: 'fault-sim.why/1';
  readonly scenario: string;
  readonly variant: string | null;
  readonly seed: string;
  readonly check: string;
  /** The instant of the violation, true time in ns. */
  readonly at: number | null;
  readonly why: string | null;
  /** What was taken away, one thing at a time. */
  readonly necessities: readonly Necessity[];
  /** What may have had a part in it: how many events, and the last of those that tell something. */
  readonly past: {
    readonly events: number;
    readonly of: number;
    readonly last: readonly TraceEvent[];
  };
  readonly blame: Blame;
  /** The events of the past in the interval in which it was decided. */
  readonly deciding: readonly TraceEvent[];
  /** What numbers in the data of these events count; absent where all of them are bare. */
  readonly units?: Units;
}
