import type { DurationText } from '../base/units.ts';
import type { TraceEvent } from '../engine/event.ts';
import type { Report, Run } from '../run/report/report.ts';
import type { Program } from '../world/program/program.ts';

/** Entries by id, as the YAML has them. */
export type Named = { readonly [id: string]: object };

/** A scenario in TypeScript: the YAML's own shape, and `program:` may be a value. */
export interface ScenarioInput {
  readonly version: 1;
  readonly name: string;
  readonly duration: DurationText;
  readonly seed?: number | string;
  readonly nodes: {
    readonly [name: string]: {
      readonly program?: Program | string;
      readonly count?: number;
      readonly config?: object;
      readonly [more: string]: unknown;
    };
  };
  readonly workloads?: Named;
  readonly faults?: Named;
  readonly checks?: Named;
  readonly metrics?: Named;
  readonly [more: string]: unknown;
}

/** How to play a scenario. */
export interface RunOptions {
  /** In place of the seed of the scenario. */
  readonly seed?: number | string;
  /** Only this variant. */
  readonly variant?: string;
  /** The virtual end, in place of the scenario's. */
  readonly until?: DurationText;
  /** Overlays `path=value`, as `--set` takes them. */
  readonly set?: readonly string[];
  /** Stops a run after so many events; its report then says so. */
  readonly maxEvents?: number;
  /** Keep the events of each run: the report's runs then have them as `events`. */
  readonly events?: boolean;
}

/** How to play a scenario with many seeds. */
export interface ExploreOptions extends Pick<
  RunOptions,
  'variant' | 'until' | 'set' | 'maxEvents'
> {
  /** The first and the last one, whole numbers; all between them are played too. */
  readonly seeds: readonly [first: number, last: number];
  /**
   * Threads that play, at most 64. With 1, which is what you get when you do not say, and for
   * scenarios in which definitions stand as values, it is the thread that asks.
   */
  readonly jobs?: number;
  /** Ends after so many runs whose verdict is not `pass`; the last of them is given too. */
  readonly stopAfter?: number;
}

/** How a run was played that is to be made smaller, and how far to go. */
export interface ShrinkOptions extends Pick<RunOptions, 'set' | 'maxEvents'> {
  /** The violated check that it is about; else the first one of which nobody expected it. */
  readonly check?: string;
  /** Plays no more than so many scenarios on the way: 8,000 when you do not say. */
  readonly maxRuns?: number;
}

/**
 * A run with everything that happened in it, in the order of `seq`. `events` is made when it is first
 * asked for and is no property that JSON or a copy sees: the report's bytes are the same with and without.
 */
export interface RunWithEvents extends Run {
  readonly events: readonly TraceEvent[];
}

/** The report of a scenario whose events were kept. */
export interface ReportWithEvents extends Report {
  readonly runs: readonly RunWithEvents[];
}
