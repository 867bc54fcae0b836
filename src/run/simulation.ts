import { invariant, OwnCodeError } from '../base/errors.ts';
import type { Host } from '../base/host.ts';
import { printDuration, printInstant } from '../base/time.ts';
import type { Value } from '../base/units.ts';
import { Engine } from '../engine/engine.ts';
import type { Progress, Redraw } from '../engine/engine.ts';
import type { TraceEvent } from '../engine/event.ts';
import { blockBytes, checkpointsOf, Trace } from '../engine/trace.ts';
import type { Judges } from '../history/judges.ts';
import type { CheckPlan } from '../scenario/plan/check.ts';
import type { RunPlan } from '../scenario/scenario.ts';
import { checks as shelf } from '../library/checks/index.ts';
import { World } from '../world/world.ts';
import { assembleRun } from './assemble.ts';
import { Checks } from './checks/checks.ts';
import type { PremiseRecord, RunEnding } from './checks/checks.ts';
import { RunEvents } from './events/events.ts';
import { Feed } from './events/feed.ts';
import { History } from './history/history.ts';
import { ledgerOf } from './history/ledger.ts';
import { Metrics } from './metrics/metrics.ts';
import { Premise } from './checks/premise.ts';
import { PremiseLog } from './checks/premise-log.ts';
import { judgedMetrics, type Judgement } from './checks/judgement.ts';
import type {
  CheckReport,
  MessageReport,
  MetricReport,
  Run,
  TraceReport,
  Units,
  WitnessEvent,
} from './report/report.ts';
import { declaredUnits } from './report/units.ts';
import { FaultSchedule } from './schedule.ts';
import type { Steering } from './steering.ts';
import { Story } from './report/story.ts';
import { Transmissions } from './transmissions.ts';
import type { RunView } from './view/view.ts';
import { ViewSampler } from './view/sampler.ts';
import { Workloads } from './workload/workloads.ts';

/** Whether a check of a run asks for decisions about histories; users' own ones may. */
export function wantsJudges(plan: RunPlan): boolean {
  return plan.checks.some(({ definition }) => {
    return definition.judges || shelf.get(definition.name) !== definition;
  });
}

/** How a run is played; none of it changes a byte of its report, but `redraw` and `steering`. */
export interface SimulationOptions {
  readonly host: Pick<Host, 'drain' | 'hash'>;
  /** Keep every row of the trace, so that `events` can read them. */
  readonly storeEvents: boolean;
  /** Remember messages on their way, so that the run has `messages`; it takes a quarter longer then. */
  readonly tellsMessages?: boolean;
  /** Only `judge` is to be asked in the end, not `finish`: what reports alone tell is not kept. */
  readonly onlyJudged?: boolean;
  /** Stop after so many happenings. */
  readonly maxEvents: number;
  /** Decisions about histories; null when no check of the plan wants any: see `wantsJudges`. */
  readonly judges: Judges | null;
  /** The scenario file, relative to its own folder. */
  readonly file: string;
  /** From an instant on everything is drawn anew. */
  readonly redraw?: Redraw | null;
  /** A search's own hand on the run; null: the seed alone decides. */
  readonly steering?: Steering | null;
  /** What the report says of that, as `--steer` has it; null: nothing. */
  readonly steer?: string | null;
  /** A sentence for what a program threw, with its place when that is known. */
  describeError(error: unknown): string;
}

/**
 * One run of a scenario, from its plan to its report. Whoever drives it calls `advance` until it
 * says `done`, from a macrotask each time; nothing in here waits or looks at a real clock.
 */
export class Simulation {
  readonly plan: RunPlan;
  /**
   * The few messages that belong to the story, when `finish` was called; none unless they were to
   * be told.
   */
  messages: readonly MessageReport[] = [];
  readonly #options: SimulationOptions;
  readonly #engine: Engine;
  readonly #world: World;
  readonly #events: RunEvents;
  readonly #schedule: FaultSchedule;
  readonly #history: History;
  readonly #metrics: Metrics;
  readonly #checks: Checks;
  /** Null: nobody will ask for it. */
  readonly #story: Story | null;
  readonly #sampler: ViewSampler;
  readonly #notes: string[] = [];
  /** Null: nobody has asked for them yet. */
  #units: Units | null = null;
  /** Null: its metrics have not been asked for yet. */
  #measured: MetricReport[] | 'under-way' | null = null;

  constructor(plan: RunPlan, options: SimulationOptions) {
    this.plan = plan;
    this.#options = options;
    const steering = options.steering ?? null;
    const ids = plan.nodes.map(({ id }) => id);
    const trace =
      steering?.trace?.(ids, options.storeEvents) ?? new Trace(ids, options.storeEvents);
    this.#engine = new Engine({
      seed: plan.seed,
      untilNs: plan.durationNs,
      trace,
      drain: options.host.drain,
      maxEvents: options.maxEvents,
      redraw: options.redraw ?? null,
      ...steering?.engine,
    });
    this.#world = new World({
      engine: this.#engine,
      nodes: plan.nodes,
      links: plan.links,
      ...(plan.domains === undefined ? {} : { domains: plan.domains }),
      describeError: (error) => options.describeError(error),
    });
    const world = this.#world;
    this.#events = new RunEvents(world);
    this.#listen();
    const feed = new Feed(world, this.#events);
    this.#schedule = new FaultSchedule(plan, world, this.#events);
    this.#history = new History(world, this.#events);
    const scene = {
      world,
      events: this.#events,
      selection: this.#schedule.selection,
      sentences: this.#schedule.sentences,
      gstNs: this.#schedule.gstNs,
    };
    const seen = { world, events: this.#events, history: this.#history };
    const workloads = new Workloads(plan, { ...seen, scene });
    const isJudged = options.onlyJudged === true;
    const metrics = isJudged ? judgedMetrics(plan) : plan.metrics;
    this.#metrics = new Metrics({ ...plan, metrics }, feed, this.#events);
    const transmissions = options.tellsMessages ? new Transmissions(ids, trace) : null;
    this.#story = isJudged ? null : new Story(feed, this.#events, transmissions);
    this.#checks = new Checks({
      run: plan,
      feed,
      events: this.#events,
      history: this.#history,
      nowNs: () => this.#engine.nowNs,
      isLiar: (node) => this.#schedule.isLiar(node),
      judges: options.judges,
      metric: (id) => this.#metrics.reading(id),
      onViolated: () => this.#story?.keep(),
      describeError: (error) => options.describeError(error),
      scene,
      premise: (check) => this.#premise(check),
    });
    this.#sampler = new ViewSampler(plan, world, this.#schedule, this.#checks);
    steering?.begin?.({
      engine: this.#engine,
      world,
      strike: (fault) => this.#schedule.strikeNow(fault),
    });
    world.start();
    this.#schedule.start();
    workloads.start();
  }

  #premise(check: CheckPlan): PremiseRecord {
    const premise = new Premise(check, this.plan, this.#world, this.#schedule, this.#events);
    return new PremiseLog(premise);
  }

  #listen(): void {
    this.#events.onNote((note) => this.#note(note));
    this.#events.onUnhandled((node, kind) =>
      this.#note(`${this.#world.ids[node]} has no handler for ${kind}: it was dropped`),
    );
  }

  #note(note: string): void {
    if (!this.#notes.includes(note)) this.#notes.push(note);
  }

  /** Plays at most so many happenings; `drain`: come back from a macrotask. */
  advance(slice: number): Progress {
    const progress = this.#engine.advance(slice);
    if (this.#world.defect !== null) throw this.#world.defect;
    return progress;
  }

  /** The instant of what happens next: the end, when nothing does before. */
  get nextNs(): number {
    return Math.min(this.#engine.agenda.nextNs, this.plan.durationNs);
  }

  /** True time, integer nanoseconds. */
  get instantNs(): number {
    return this.#engine.nowNs;
  }

  /** Ends the run early, for a reason that the report tells. */
  stop(reason: string): void {
    this.#engine.stop(reason);
  }

  /** Why the run ended early; null when it did not. */
  get stopped(): string | null {
    return this.#engine.stopped;
  }

  /** What numbers in the data of its moments count. */
  get units(): Units {
    this.#units ??= declaredUnits(this.plan.nodes);
    return this.#units;
  }

  /** What the live view shows of this moment. */
  sample(): RunView {
    return this.#sampler.sample();
  }

  /** The moments since it was asked last, none left out; only when events are stored. */
  moments(): readonly WitnessEvent[] {
    return this.#sampler.moments();
  }

  /** Every row of the trace; only when events are stored. */
  *events(): Generator<TraceEvent> {
    const { trace } = this.#engine;
    invariant(trace.stored, 'the events of this run are not stored');
    for (let seq = 0; seq < trace.rows; seq++) yield trace.event(seq);
  }

  /**
   * Settles the next of what a report needs, when `advance` has said `done`: the metrics, then one
   * check after another. Answers whether there was one. Each may be code of users' own that never
   * ends: a check whose call was broken off is undecided. Throws OwnCodeError if it was the metrics.
   */
  settle(): boolean {
    if (this.#measured === 'under-way')
      throw new OwnCodeError('a metric did not come to an end and was broken off');
    if (this.#measured === null) {
      this.#measured = 'under-way';
      this.#measured = this.#metrics.finish(this.#engine.nowNs);
      return true;
    }
    return this.#checks.endNext(this.#ending, this.plan.healNs);
  }

  /** The check that `settle` comes to next; null: none. */
  get unsettled(): CheckPlan | null {
    return this.#measured === null ? null : this.#checks.next;
  }

  #settled(): MetricReport[] {
    while (this.settle());
    const measured = this.#measured;
    invariant(measured !== null && measured !== 'under-way', 'the metrics are known');
    this.#metrics.demandSound();
    return measured;
  }

  /** What the run is judged by. Call once, when `advance` has said `done`, and not `finish` too. */
  judge(): Judgement {
    this.#settled();
    const checks = this.#verdicts();
    const { scenario, seed } = this.plan;
    const coverage = this.#schedule.coverage();
    return { scenario, seed, checks, coverage, trace: this.#traced() };
  }

  get #ending(): RunEnding {
    const { leftModelAt } = this.#schedule.model;
    const { nowNs, stopped } = this.#engine;
    return { endNs: nowNs, stopped, leftModelNs: leftModelAt };
  }

  #verdicts(): CheckReport[] {
    return this.#checks.finish(this.#ending, this.plan.healNs);
  }

  #traced(): TraceReport {
    const { rows, blocks } = this.#engine.trace.summary();
    return {
      events: rows,
      digest: `sha256:${this.#options.host.hash(blockBytes(blocks))}`,
      checkpoints: checkpointsOf(blocks),
    };
  }

  /** The run's report. Call once, when `advance` has said `done`. */
  finish(): Run {
    const endNs = this.#engine.nowNs;
    const metrics = this.#settled();
    const checks = this.#verdicts();
    const story = this.#story?.tell(checks) ?? [];
    this.messages = this.#story?.messages(story, checks) ?? [];
    return assembleRun(this.plan, this.#options.file, {
      steer: this.#options.steer ?? null,
      stopped: this.stopped,
      checks,
      faults: this.#schedule.reports(),
      schedule: this.#schedule.scheduled(),
      coverage: this.#schedule.coverage(),
      nemesis: this.#schedule.nemesis?.report() ?? null,
      ledger: ledgerOf(this.#history.attempts),
      metrics,
      story,
      notes: [
        ...this.#stopNotes(endNs),
        ...this.#modelNotes(),
        ...this.#breakdownNotes(),
        ...this.#notes,
        ...this.#checks.notes(),
      ],
      trace: this.#traced(),
    });
  }

  /** How far it came: at the very beginning, a program that keeps time from passing is near. */
  #stopNotes(endNs: number): string[] {
    if (this.stopped === null) return [];
    const [end, duration] = [printInstant(endNs), printDuration(this.plan.durationNs)];
    return [`the run was stopped at ${end} of ${duration} of virtual time`];
  }

  #modelNotes(): string[] {
    const { leftModelAt, reason } = this.#schedule.model;
    if (leftModelAt === null) return [];
    return [`the schedule left the declared model at ${printInstant(leftModelAt)}: ${reason}`];
  }

  /** Who broke down by itself again and again: a story shows only the first few of so many. */
  #breakdownNotes(): string[] {
    return this.#world.machines.flatMap(({ id, breakdowns }) => {
      const { count = 0, why } = breakdowns ?? {};
      return count > 1 ? [`${id} broke down by itself ${count} times, the last time: ${why}`] : [];
    });
  }

  /** The state that a node's program named, for whoever looks. */
  statesOf(id: string): readonly Value[] {
    const process = this.#world.machineOf(id)?.process;
    return (process?.states ?? []) as readonly Value[];
  }
}
