import type { Verdict } from '../../library/checks/define.ts';
import type { WitnessEvent } from '../report/report.ts';

/** A running simulation as the live view samples it: read-only, taken between events. */
export interface RunView {
  readonly scenario: string;
  readonly variant: string | null;
  readonly cell: string | null;
  readonly seed: string;
  readonly instantNs: number;
  readonly durationNs: number;
  /** Rows of the trace so far. */
  readonly events: number;
  readonly nodes: readonly NodeView[];
  readonly faults: readonly FaultView[];
  readonly checks: readonly CheckView[];
  readonly inFlight: number;
  readonly dropped: number;
  readonly maxSkewNs: number;
  readonly maxSkewNode: string | null;
  /** Marks on the lanes since the previous sample, in order of time. */
  readonly marks: readonly Mark[];
  /** Important moments since the previous sample: fault on and off, roles, violations. */
  readonly moments: readonly WitnessEvent[];
}

export interface NodeView {
  readonly id: string;
  readonly state: 'up' | 'paused' | 'down' | 'host-down';
  /** Cut off from at least one other node. */
  readonly partitioned: boolean;
  /** A few words: `paused (gc) since 5.000s`, `down`, `leader, cut off`. */
  readonly note: string | null;
}

export interface FaultView {
  readonly id: string;
  readonly active: boolean;
  readonly fromNs: number | null;
  readonly untilNs: number | null;
}

export interface CheckView {
  readonly id: string;
  /** Null: nothing to say yet. */
  readonly verdict: Verdict | null;
  /** Why and when it broke, once it did. */
  readonly violation: { readonly why: string; readonly atNs: number } | null;
}

/** One glyph on a lane. */
export interface Mark {
  readonly at: number;
  readonly node: string;
  readonly mark: 'sent' | 'received' | 'lost' | 'observed';
}
