import type { Judgement } from '../run/checks/judgement.ts';
import type { Run } from '../run/report/report.ts';
import type { Simulation } from '../run/simulation.ts';
import { OwnCodeError } from '../base/errors.ts';
import { checks } from '../library/checks/index.ts';
import { usualBudget } from '../library/checks/operations/one-copy.ts';
import type { Model } from '../library/models/define.ts';
import { models } from '../library/models/index.ts';
import type { CheckPlan } from '../scenario/plan/check.ts';
import { running } from '../world/machine/running.ts';
import { endOnlooking, tellOnlooker } from './guard/onlookers.ts';
import type { EventLoop } from './host/event-loop.ts';
import type { NodeHost } from './host/host.ts';
import { SharedListener } from './host/shared-listener.ts';
import { longestStepMs } from './limits.ts';
import { MemoryWatch } from './memory-watch.ts';
import { endsWithin } from './time-limit.ts';

/** Wall time for which events are played before the event loop gets its turn. */
const sliceMs = { live: 8, headless: 50 } as const;

const mostEvents = 4096;

const rejections = new SharedListener('unhandledRejection');

/** Someone who watches runs and says how fast they go. */
export interface Viewer {
  /** Wall time between two frames. */
  readonly frameMs: number;
  /** Looks at the run, if a frame is due; the last one of a run with `isOver`. */
  look(simulation: Simulation, nowMs: number, isOver: boolean): void;
  /** Up to which instant events may be played now; Infinity: as fast as possible. */
  limitNs(simulation: Simulation, nowMs: number): number;
  /** Takes one request for a single event, made while paused. */
  takeStep(): boolean;
}

/** How runs are played. */
export interface DriverOptions {
  readonly host: NodeHost;
  readonly viewer: Viewer | null;
  /** Wall time after which everything is stopped; null: never. */
  readonly maxWallMs: number | null;
  /** Whether a run that did not end stops those after it too. */
  readonly stopsAll: boolean;
  /** Told of a rejection that nobody handles and that belongs to no node. */
  readonly onStray: (reason: unknown) => void;
  /** Told of what was broken off because it did not end: `a step of n1`. */
  readonly onEndless: (what: string) => void;
}

/** Whether neither a check nor its model is of the user's own. */
function isOfLibrary({ definition, config }: CheckPlan): boolean {
  const model = Reflect.get(config, 'model') as Model | undefined;
  const isKnownModel = model === undefined || models.get(model.name) === model;
  return isKnownModel && checks.get(definition.name) === definition;
}

/**
 * Real time in ms that the judgement of a check may take; null: of none. The library's own ends by
 * itself, and its verdict may not depend on how fast a machine is. A scenario that grants a search more
 * steps than usual grants it as much more time.
 */
function longestJudgementMs(check: CheckPlan | null): number {
  if (check !== null && isOfLibrary(check)) return Infinity;
  const budget: unknown = check === null ? null : Reflect.get(check.config, 'budget');
  return longestStepMs * (typeof budget === 'number' ? Math.max(1, budget / usualBudget) : 1);
}

/**
 * Plays simulations from plain macrotasks: microtasks of programs can be run at once only there.
 * Between slices the event loop has its turn, for signals, keys and frames.
 */
export class Driver {
  readonly #options: DriverOptions;
  readonly #loop: EventLoop;
  readonly #deadlineMs: number;
  #stopReason: string | null = null;
  /** Why this run alone is stopped. */
  #brokenOff: string | null = null;
  #events = 64;
  readonly #memory = new MemoryWatch();

  constructor(options: DriverOptions) {
    this.#options = options;
    this.#loop = options.host.eventLoop;
    this.#deadlineMs =
      options.maxWallMs === null ? Infinity : this.#loop.nowMs() + options.maxWallMs;
  }

  /** Why everything was stopped; null when it was not. */
  get stopReason(): string | null {
    return this.#stopReason;
  }

  /** Stops the run that is played, and every later one at its beginning. The first reason counts. */
  stop(reason: string): void {
    this.#stopReason ??= reason;
  }

  /** Makes what will be played; `watch` of users' checks and metrics runs in there, as in a run. */
  made(make: () => Simulation): Simulation {
    if (!this.#options.host.guard.isInstalled) return make();
    let simulation: Simulation | null = null;
    this.#endsInTime(longestStepMs, () => (simulation = this.#guarded(make)));
    // Assigned in there, which the compiler does not see.
    const done = simulation as Simulation | null;
    if (done !== null) return done;
    throw new OwnCodeError(
      '`watch` of a check or metric did not come to an end and was broken off',
    );
  }

  /** Plays a run to its end and answers its report. Works from any context, asynchronous or not. */
  play(simulation: Simulation): Promise<Run> {
    return this.#play(simulation, () => simulation.finish());
  }

  /** Plays a run to its end and answers what it is judged by. */
  judge(simulation: Simulation): Promise<Judgement> {
    return this.#play(simulation, () => simulation.judge());
  }

  #play<T>(simulation: Simulation, finish: () => T): Promise<T> {
    const { host } = this.#options;
    const loop = this.#loop;
    this.#brokenOff = null;
    this.#memory.reset();
    return new Promise((resolve, reject) => {
      const unhandled = (reason: unknown, promise: unknown): void => {
        if (tellOnlooker(promise, reason)) return;
        // As in Node, where it would end the process: here it ends the process of that node.
        if (running.process !== null) running.process.fail(reason);
        else this.#options.onStray(reason);
      };
      const watches = host.guard.isInstalled;
      const end = (): void => {
        host.guard.isPlaying = false;
        this.#memory.reset();
        // Node tells of the last rejections only after this macrotask.
        if (watches) loop.setImmediate(() => rejections.delete(unhandled));
      };
      const turn = (): void => {
        try {
          const waitMs = watches ? this.#limitedTurn(simulation) : this.#turn(simulation);
          if (waitMs === null) {
            const isWhole = !watches || this.#settle(simulation);
            const finished = this.#guarded(finish);
            // Its events are whole, its verdicts are not.
            if (!isWhole) simulation.stop(this.#stopReason ?? 'endless-step');
            end();
            resolve(finished);
          } else if (waitMs > 0) loop.setTimeout(turn, waitMs);
          else loop.setImmediate(turn);
        } catch (error) {
          end();
          reject(error);
        }
      };
      loop.setImmediate(() => {
        if (watches) rejections.add(unhandled);
        host.prepare();
        turn();
      });
    });
  }

  /** A slice with users' code in it, which may loop for ever: the world then stops where it stood. */
  #limitedTurn(simulation: Simulation): number | null {
    let waitMs: number | null = 0;
    const ended = this.#endsInTime(longestStepMs, () => {
      waitMs = this.#turn(simulation);
    });
    if (ended) return waitMs;
    const node = running.process?.machine.id ?? null;
    this.#options.onEndless(node === null ? 'something' : `a step of ${node}`);
    // Its step was not closed.
    running.process = null;
    return 0;
  }

  /**
   * What verdicts need, with users' models and checks in it: one that loops for ever is undecided.
   * Answers whether all came to their end.
   */
  #settle(simulation: Simulation): boolean {
    const { onEndless } = this.#options;
    let isWhole = true;
    let isLeft: boolean;
    do {
      // Behind one that was broken off the next one is due.
      isLeft = true;
      const check = simulation.unsettled;
      const ended = this.#endsInTime(longestJudgementMs(check), () => {
        isLeft = this.#guarded(() => simulation.settle());
      });
      if (ended) continue;
      isWhole = false;
      onEndless(check === null ? 'something' : `the judgement of ${check.id}`);
    } while (isLeft);
    // What it left to microtasks may fail, and then it cannot judge: verdicts wait for that.
    const { host } = this.#options;
    if (this.#endsInTime(longestStepMs, () => this.#guarded(host.drain))) return isWhole;
    onEndless('something');
    return false;
  }

  /** Whether an action ended by itself, within a limit and before the deadline; else all is stopped. */
  #endsInTime(limitMs: number, action: () => void): boolean {
    const leftMs = this.#deadlineMs - this.#loop.nowMs();
    if (endsWithin(leftMs > 0 && leftMs < limitMs ? leftMs : limitMs, action)) return true;
    // What was broken off ran no `finally`.
    endOnlooking();
    this.#options.host.guard.isPlaying = false;
    this.#breakOff(this.#loop.nowMs() > this.#deadlineMs ? 'max-wall' : 'endless-step');
    return false;
  }

  #breakOff(reason: string): void {
    if (this.#options.stopsAll) this.stop(reason);
    else this.#brokenOff ??= reason;
  }

  /** One slice. The wall time to wait until the next one, or null when the run is over. */
  #turn(simulation: Simulation): number | null {
    const { host, viewer } = this.#options;
    const startMs = this.#loop.nowMs();
    if (startMs > this.#deadlineMs) this.stop('max-wall');
    if (this.#memory.runsOut()) this.#breakOff('max-memory');
    const reason = this.#stopReason ?? this.#brokenOff;
    if (reason !== null) simulation.stop(reason);
    const limitNs = viewer === null ? Infinity : viewer.limitNs(simulation, startMs);
    const endMs = startMs + (viewer === null ? sliceMs.headless : sliceMs.live);
    host.guard.isPlaying = true;
    let progress = this.#advance(simulation, limitNs);
    let nowMs = this.#loop.nowMs();
    while (progress === 'more' && nowMs < endMs) {
      const beforeMs = nowMs;
      progress = this.#advance(simulation, limitNs);
      nowMs = this.#loop.nowMs();
      this.#adapt(nowMs - beforeMs);
    }
    // What a program left to microtasks runs after we return, and is guarded too.
    host.guard.isPlaying = progress === 'drain';
    if (progress === 'drain') return 0;
    viewer?.look(simulation, nowMs, progress === 'done');
    if (progress === 'done') return null;
    return progress === 'wait' ? (viewer?.frameMs ?? 0) : 0;
  }

  #advance(simulation: Simulation, limitNs: number): 'done' | 'more' | 'drain' | 'wait' {
    if (limitNs === Infinity) return simulation.advance(this.#events);
    if (simulation.stopped === null && simulation.nextNs > limitNs) {
      return this.#options.viewer?.takeStep() ? simulation.advance(1) : 'wait';
    }
    return simulation.advance(1);
  }

  /** Finds how many events take about a millisecond, so that slices end in time. */
  #adapt(tookMs: number): void {
    if (tookMs < 1 && this.#events < mostEvents) this.#events *= 2;
    else if (tookMs > 4 && this.#events > 1) this.#events = Math.ceil(this.#events / 2);
  }

  #guarded<T>(finish: () => T): T {
    const { guard } = this.#options.host;
    guard.isPlaying = true;
    try {
      return finish();
    } finally {
      guard.isPlaying = false;
    }
  }
}

/** A driver that nobody watches and no clock stops: for commands that play runs to look into them. */
export function quietDriver(host: NodeHost): Driver {
  const driver = new Driver({
    host,
    viewer: null,
    maxWallMs: null,
    stopsAll: false,
    onStray: () => driver.stop('unhandled-rejection'),
    onEndless: () => undefined,
  });
  return driver;
}
