import type { TimeKind } from '../../base/time.ts';
import type { Value } from '../../base/units.ts';
import type { Truth, Verdict } from '../../library/checks/define.ts';

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
  /** What was set from outside the file, as `--set` takes it. */
  readonly set: readonly string[];
  /** Only a core was mended, and had to make progress. */
  readonly phase: boolean;
  /** How a search steered it, as `--steer` has it; null: the seed says it all. */
  readonly steer: string | null;
  readonly verdict: Outcome;
  /** Why it ended before its virtual end; null: it came there. */
  readonly stopped: string | null;
  readonly durationNs: number;
  readonly nodes: readonly string[];
  readonly model: Value;
  readonly checks: readonly CheckReport[];
  readonly faults: readonly FaultReport[];
  readonly schedule: readonly ScheduledFault[];
  readonly coverage: readonly Coverage[];
  /** What the nemesis did, in numbers; what it drew stands in `schedule`. Null without one. */
  readonly nemesis: NemesisReport | null;
  readonly ledger: readonly LedgerEntry[];
  readonly metrics: readonly MetricReport[];
  /** What led to the verdict: notable events round the witness, or the run's own milestones. */
  readonly story: readonly WitnessEvent[];
  /**
   * The few messages that belong to the story, in the order in which they were sent: where somebody
   * asked for them before the run began. No saved report has them.
   */
  readonly messages?: readonly MessageReport[];
  /** What numbers in the data of `story` and of witnesses count; absent where all of them are bare. */
  readonly units?: Units;
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

/**
 * The fields that are times, in ns: a `duration`, or an `instant` that a clock showed. Others are
 * bare numbers.
 */
export type FieldUnits = { readonly [field: string]: TimeKind };

/** What programs declare of the fields of what they report, ask and answer. */
export interface Units {
  /** By the name of an event. */
  readonly events: { readonly [event: string]: FieldUnits };
  /** By the kind of a message or request, and under `<kind>-reply` its answer. */
  readonly messages: { readonly [kind: string]: FieldUnits };
}

/**
 * What became of a message. `late` is an answer that nobody waited for any more; of one that is `untold`
 * no row says it: it was still under way, or its receiver had it already.
 */
export type MessageFate = 'delivered' | 'late' | 'lost' | 'refused' | 'untold';

/** A message from its sending to its end, without what it carried: the trace has that. */
export interface MessageReport {
  /** The row with which it was sent. */
  readonly seq: number;
  readonly sentAt: number;
  readonly from: string;
  readonly to: string;
  /** Its kind. */
  readonly message: string;
  /** Whose question or answer it is. */
  readonly request: string | null;
  readonly fate: MessageFate;
  /** Why it was lost. */
  readonly why: string | null;
  /** When it came to its end, and the row that says so; null: no row does. */
  readonly at: number | null;
  readonly endSeq: number | null;
  /**
   * What else was done to it: `held`, `corrupted`, `forged`; and whether it is a `duplicated` or
   * `resent` one.
   */
  readonly marks: readonly string[];
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

/**
 * The expanded, concrete schedule: what shrinking works on. An entry can be written as one of
 * `faults`, with plain `at`, `duration` and `target`; without the last where its parameters say whom
 * it strikes, as `groups` of a partition do.
 */
export interface ScheduledFault {
  readonly id: string;
  readonly fault: string;
  readonly at: number;
  readonly durationNs: number | null;
  readonly targets: readonly string[];
  /** Its parameters as a scenario writes them; those that have their default are left out. */
  readonly params: Value;
  /** The messages or operations that it takes; null: any. */
  readonly match: ScheduledMatch | null;
  /** Share of messages, or that it happened at all, in parts per billion. */
  readonly probabilityPpb: number;
  /** The sentences while which it is in effect; this entry is one stretch in which they held. */
  readonly while: readonly string[];
  /** It struck inside a step. */
  readonly inside: boolean;
  /** The fault of the nemesis's pool that it was drawn from; null: the file has it. */
  readonly drawnFrom: string | null;
}

/** Which messages or operations a fault takes. */
export interface ScheduledMatch {
  readonly message: string | null;
  readonly op: string | null;
  readonly where: string | null;
  /** `3`, `3..5` or `2..`. */
  readonly nth: string | null;
  readonly per: 'node' | 'link' | null;
}

/** What the nemesis did. */
export interface NemesisReport {
  /** Faults that it drew and began. */
  readonly began: number;
  /** Draws that had to wait, because `keep` would not have held. */
  readonly putOff: number;
  /** Draws that never began: without a target, or `keep` never had room for them. */
  readonly leftOut: number;
  /** Turns at which as many faults were under way as may be. */
  readonly skipped: number;
  /** What was drawn for this seed: the mean interval, and the part of the pool with its weights. */
  readonly swarm: {
    readonly intervalNs: number;
    readonly weights: { readonly [fault: string]: number };
  } | null;
}

/** What each fault of the scenario really did. */
export interface Coverage {
  readonly id: string;
  readonly fault: string;
  readonly occurrences: number;
  readonly touched: number;
  /** It is of the nemesis's pool: not every run draws it. */
  readonly pool: boolean;
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
