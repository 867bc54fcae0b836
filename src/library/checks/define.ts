import {
  aFlag,
  aFunction,
  demandDeclared,
  fieldsPart,
  listOf,
  mapOf,
  someText,
  wordOf,
} from '../../base/declaration.ts';
import type { Fields, Infer } from '../../base/schema/description.ts';
import type { DurationText, NodeId, TrueTime, Value } from '../../base/units.ts';
import type { Decision } from '../../history/decision.ts';
import type { History } from '../../history/history.ts';
import type { Judges } from '../../history/judges.ts';
import type { Events } from '../../world/program/program.ts';
import type { Truth } from '../../world/calls/truth.ts';
import type { AnyOutcome } from '../../world/program/protocol.ts';
import type { Model } from '../models/define.ts';

/** All verdicts that a check can get, and when it gets them. */
export const verdictMeanings = {
  held: 'The property was put to the test and was not broken.',
  violated: 'It was broken; the report says when, and by which events.',
  undecided:
    'The run or the search ended too early to say; something good may still have come. Exit code 4.',
  vacuous: 'Nothing put it to the test: no evidence, so no pass.',
  'out-of-model':
    'The schedule did what the `model` of the scenario does not allow, so the design is not to blame.',
  unachievable: 'The good thing could not come: too few nodes were ever up and connected.',
} as const;
/** One property's verdict. */
export type Verdict = keyof typeof verdictMeanings;
/** All verdicts. */
export const verdicts = Object.keys(verdictMeanings) as readonly Verdict[];

/** Something that happened, with the true time that only an observer has. */
export interface Seen<D> {
  readonly seq: number;
  readonly at: TrueTime;
  readonly node: NodeId;
  readonly incarnation: number;
  /** The event's name, the kind of change, or the operation. */
  readonly event: string;
  readonly data: D;
}

export { truthMeanings, truths } from '../../world/calls/truth.ts';
export type { Truth };

/** A client operation or one attempt of it, as it completes. */
export interface OperationSeen {
  readonly workload: string;
  readonly client: NodeId;
  /** The operation's number among its client's, from 0. */
  readonly number: number;
  /** Which attempt, from 1; a whole operation carries the number of its last attempt. */
  readonly attempt: number;
  readonly op: string;
  readonly body: Value;
  readonly outcome: AnyOutcome;
  readonly began: TrueTime;
  /** main, or the final read that ends a workload. */
  readonly phase: 'main' | 'final-read';
  /** What really happened to the request (of the last attempt). Only an observer knows. */
  readonly truth: Truth;
  /** The id that `request.id` shows to the program; retries with `same-id` share it. */
  readonly id: string;
}

/** What a process did. */
export type ProcessChange = 'up' | 'crashed' | 'exited' | 'paused' | 'resumed' | 'program-error';

/** What a fault did. */
export interface FaultSeen {
  readonly id: string;
  readonly fault: string;
  readonly edge: 'began' | 'hit' | 'ended';
  readonly targets: readonly string[];
}

/**
 * Operations in columns, and what was seen of each. A field called `key` is the column of keys; of
 * the other declared fields of a body none is null, one is its value, and several are the list of
 * their values; replies likewise. A client that has several operations at a time, or goes on after
 * one whose end nobody knows, has several processes of its name.
 *
 * What was refused is left out by whoever judges, for it had no effect. Two refusals are told
 * otherwise: one after an attempt whose end nobody knows is unknown itself, and a `cas` that was
 * refused with `mismatch`, `not-equal` or `precondition-failed` was done and answered false.
 */
export interface OperationHistory {
  readonly columns: History;
  /** By operation: who asked, an index into `clients`. */
  readonly client: Int32Array;
  readonly clients: readonly NodeId[];
  /** By operation: 1 for a final read. */
  readonly isFinal: Uint8Array;
  /** Its completion; its first attempt where nobody knows how it ended. */
  readonly seenOf: (operation: number) => Seen<unknown>;
  /** The id that its last attempt carried, `request.id` of the program that served it. */
  readonly idOf: (operation: number) => string;
}

/** A run as a check sees it: events in their order, then the end. */
export interface Watch<E extends Events> {
  /** Follows an event of the nodes of `of`. */
  on<K extends keyof E & string>(event: K, action: (seen: Seen<Infer<E[K]>>) => void): void;
  /** Follows an event by a name that the scenario gives (`event:`), of the nodes of `of`; globs allowed. */
  onEvent(event: string, action: (seen: Seen<{ readonly [field: string]: Value }>) => void): void;
  /** Follows what happens to processes. */
  onProcess(
    action: (seen: Seen<{ readonly change: ProcessChange; readonly why: string | null }>) => void,
  ): void;
  /** Follows whole operations of the workload of `of` as they complete. */
  onOperation(action: (done: Seen<OperationSeen>) => void): void;
  /** Follows single attempts of operations. */
  onAttempt(action: (done: Seen<OperationSeen>) => void): void;
  /** Follows faults. */
  onFault(action: (seen: Seen<FaultSeen>) => void): void;
  /**
   * What an event says under a field, as a sentence has it: a length of time or a reading of a
   * clock with its unit.
   */
  fieldText(seen: Seen<{ readonly [field: string]: Value }>, field: string): string;
  /** The value of a metric at the end; null without data. Only inside `atEnd`. */
  metric(id: string): MetricReading | null;
  /** The property was put to the test; a check that never was is `vacuous`, not `held`. */
  exercised(): void;
  /** It is broken here, because of these events. The first one decides; the check need not stop. */
  violated(why: string, ...because: readonly Seen<unknown>[]): void;
  /** Cannot be decided: says why. */
  undecided(why: string): void;
  /**
   * Liveness: from here on the goal is wanted `within` W (at the scenario's `after` if not called).
   * Goals of different names are wanted side by side, each within a W of its own. Where the scenario
   * says no `within`, they have until the end of the run.
   */
  triggered(seen?: Seen<unknown>, goal?: string): void;
  /** Liveness: the goal was reached. Premise, W and verdict are the engine's. */
  reached(seen: Seen<unknown>, goal?: string): void;
  /**
   * Runs when the run is over, before the verdict. `stopped` says why it ended early, if it did: then
   * what has not come may still have. A violation without an event does not count there.
   */
  atEnd(
    action: (end: {
      readonly at: TrueTime;
      readonly healedAt: TrueTime | null;
      readonly stopped: string | null;
    }) => void,
  ): void;
  /**
   * All operations of the workload of `of`, those under way among them; of all workloads when it
   * names none. A history has a meaning only as a whole: `during` and an operation in `of` leave
   * nothing out. Only inside `atEnd`.
   */
  operations(): OperationHistory;
  /** The exact decisions about histories; for checks that say in their definition that they use them. */
  readonly judges: Judges;
  /** Takes over what was decided about them; unless one of them was answered, nothing was put to the test. */
  decided(decision: Decision, operations: OperationHistory): void;
  /**
   * Looks for a linear order of the history; violated, undecided or exercised as a result. `budget`
   * counts steps; `initial` is what was there before, in place of the model's own.
   */
  linearize(model: Model, options: { readonly budget: number; readonly initial?: Value }): void;
  /** What `of` names: node ids (all nodes when absent), and the workload if it is one. */
  readonly nodes: readonly NodeId[];
  readonly workload: string | null;
  /** The scenario's `within`, ns; null when not given. */
  readonly withinNs: number | null;
}

/** A metric's value, for formulas. */
export interface MetricReading {
  readonly value: number | null;
  /** A series, when the metric has `every`: null where a period had no data. */
  readonly series: readonly (number | null)[] | null;
  readonly everyNs: number | null;
  /** The window in which it was measured: the first period of a series begins with it, the last one ends. */
  readonly fromNs: number;
  readonly untilNs: number;
  /** The unit of `value`: ns for durations, 1 for counts and ratios, per second for rates. */
  readonly unit: 'ns' | '1' | '/s';
  /** Values per value of the field named by `by`. */
  readonly by: { readonly [field: string]: number | null } | null;
}

/**
 * A body, a reply or an event's data, field by field. Rows with fields of several shapes make the
 * compiler add to each the others' fields as undefined.
 */
interface ExampleFields {
  readonly [field: string]: Value | undefined;
}

/** One line of an example history: an event, an operation of a client, or a change of a process. */
export type ExampleRow =
  | {
      readonly at: DurationText;
      readonly node: NodeId;
      readonly event: string;
      readonly data?: ExampleFields;
    }
  | {
      readonly at: DurationText;
      /** When it ended; without it nobody ever knew how. */
      readonly until?: DurationText;
      readonly client: NodeId;
      readonly op: string;
      readonly body?: ExampleFields;
      /** It was done, and this is the answer. */
      readonly reply?: ExampleFields;
      /** It was refused with this code: definitely not done. */
      readonly refused?: string;
      readonly phase?: 'final-read';
    }
  | {
      readonly at: DurationText;
      readonly node: NodeId;
      readonly process: ProcessChange;
      readonly why?: string;
    };

/** Two short histories that show what a check means: one that it lets pass, one that it does not. */
export interface ExampleHistories {
  /** What the scenario would say of the check beside its name. */
  readonly config?: ExampleFields;
  readonly within?: DurationText;
  /** Metrics that the check reads, by id. */
  readonly metrics?: {
    readonly [id: string]: { readonly metric: string; readonly every?: DurationText };
  };
  /** What the second history gets where that is not `violated`. */
  readonly verdict?: Verdict;
  readonly held: readonly ExampleRow[];
  readonly violated: readonly ExampleRow[];
}

/** A metric as a scenario plans it: the time that it covers, and the length of its periods. */
export interface PlannedMetric {
  readonly fromNs: number;
  readonly untilNs: number;
  /** Null where it is no series. */
  readonly everyNs: number | null;
}

/** Why a check as it is written can never decide anything, and under which of its keys that stands. */
export interface Futility {
  readonly key: string;
  readonly why: string;
}

/** A check with its types forgotten. */
export interface CheckDefinition {
  readonly kind: 'check';
  readonly name: string;
  readonly summary: string;
  readonly property: 'safety' | 'liveness';
  /** Promised under any model: a schedule that leaves the declared one excuses nothing. */
  readonly anyModel: boolean;
  /** It is about the nodes that nothing makes lie: what liars say of themselves is not asked. */
  readonly loyalOnly: boolean;
  /**
   * Liveness: whether the check alone says when its goal is wanted; what it never wanted is vacuous.
   * Otherwise it is wanted from the scenario's `after` on, or from the start.
   */
  readonly triggersItself: boolean;
  /** Whether it asks for decisions about histories: see `Watch.judges`. */
  readonly judges: boolean;
  /** Whether it looks at whole histories only: then `during` is an error at load. */
  readonly wholeHistory: boolean;
  /** Keys of its config with which it has no goal: then `within` is an error at load. */
  readonly goalless: readonly string[];
  readonly config: Fields;
  /** Names of the metrics that it reads, as its config says; `a.b` reads `a` too. */
  readonly metricsOf: (config: unknown) => readonly string[];
  /** Whether it could decide anything, given the metrics of the scenario: else it is refused at load. */
  readonly futile: (
    config: unknown,
    metric: (id: string) => PlannedMetric | null,
  ) => Futility | null;
  /** The events it needs; a scenario in which no program has them is an error at load. */
  readonly watches: Events;
  /** A line of YAML that works: reference page and test. Users' own checks may leave it out. */
  readonly example: string | null;
  /** Two histories for the reference page and the test. Users' own checks may leave them out. */
  readonly histories: (() => ExampleHistories) | null;
  watch(run: Watch<Events>, config: unknown): void;
}

const checkParts = {
  name: someText,
  summary: someText,
  property: wordOf(['safety', 'liveness']),
  anyModel: aFlag,
  loyalOnly: aFlag,
  triggersItself: aFlag,
  judges: aFlag,
  wholeHistory: aFlag,
  goalless: listOf(someText),
  config: fieldsPart,
  metricsOf: aFunction,
  futile: aFunction,
  watches: mapOf(fieldsPart),
  example: someText,
  histories: aFunction,
  watch: aFunction,
};

/** Makes a check. */
export function defineCheck<C extends Fields = {}, const E extends Events = {}>(definition: {
  readonly name: string;
  readonly summary: string;
  readonly config?: C;
  /** Safety has a first bad event and is always judged; liveness only when its premise held. */
  readonly property: 'safety' | 'liveness';
  /** Promised under any model: a schedule that leaves the declared one excuses nothing. */
  readonly anyModel?: boolean;
  /** It is about the nodes that nothing makes lie: what liars say of themselves is not asked. */
  readonly loyalOnly?: boolean;
  /** Liveness: the check alone says when its goal is wanted, by `triggered`. */
  readonly triggersItself?: boolean;
  /** It uses `judges`. */
  readonly judges?: boolean;
  /**
   * What it sees has a meaning only as a whole (`operations()` alone, or what was before it), so that
   * a scenario that gives it a `during` is refused.
   */
  readonly wholeHistory?: boolean;
  /**
   * Liveness: keys of its config with which it judges the run as a whole, and has no goal that could
   * be due, so that a scenario that gives it a `within` as well is refused.
   */
  readonly goalless?: readonly string[];
  /** Names of the metrics that it reads: a search computes no others. Users' own checks get all. */
  readonly metricsOf?: (config: Infer<C>) => readonly string[];
  /** Why it could never decide anything with these metrics: the scenario is refused. */
  readonly futile?: (
    config: Infer<C>,
    metric: (id: string) => PlannedMetric | null,
  ) => Futility | null;
  /** The events it needs; a scenario in which no program has them is an error at load. */
  readonly watches?: E;
  /** A line of YAML that works. */
  readonly example?: string;
  /** Two histories, one that it lets pass and one that it does not. */
  readonly histories?: () => ExampleHistories;
  /** Follows a run. */
  watch(run: Watch<E>, config: Infer<C>): void;
}): CheckDefinition {
  demandDeclared('defineCheck', definition, checkParts, ['name', 'property', 'watch']);
  return Object.freeze({
    kind: 'check',
    name: definition.name,
    summary: definition.summary,
    property: definition.property,
    anyModel: definition.anyModel ?? false,
    loyalOnly: definition.loyalOnly ?? false,
    triggersItself: definition.triggersItself ?? false,
    judges: definition.judges ?? false,
    wholeHistory: definition.wholeHistory ?? false,
    goalless: definition.goalless ?? [],
    config: definition.config ?? {},
    metricsOf: (config: unknown) => definition.metricsOf?.(config as Infer<C>) ?? [],
    futile: (config: unknown, metric: (id: string) => PlannedMetric | null) =>
      definition.futile?.(config as Infer<C>, metric) ?? null,
    watches: definition.watches ?? {},
    example: definition.example ?? null,
    histories: definition.histories ?? null,
    watch: (run: Watch<Events>, config: unknown) =>
      definition.watch(run as unknown as Watch<E>, config as Infer<C>),
  });
}
