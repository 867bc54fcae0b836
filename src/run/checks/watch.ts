import { someText } from '../../base/declaration.ts';
import { InternalError } from '../../base/errors.ts';
import { valueText } from '../../base/schema/text.ts';
import { printTime } from '../../base/time.ts';
import { isAsynchronous } from '../../base/thenable.ts';
import type { NodeId, TrueTime, Value } from '../../base/units.ts';
import type { Infer } from '../../base/schema/description.ts';
import type {
  MetricReading,
  OperationHistory,
  OperationSeen,
  ProcessChange,
  FaultSeen,
  Seen,
  Verdict,
  Watch,
} from '../../library/checks/define.ts';
import type { Decision } from '../../history/decision.ts';
import { type History as Columns, outcome } from '../../history/history.ts';
import type { Judges } from '../../history/judges.ts';
import { checks as shelf } from '../../library/checks/index.ts';
import { judgeAgainst } from '../../library/checks/operations/one-copy.ts';
import { valueText as fieldText } from '../../library/checks/events/value-text.ts';
import type { Model } from '../../library/models/define.ts';
import type { CheckPlan } from '../../scenario/plan/check.ts';
import type { RunPlan } from '../../scenario/scenario.ts';
import type { Events } from '../../world/program/program.ts';
import { isRequest } from '../../world/program/protocol.ts';
import type { RunEvents } from '../events/events.ts';
import type { EventAction, Feed } from '../events/feed.ts';
import type { History } from '../history/history.ts';
import { demandKnownEvent, demandWatched } from '../events/known-event.ts';
import { looking } from '../events/looking.ts';
import { type DeclaredFields, operationColumns } from '../history/columns.ts';
import { ScopeFilter } from './scope.ts';
import { demandSeen } from '../events/sighting.ts';
import type { Units } from '../report/report.ts';
import { declaredUnits, timeOf } from '../report/units.ts';
import { requestsServed } from '../workload/service.ts';

/** How a run ended, as checks are told. */
export interface RunEnd {
  readonly at: TrueTime;
  readonly healedAt: TrueTime | null;
  /** Why it ended early; null when it did not. */
  readonly stopped: string | null;
}

/** A violation: why, when, and the events that prove it. */
export interface Violation {
  readonly why: string;
  readonly atNs: number;
  readonly because: readonly Seen<unknown>[];
  /** Said of all that had come when the run was over: no event proves it. */
  readonly isOfEnd: boolean;
}

/** A liveness goal of a check: when it was wanted and why, and when it was reached. */
export interface Goal {
  /** What the check calls it; empty when it has only one. */
  readonly name: string;
  readonly triggers: readonly (Seen<unknown> | { readonly at: number })[];
  readonly reached: readonly number[];
}

/** What a check has found so far. */
export interface Findings {
  readonly violation: Violation | null;
  readonly exercised: boolean;
  /** Why it cannot decide; null when it can. */
  readonly undecided: string | null;
  /** Its own code failed: what it has seen is not all that it would have. */
  readonly failed: boolean;
  /** Liveness: what it wants, as far as it says so itself. */
  readonly goals: readonly Goal[];
}

/** What a check looks at. */
export interface WatchParts {
  readonly run: RunPlan;
  readonly feed: Feed;
  readonly events: RunEvents;
  readonly history: History;
  readonly nowNs: () => number;
  /** Whether some fault has made a node lie. */
  readonly isLiar: (node: NodeId) => boolean;
  /** Null: no check of this run asks for them. */
  readonly judges: Judges | null;
  /** A metric's reading; only at the end of the run. */
  readonly metric: (id: string) => MetricReading | null;
  /** A sentence for what users' code threw, with its place. */
  readonly describeError: (error: unknown) => string;
  /** A check found a violation: what led to it is worth keeping. */
  readonly onViolated: () => void;
}

/** Whether anybody was ever told anything. */
function isAnswered({ outcome: outcomes, count }: Columns): boolean {
  return outcomes.subarray(0, count).includes(outcome.ok);
}

/** Throws TypeError unless a check says something in words: its report is read by people. */
function demandText(verb: string, what: string, given: unknown): void {
  const problem = someText(given, what);
  if (problem !== null) throw new TypeError(`${verb}: ${problem}`);
}

/** A goal has a name, or none, which is the empty one. */
function demandGoal(verb: string, goal: unknown): void {
  if (goal !== '') demandText(verb, 'goal', goal);
}

/** One check's eyes and mouth: gives it what `of` and `during` let through, keeps what it says. */
export class CheckWatch implements Watch<Events> {
  readonly plan: CheckPlan;
  readonly nodes: readonly NodeId[];
  readonly workload: string | null;
  readonly withinNs: number | null;
  readonly #parts: WatchParts;
  readonly #filter: ScopeFilter;
  readonly #isOfLibrary: boolean;
  readonly #atEnd: ((end: RunEnd) => void)[] = [];
  readonly #goals = new Map<string, { triggers: Goal['triggers'][number][]; reached: number[] }>();
  /** Null: nobody has asked for them yet. */
  #units: Units | null = null;
  #violation: Violation | null = null;
  #isOver = false;
  #exercised = false;
  #undecided: string | null = null;
  /** Its own code failed: what it says from then on comes of what it has not seen to the end. */
  #hasFailed = false;

  constructor(plan: CheckPlan, parts: WatchParts) {
    this.plan = plan;
    this.#parts = parts;
    this.#isOfLibrary = shelf.get(plan.definition.name) === plan.definition;
    this.#filter = new ScopeFilter(parts.run, plan.of, plan.during);
    this.nodes = this.#filter.nodes;
    this.workload = this.#filter.workload;
    this.withinNs = plan.withinNs;
    this.#guard('`watch`', () => plan.definition.watch(this, plan.config));
  }

  get findings(): Findings {
    return {
      violation: this.#violation,
      exercised: this.#exercised,
      undecided: this.#undecided,
      failed: this.#hasFailed,
      goals: [...this.#goals].map(([name, goal]) => ({ name, ...goal })),
    };
  }

  /** The verdict that is certain already; null: nothing yet. For the live view. */
  get verdictNow(): Verdict | null {
    return this.#violation === null ? null : 'violated';
  }

  /** The run is over: what the check has put off happens now. */
  end(end: RunEnd): void {
    this.#isOver = true;
    for (const action of this.#atEnd) this.#guard('what `run.atEnd` was given', () => action(end));
  }

  /** A call of it never came back and was broken off. */
  brokenOff(): void {
    this.#failed('it did not come to an end and was broken off');
  }

  on<K extends string>(event: K, action: (seen: Seen<Infer<Events[K]>>) => void): void {
    const { kind, definition } = this.plan;
    demandWatched(kind, definition.watches, event);
    // Data was checked against the event's declaration when it was observed.
    this.#follow(event, action);
  }

  onEvent(event: string, action: EventAction): void {
    // The library takes names from scenarios only, where loading has looked at them.
    if (!this.#isOfLibrary) demandKnownEvent(this.#parts.run, event);
    this.#follow(event, action);
  }

  #follow(event: string, action: EventAction): void {
    const called = `what follows the event ${event}`;
    this.#parts.feed.onEvent(event, (seen) => {
      if (this.#isAsked(seen)) this.#guard(called, () => action(seen));
    });
  }

  #isAsked(seen: Seen<unknown>): boolean {
    if (!this.#filter.takes(seen)) return false;
    return !this.plan.definition.loyalOnly || !this.#parts.isLiar(seen.node);
  }

  onProcess(
    action: (seen: Seen<{ readonly change: ProcessChange; readonly why: string | null }>) => void,
  ): void {
    this.#parts.feed.onProcess((seen) => {
      if (this.#filter.takes(seen))
        this.#guard('what `run.onProcess` was given', () => action(seen));
    });
  }

  onOperation(action: (done: Seen<OperationSeen>) => void): void {
    this.#parts.events.onOperation((done) => {
      if (this.#filter.takesOperation(done))
        this.#guard('what `run.onOperation` was given', () => action(done));
    });
  }

  onAttempt(action: (done: Seen<OperationSeen>) => void): void {
    this.#parts.events.onAttempt((done) => {
      if (this.#filter.takesOperation(done))
        this.#guard('what `run.onAttempt` was given', () => action(done));
    });
  }

  onFault(action: (seen: Seen<FaultSeen>) => void): void {
    this.#parts.events.onFault((seen) => {
      if (this.#filter.takes(seen)) this.#guard('what `run.onFault` was given', () => action(seen));
    });
  }

  fieldText({ event, data }: Seen<{ readonly [field: string]: Value }>, field: string): string {
    const value = data[field];
    this.#units ??= declaredUnits(this.#parts.run.nodes);
    const time = typeof value === 'number' ? timeOf(this.#units.events, event, field) : undefined;
    return time === undefined ? fieldText(value) : printTime[time](Number(value));
  }

  metric(id: string): MetricReading | null {
    return this.#parts.metric(id);
  }

  exercised(...more: readonly unknown[]): void {
    if (more.length > 0)
      throw new TypeError(`run.exercised: it takes nothing, and is given ${valueText(more[0])}`);
    this.#exercised = true;
  }

  violated(why: string, ...because: readonly Seen<unknown>[]): void {
    if (this.#hasFailed) return;
    demandText('run.violated', 'why', why);
    for (const seen of because) demandSeen('run.violated', seen);
    this.#exercised = true;
    const atNs = because.reduce((last, seen) => Math.max(last, seen.at), -1);
    const isOfEnd = this.#isOver && because.length === 0;
    const violation = { why, atNs: atNs < 0 ? this.#parts.nowNs() : atNs, because, isOfEnd };
    // Said late, a violation may still be the earlier one.
    if (this.#violation !== null && this.#violation.atNs <= violation.atNs) return;
    this.#violation = violation;
    this.#parts.onViolated();
  }

  undecided(why: string): void {
    demandText('run.undecided', 'why', why);
    this.#undecided ??= why;
  }

  triggered(seen?: Seen<unknown>, goal = ''): void {
    if (seen !== undefined) demandSeen('run.triggered', seen);
    demandGoal('run.triggered', goal);
    this.#goal(goal).triggers.push(seen ?? { at: this.#parts.nowNs() });
  }

  reached(seen: Seen<unknown>, goal = ''): void {
    demandSeen('run.reached', seen);
    demandGoal('run.reached', goal);
    this.#exercised = true;
    this.#goal(goal).reached.push(seen.at);
  }

  #goal(name: string): { triggers: Goal['triggers'][number][]; reached: number[] } {
    const known = this.#goals.get(name);
    if (known !== undefined) return known;
    const goal = { triggers: [], reached: [] };
    this.#goals.set(name, goal);
    return goal;
  }

  atEnd(action: (end: RunEnd) => void): void {
    this.#atEnd.push(action);
  }

  operations(): OperationHistory {
    const { operations, attempts } = this.#parts.history;
    const { workload } = this;
    const isMeant = (one: { readonly workload: string }): boolean =>
      workload === null || one.workload === workload;
    return operationColumns(
      operations.filter(isMeant),
      attempts.filter(({ operation }) => isMeant(operation)),
      this.#declared(),
    );
  }

  decided(decision: Decision, { columns, seenOf }: OperationHistory): void {
    if (!isAnswered(columns)) return;
    this.#exercised = true;
    if (decision.verdict === 'undecided') this.undecided(decision.why);
    if (decision.verdict !== 'violated') return;
    const { why, operations } = decision.witness;
    this.violated(why, ...operations.map((operation) => seenOf(operation)));
  }

  get judges(): Judges {
    const { judges } = this.#parts;
    if (judges === null) throw new InternalError(`${this.plan.kind} does not say that it judges`);
    return judges;
  }

  linearize(model: Model, options: { readonly budget: number; readonly initial?: Value }): void {
    judgeAgainst(this, model, options, this.judges.linearizability);
  }

  /** The fields that requests declare, by workload and name. */
  #declared(): (workload: string, op: string) => DeclaredFields | undefined {
    const { run } = this.#parts;
    const served = new Map(run.workloads.map((plan) => [plan.id, requestsServed(plan, run)]));
    return (workload, op) => {
      const request = served.get(workload)?.[op];
      if (request === undefined || !isRequest(request)) return undefined;
      return { body: Object.keys(request.body), reply: Object.keys(request.reply) };
    };
  }

  /** A check that throws cannot judge; the run goes on, for it is not part of the world. */
  #guard(called: string, action: () => unknown): void {
    if (this.#hasFailed) return;
    try {
      // Nothing waits for an observer: it would go on inside somebody's step, or after the verdict.
      // The library's own leave no promises behind.
      const result = this.#isOfLibrary
        ? action()
        : looking(action, (reason) => this.#threw(reason));
      if (!isAsynchronous(result)) return;
      this.#failed(`the check itself failed: ${called} gives back a promise: no check may wait`);
    } catch (thrown) {
      this.#threw(thrown);
    }
  }

  #threw(thrown: unknown): void {
    this.#failed(`the check itself failed: ${this.#parts.describeError(thrown)}`);
  }

  #failed(why: string): void {
    this.#hasFailed = true;
    this.undecided(why);
  }
}
