import { purpose } from '../../base/draw/draw.ts';
import { OwnCodeError } from '../../base/errors.ts';
import { compareNatural } from '../../base/order.ts';
import { valueText } from '../../base/schema/text.ts';
import { compileSampler, type Distribution } from '../../base/sampler/sampler.ts';
import type { NodeId } from '../../base/units.ts';
import { eventClass } from '../../engine/agenda.ts';
import type { AnyOperation, WorkloadContext } from '../../library/workloads/define.ts';
import { readingRequest, type ReadingRequest } from './reading-request.ts';
import type { StepPlan, WorkloadPlan } from '../../scenario/plan/workload.ts';
import type { TriggerPlan } from '../../scenario/plan/trigger.ts';
import type { Undo } from '../../world/verbs.ts';
import type { World } from '../../world/world.ts';
import type { History } from '../history/history.ts';
import { looking } from '../events/looking.ts';
import { openLoop, periodic, type Arrivals } from './arrivals.ts';
import type { Client } from './client.ts';
import { Operation } from './operation.ts';
import type { Recipient } from './recipient.ts';
import type { Service } from './service.ts';

/** A request with its body. */
type Requested = Pick<AnyOperation, 'op' | 'body'>;

/** What a driver works with. */
export interface DriverParts {
  readonly world: World;
  readonly history: History;
  readonly service: Service;
  /** Calls back once, when a trigger of a step strikes. */
  readonly onTrigger: (trigger: TriggerPlan, strike: () => void) => void;
  /** Calls back whenever a process of this node starts, until that is undone. */
  readonly onStarted: (node: NodeId, started: () => void) => Undo;
  readonly note: (text: string) => void;
  /** The main phase is over and its last operation has completed. */
  readonly mainDone: () => void;
}

/** So many operations of one loop at one instant: there is no end to them. */
const mostAtOnce = 10_000;

/** The requests that a workload names. */
function askedBy({ ops, arrival, definition }: WorkloadPlan): Set<string> {
  const steps = arrival.kind === 'steps' ? arrival.steps : [];
  const own = Object.keys(definition.operations ?? {});
  return new Set([...[...ops, ...steps].map(({ op }) => op), ...own]);
}

/** Plays one workload: its main phase, then silence (`settle`), then the final read. */
export class WorkloadDriver {
  readonly #plan: WorkloadPlan;
  readonly #parts: DriverParts;
  readonly #context: WorkloadContext;
  readonly #reading: ReadingRequest | null;
  readonly #keys = new Set<string>();
  #started = 0;
  #underWay = 0;
  /** Clients, loops and steps that may still begin something. */
  #sources = 0;

  constructor(plan: WorkloadPlan, parts: DriverParts) {
    this.#plan = plan;
    this.#parts = parts;
    this.#context = parts.service.context;
    this.#reading = plan.finalRead ? readingRequest(this.#context.served, askedBy(plan)) : null;
  }

  /** Operations begun in the main phase. */
  get started(): number {
    return this.#started;
  }

  /** Schedules all that the plan says. Call once, at t = 0. */
  start(): void {
    const { arrival } = this.#plan;
    // One source more, so that the workload is not over before all of its clients have begun.
    this.#sources += 1;
    switch (arrival.kind) {
      case 'rate':
        this.#eachClient((client) =>
          this.#arrive(client, openLoop(arrival, client, this.#plan.atNs)),
        );
        break;
      case 'every':
        this.#eachClient((client) =>
          this.#arrive(client, periodic(arrival.everyNs, this.#plan.atNs)),
        );
        break;
      case 'closed':
        this.#eachClient((client) => {
          for (let loop = 0; loop < arrival.concurrency; loop += 1)
            this.#loop(client, arrival.think);
        });
        break;
      case 'steps':
        for (const step of arrival.steps) this.#step(step);
        break;
    }
    if (this.#plan.finalRead) {
      this.#at(this.#plan.untilNs + this.#plan.settleNs, () => this.#finalRead());
    }
    this.#sourceDone();
  }

  #eachClient(action: (client: Client) => void): void {
    for (const id of this.#plan.from) action(this.#parts.service.client(id));
  }

  #at(atNs: number, action: () => void): void {
    this.#parts.world.engine.schedule(atNs, eventClass.workload, action);
  }

  #isOpenAt(atNs: number): boolean {
    const { untilNs, operations } = this.#plan;
    return atNs < untilNs && (operations === null || this.#started < operations);
  }

  /** An open loop: operations begin at their instants, answered or not. */
  #arrive(client: Client, arrivals: Arrivals): void {
    this.#sources += 1;
    const wait = (): void => {
      const atNs = arrivals();
      if (!this.#isOpenAt(atNs)) {
        this.#sourceDone();
        return;
      }
      this.#at(atNs, () => {
        if (this.#isOpenAt(atNs) && this.#beginNext(client, () => undefined)) wait();
        else this.#sourceDone();
      });
    };
    wait();
  }

  /** A closed loop: the next operation begins a while after the last one has completed. */
  #loop(client: Client, think: Distribution): void {
    this.#sources += 1;
    const pause = compileSampler(think);
    const { world } = this.#parts;
    const { engine } = world;
    let lastNs = -1;
    let atOnce = 0;
    const ask = (): void => {
      const { nowNs } = engine;
      if (!world.isUp(client.id)) return this.#whenUp(client.id, ask);
      atOnce = nowNs === lastNs ? atOnce + 1 : 0;
      lastNs = nowNs;
      if (atOnce === mostAtOnce) return this.#standStill(client.id);
      const began = this.#isOpenAt(nowNs) && this.#beginNext(client, waitAndAsk);
      if (!began) this.#sourceDone();
    };
    const waitAndAsk = (number: number): void => {
      const draw = client.stream.at(purpose.workload, number, 1, 0);
      this.#at(engine.nowNs + pause.sample(draw), ask);
    };
    this.#at(this.#plan.atNs, ask);
  }

  /** A loop without `think` whose operations take no time never lets time go on. */
  #standStill(client: NodeId): void {
    const { world, note } = this.#parts;
    note(`${this.#plan.id}: ${client} is answered in no time, again and again: give it \`think\``);
    world.engine.stop('time-stands-still');
  }

  /** A client that is dead asks nobody: its loop goes on when it is there again. */
  #whenUp(client: NodeId, ask: () => void): void {
    const { untilNs } = this.#plan;
    let waits = true;
    const goOn = (): void => {
      if (!waits) return;
      waits = false;
      undo();
      ask();
    };
    // A process may start within a step: it asks after that.
    const undo = this.#parts.onStarted(client, () =>
      this.#at(this.#parts.world.engine.nowNs, goOn),
    );
    this.#at(untilNs, () => {
      if (!waits) return;
      waits = false;
      undo();
      this.#sourceDone();
    });
  }

  #step(step: StepPlan): void {
    const client = this.#parts.service.client(step.node);
    const recipient =
      step.to === null ? client.recipient : this.#parts.service.recipient(step.to, client.id);
    this.#sources += 1;
    const begin = (): void => {
      this.#started += 1;
      this.#ask(client, client.takeNumber(), step, recipient, 'main', () => undefined);
      this.#sourceDone();
    };
    if (step.atNs !== null) this.#at(step.atNs, begin);
    else if (step.when !== null) {
      // A trigger may strike inside the step of a program: the operation begins after it.
      this.#parts.onTrigger(step.when, () => this.#at(this.#parts.world.engine.nowNs, begin));
    }
  }

  /** Begins what the workload's definition wants next; false when it wants no more. */
  #beginNext(client: Client, done: (number: number) => void): boolean {
    const number = client.takeNumber();
    const { definition, config } = this.#plan;
    const next: AnyOperation | null = looking(
      () => definition.next(client, number, config, this.#context),
      (reason) => this.#parts.world.broken(this.#thrown(reason)),
    );
    if (next === null) return false;
    this.#started += 1;
    const recipient =
      next.to === undefined ? client.recipient : this.#parts.service.fixed(next.to, client.id);
    this.#ask(client, number, next, recipient, 'main', done);
    return true;
  }

  #thrown(reason: unknown): Error {
    if (reason instanceof Error) return reason;
    return new OwnCodeError(`the workload ${this.#plan.kind} threw ${valueText(reason)}`);
  }

  #ask(
    client: Client,
    number: number,
    { op, body }: Requested,
    recipient: Recipient,
    phase: 'main' | 'final-read',
    done: (number: number) => void,
  ): void {
    const { retries } = client;
    if (phase === 'main') {
      this.#underWay += 1;
      this.#remember(body);
    }
    const asked = { client: client.id, number, op, body, phase, recipient, retries };
    new Operation(this.#plan, this.#parts, asked, () => {
      if (phase === 'main') this.#underWay -= 1;
      done(number);
      this.#tellIfDone();
    }).begin();
  }

  #sourceDone(): void {
    this.#sources -= 1;
    this.#tellIfDone();
  }

  #tellIfDone(): void {
    if (this.#sources !== 0 || this.#underWay > 0) return;
    // Told once: negative from now on.
    this.#sources = -1;
    this.#parts.mainDone();
  }

  /** Keeps the keys that were asked for: the final read asks for each of them. */
  #remember(body: object): void {
    const field = this.#reading?.key ?? null;
    const key: unknown = field === null ? null : (body as { [field: string]: unknown })[field];
    if (typeof key === 'string') this.#keys.add(key);
  }

  #finalRead(): void {
    if (this.#reading === null) {
      this.#parts.note(`${this.#plan.id}: no final read, for no request reads by a key alone`);
      return;
    }
    const { op, key } = this.#reading;
    const bodies =
      key === null ? [{}] : [...this.#keys].sort(compareNatural).map((k) => ({ [key]: k }));
    for (const id of this.#clients()) {
      const client = this.#parts.service.client(id);
      for (const body of bodies) {
        this.#ask(
          client,
          client.takeNumber(),
          { op, body },
          client.recipient,
          'final-read',
          () => undefined,
        );
      }
    }
  }

  /** All that took part: a script's steps may name clients of their own. */
  #clients(): readonly NodeId[] {
    const { arrival, from } = this.#plan;
    if (arrival.kind !== 'steps') return from;
    return [...new Set(arrival.steps.map(({ node }) => node))].sort(compareNatural);
  }
}
