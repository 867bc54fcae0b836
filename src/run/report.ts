import type { Value } from '../base/units.ts';
import type { Truth, Verdict } from '../library/checks/define.ts';

/** The canonical report: nothing volatile in it. `pass` is: every verdict was an expected one. */
export interface Report {
  readonly schema: 'fault-sim.report/1';
  readonly verdict: Outcome;
  readonly complete: boolean;
  /** Why it ended early: `max-events`, `max-wall`, `SIGINT`, ...; null when it did not. */
  readonly stopped: string | null;
  /** The engine's semantics version: reports of two engines may differ. */
  readonly engine: string;
  readonly runs: readonly Run[];
}

export type Outcome = 'pass' | 'fail' | 'unknown';

/** One run of a report: one variant, one cell, one seed. */
export interface Run {
  readonly scenario: string;
  readonly summary: string | null;
  /** The scenario file, relative to the scenario's own folder. */
  readonly file: string;
  readonly variant: string | null;
  readonly variantSummary: string | null;
  readonly cell: string | null;
  readonly seed: string;
  readonly verdict: Outcome;
  readonly durationNs: number;
  readonly nodes: readonly string[];
  readonly model: Value;
  readonly checks: readonly CheckReport[];
  readonly faults: readonly FaultReport[];
  readonly schedule: readonly ScheduledFault[];
  readonly coverage: readonly Coverage[];
  readonly ledger: readonly LedgerEntry[];
  readonly metrics: readonly MetricReport[];
  /** What led to the verdict: notable events round the witness, or the run's own milestones. */
  readonly story: readonly WitnessEvent[];
  /** Things a reader should know: an unhandled message, a role of equal rank, a fault without target. */
  readonly notes: readonly string[];
  readonly trace: TraceReport;
}

export interface CheckReport {
  readonly id: string;
  readonly check: string;
  readonly kind: 'safety' | 'liveness';
  readonly verdict: Verdict;
  readonly expected: readonly Verdict[];
  /** Only when out of model. */
  readonly observed: 'held' | 'violated' | null;
  readonly at: number | null;
  readonly witness: { readonly why: string; readonly events: readonly WitnessEvent[] } | null;
}

/** An event as reports show it. */
export interface WitnessEvent {
  readonly seq: number;
  readonly at: number;
  readonly node: string | null;
  readonly incarnation: number;
  /** Kind of row (`observed`, `paused`, `fault-began`, `completed`, ...) and the event's name. */
  readonly type: string;
  readonly event: string;
  readonly data: Value;
}

/** One occurrence of a fault. */
export interface FaultReport {
  readonly id: string;
  readonly fault: string;
  readonly summary: string | null;
  readonly targets: readonly string[];
  readonly from: number;
  readonly until: number | null;
  /** Messages it acted on, or nodes it changed. */
  readonly touched: number;
}

/** The expanded, concrete schedule: what shrinking works on. */
export interface ScheduledFault {
  readonly id: string;
  readonly fault: string;
  readonly at: number;
  readonly durationNs: number | null;
  readonly targets: readonly string[];
  readonly params: Value;
}

/** What each fault of the scenario really did. */
export interface Coverage {
  readonly id: string;
  readonly fault: string;
  readonly occurrences: number;
  readonly touched: number;
  /** Why it hit nothing, when it did not. */
  readonly note: string | null;
}

/** One attempt of a client's request: what it knew, and what really happened. */
export interface LedgerEntry {
  readonly workload: string;
  readonly client: string;
  readonly number: number;
  readonly attempt: number;
  readonly op: string;
  readonly at: number;
  readonly until: number | null;
  readonly outcome: 'ok' | 'fail' | 'unknown';
  readonly error: string | null;
  readonly truth: Truth;
}

export interface MetricReport {
  readonly id: string;
  readonly metric: string;
  /** Integer: ns for durations, micro-units (millionths) otherwise; null without data. */
  readonly value: number | null;
  readonly unit: 'ns' | 'millionths' | 'millionths/s';
  readonly series: readonly (number | null)[] | null;
  readonly everyNs: number | null;
  readonly by: { readonly [field: string]: number | null } | null;
}

export interface TraceReport {
  readonly events: number;
  /** SHA-256 over all block hashes. */
  readonly digest: string;
  /** Block hashes, thinned to at most 1,024. */
  readonly checkpoints: readonly string[];
}
