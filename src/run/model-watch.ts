import { compileSampler } from '../base/sampler/sampler.ts';
import { printDuration, printInstant } from '../base/time.ts';
import type { NodeId } from '../base/units.ts';
import { eventClass } from '../engine/agenda.ts';
import type { Engine } from '../engine/engine.ts';
import type { RunPlan, SystemModel } from '../scenario/scenario.ts';
import type { NodeSelector } from '../scenario/selector.ts';
import type { ProcessChange } from '../library/checks/define.ts';
import type { MessageView } from '../world/network/rule.ts';
import type { Ruling, Undo } from '../world/verbs.ts';
import type { World } from '../world/world.ts';
import type { RunEvents } from './events/events.ts';
import { extentOf } from './faults/targets/extent.ts';
import type { Strike } from './faults/strike.ts';

/** Failures, each including those before it. */
const failureOrder = ['crash-stop', 'crash-recovery', 'omission', 'byzantine'] as const;
type Failures = (typeof failureOrder)[number];

/** From when on the bounds of a partially synchronous model hold; null when that is never said. */
export function gstOf(plan: RunPlan): number | null {
  if (plan.model?.timing !== 'partially-synchronous') return null;
  return plan.model.gstNs ?? plan.healNs;
}

/** What a strike adds to the rate of a clock, and what its oscillator is off by itself. */
interface Drift {
  readonly strike: Strike;
  readonly ppb: number;
  readonly ownPpb: number;
}

/**
 * Follows the schedule against the declared system model and keeps the first instant at which it
 * left it. What is bounded (a pause, a drift, a delay) is judged by what it really did.
 */
export class ModelWatch {
  readonly #plan: RunPlan;
  readonly #world: World;
  readonly #engine: Engine;
  readonly #model: SystemModel | null;
  readonly #gstNs: number | null;
  readonly #active = new Set<Strike>();
  /** Those that hold processes down, or have. */
  readonly #takesDown = new WeakSet<Strike>();
  /** Whose messages a strike has acted on, where that was not known when it began. */
  readonly #senders = new WeakMap<Strike, Set<NodeId>>();
  /** What bends the clock of each node, in the order in which it began. */
  readonly #drifts = new Map<NodeId, Set<Drift>>();
  /** Since when each node that is paused stands still, by its place. */
  readonly #stillSinceNs = new Map<number, number>();
  readonly #latestNs: number[] = [];
  #delayed = { id: -1, ns: 0 };
  /** When the schedule first left the model; null: it never did. */
  leftModelAt: number | null = null;
  /** What left it, in words. */
  reason: string | null = null;

  constructor(plan: RunPlan, world: World, events: RunEvents) {
    this.#plan = plan;
    this.#world = world;
    this.#engine = world.engine;
    this.#model = plan.model;
    this.#gstNs = gstOf(plan);
    if (plan.model?.timing !== 'synchronous') return;
    events.onProcess((index, change) => this.#changed(index, change));
  }

  /** Before the run begins. */
  start(): void {
    if (this.#gstNs === null) return;
    this.#engine.schedule(this.#gstNs, eventClass.plannedBegin, () => {
      for (const strike of this.#active) this.#judgeAfterGst(strike);
    });
  }

  /** A strike begins. */
  began(strike: Strike): void {
    if (this.#model === null || strike.plan.outsideCore === true) return;
    this.#active.add(strike);
    this.#judgeFailures(strike);
    this.#countSoon();
    if (this.#model.timing === 'partially-synchronous') {
      if (strike.plan.definition.needs.timing === 'asynchronous') {
        this.#leave(`${strike.plan.id} needs an asynchronous model`);
      }
      if (this.#gstNs !== null && this.#engine.nowNs >= this.#gstNs) this.#judgeAfterGst(strike);
    }
  }

  /** A strike is over. */
  ended(strike: Strike): void {
    this.#active.delete(strike);
    for (const node of strike.blocked?.down ?? []) this.letUp(strike, node);
  }

  /** It takes a process down. */
  tookDown(strike: Strike): void {
    this.#takesDown.add(strike);
    this.#countSoon();
  }

  /** It lets a process up again. Of one whose end was known that was judged when it began. */
  letUp(strike: Strike, node: NodeId): void {
    if (strike.endsNs !== null || this.#model?.failures !== 'crash-stop') return;
    for (const one of this.#active) if (one.blocked?.down.has(node) === true) return;
    this.#leave(`${strike.plan.id} brings ${node} back, which crash-stop does not have`);
  }

  /** Pauses that overlap are one: it stands still from the first of them on until all are over. */
  #changed(index: number, change: ProcessChange): void {
    if (change !== 'paused') this.#stillSinceNs.delete(index);
    else if (!this.#stillSinceNs.has(index)) this.#standsStill(index);
  }

  #standsStill(index: number): void {
    const { nowNs } = this.#engine;
    this.#stillSinceNs.set(index, nowNs);
    const allowedNs = this.#model?.bound?.pauseNs ?? 0;
    // How long it lasts shows when so much of it is over: until then anything may end it.
    this.#engine.schedule(nowNs + allowedNs, eventClass.change, () => {
      if (this.#stillSinceNs.get(index) !== nowNs) return;
      const node = this.#world.ids[index] as NodeId;
      const last = [...this.#active].findLast((one) => one.blocked?.paused.has(node) === true);
      if (last === undefined) return;
      this.#untimely(last, `${last.plan.id} stops a process longer than the model allows`);
    });
  }

  /** It changes the rate of a clock until the undo. */
  drifting(strike: Strike, node: NodeId, rate: { ppb: number; ownPpb: number }): Undo {
    const drift = { strike, ...rate };
    const drifts = this.#drifts.get(node) ?? new Set();
    this.#drifts.set(node, drifts.add(drift));
    this.#judgeDrift(node);
    return () => {
      drifts.delete(drift);
      // What is left may have been made up for until now.
      if (drifts.size > 0) this.#judgeDrift(node);
    };
  }

  /** After all that begins and ends in this instant. */
  #judgeDrift(node: NodeId): void {
    if (this.#model?.timing !== 'synchronous') return;
    const bound = this.#model.bound?.driftPpb ?? null;
    this.#engine.schedule(this.#engine.nowNs, eventClass.change, () => {
      const drifts = [...(this.#drifts.get(node) ?? [])];
      const last = drifts.at(-1);
      if (last === undefined) return;
      const ppb = drifts.reduce((sum, one) => sum + one.ppb, last.ownPpb);
      if (bound !== null && Math.abs(ppb) <= bound) return;
      const { strike } = last;
      this.#untimely(strike, `${strike.plan.id} lets the clock of ${node} drift beyond its bound`);
    });
  }

  /** It cuts links: no message has a bound any more. */
  cut(strike: Strike): void {
    this.#untimely(strike, `${strike.plan.id} cuts links`);
  }

  /** It breaks connections: what was sent on them has no bound any more. */
  reset(strike: Strike): void {
    this.#untimely(strike, `${strike.plan.id} breaks connections`);
  }

  /** It makes something slower: what waits for its turn has no bound any more. */
  slowed(strike: Strike, what: 'links' | 'processes' | 'disks' = 'links'): void {
    this.#untimely(strike, `${strike.plan.id} makes ${what} slower`);
  }

  /** It acted on a message. */
  ruled(strike: Strike, message: MessageView, ruling: Ruling): void {
    this.#struckSender(strike, message.from);
    if (this.#model?.timing !== 'synchronous') return;
    const bound = this.#model.bound?.delayNs ?? null;
    if (bound !== null && typeof ruling === 'object') {
      const latestNs = this.#latestOf(message, ruling);
      if (latestNs <= bound) return;
      const most = printDuration(bound);
      this.#untimely(strike, `${strike.plan.id} may delay ${message.kindName} beyond ${most}`);
      return;
    }
    this.#untimely(strike, `${strike.plan.id} acts on ${message.kindName} without a bound`);
  }

  /** The latest that a message may come, with all that was ruled of it so far. */
  #latestOf(message: MessageView, ruling: Exclude<Ruling, string>): number {
    const { links } = this.#plan;
    const linkClass = links.classOf(message.fromIndex, message.toIndex);
    const latency = links.classes[linkClass]?.latency;
    const slowest = (this.#latestNs[linkClass] ??=
      latency === undefined ? 0 : compileSampler(latency).maxNs);
    if (this.#delayed.id !== message.id) this.#delayed = { id: message.id, ns: slowest };
    if ('delay' in ruling) this.#delayed.ns += ruling.delay;
    if ('factor' in ruling) this.#delayed.ns += slowest * Math.max(0, ruling.factor - 1);
    return this.#delayed.ns;
  }

  /** A strike did what no bound of a synchronous model covers. */
  #untimely(strike: Strike, why: string): void {
    if (this.#model?.timing !== 'synchronous' || strike.plan.outsideCore === true) return;
    if (strike.plan.definition.needs.timing !== undefined) this.#leave(why);
  }

  /** A process that never comes up again has stopped; one that does has recovered. */
  #judgeFailures(strike: Strike): void {
    const allowed = this.#model?.failures ?? null;
    const { definition, params } = strike.plan;
    const needs = definition.needsMore?.(params).failures ?? definition.needs.failures;
    if (allowed === null || needs === undefined) return;
    const needed: Failures =
      needs === 'crash-recovery' && strike.endsNs === null ? 'crash-stop' : needs;
    if (failureOrder.indexOf(needed) <= failureOrder.indexOf(allowed)) return;
    this.#leave(`${strike.plan.id} is a failure that ${allowed} does not have`);
  }

  #struckSender(strike: Strike, sender: NodeId): void {
    if ((this.#model?.atMost ?? null) === null || strike.nodes.includes(sender)) return;
    const senders = this.#senders.get(strike) ?? new Set();
    if (senders.has(sender)) return;
    this.#senders.set(strike, senders.add(sender));
    this.#countSoon();
  }

  /** After all that begins and ends in this instant: only then it shows whom a fault takes down. */
  #countSoon(): void {
    const atMost = this.#model?.atMost ?? null;
    if (atMost === null) return;
    this.#engine.schedule(this.#engine.nowNs, eventClass.change, () => this.#judgeAtMost(atMost));
  }

  #judgeAtMost(atMost: NodeSelector): void {
    const faulty = new Set<NodeId>();
    for (const strike of this.#active) for (const node of this.#faultyBy(strike)) faulty.add(node);
    const { ids, outages } = this.#world;
    // A host that is still to be switched on outlasts its outage.
    ids.forEach((node, index) => outages.keepsDown(index) && faulty.add(node));
    const { nodes, most } = extentOf(atMost, ids);
    const count = nodes.filter((node) => faulty.has(node)).length;
    if (count > most) this.#leave(`${count} nodes are faulty at once, not ${atMost.text} at most`);
  }

  /** Whom a strike makes faulty now: who takes processes down may take one after the other. */
  #faultyBy(strike: Strike): Iterable<NodeId> {
    if (strike.plan.definition.needs.failures === undefined) return [];
    if (this.#takesDown.has(strike)) return strike.blocked?.down ?? [];
    return [...strike.nodes, ...(this.#senders.get(strike) ?? [])];
  }

  #judgeAfterGst(strike: Strike): void {
    if (strike.plan.definition.needs.timing === undefined || this.#gstNs === null) return;
    const since = printInstant(this.#gstNs);
    this.#leave(`${strike.plan.id} is active after ${since}, when the bounds of the model hold`);
  }

  #leave(why: string): void {
    if (this.leftModelAt !== null) return;
    this.leftModelAt = this.#engine.nowNs;
    this.reason = why;
  }
}
