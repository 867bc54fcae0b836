import { invariant } from '../base/errors.ts';
import { compareNatural, sortedBy } from '../base/order.ts';
import type { NodeId, TrueTime, Value } from '../base/units.ts';
import { printInstant } from '../base/time.ts';
import { eventClass } from '../engine/agenda.ts';
import type { FaultSeen } from '../library/checks/define.ts';
import type { FaultPlan } from '../scenario/plan/fault.ts';
import type { RunPlan } from '../scenario/scenario.ts';
import type { SentenceState } from '../scenario/sentence/state.ts';
import type { Crossing } from '../world/network/wire-verbs.ts';
import type { World } from '../world/world.ts';
import { outsideCore } from './checks/core.ts';
import type { RunEvents } from './events/events.ts';
import { Beginnings } from './faults/timing/beginnings.ts';
import { FaultPlayer } from './faults/player.ts';
import type { PlayerScene } from './faults/player.ts';
import { lastingOf } from './faults/lasting.ts';
import { reportOf, scheduleOf } from './faults/scheduled.ts';
import { Selection } from './faults/targets/selection.ts';
import { SentenceWatch } from './faults/timing/sentence-watch.ts';
import { LiveState } from './faults/state.ts';
import type { Strike } from './faults/strike.ts';
import { faultEvents } from './faults/timing/trigger.ts';
import { Renewals } from './faults/timing/renewals.ts';
import { gstOf, ModelWatch } from './model-watch.ts';
import { Nemesis } from './nemesis/nemesis.ts';
import type { NemesisScene } from './nemesis/nemesis.ts';
import { outagesOf } from './nemesis/outages.ts';
import type { Coverage, FaultReport, ScheduledFault } from './report/report.ts';
import { Roles } from './roles.ts';

/** Plays the faults of a run on its world, and keeps what they did. */
export class FaultSchedule {
  readonly roles: Roles;
  readonly model: ModelWatch;
  /** What sentences see. */
  readonly sentenceState: SentenceState;
  /** Follows sentences through the run. */
  readonly sentences: SentenceWatch;
  readonly selection: Selection;
  /** Whether the instant `heal` has come. */
  healed = false;
  /** From when on the bounds of a partially synchronous model hold; null: never said. */
  readonly gstNs: number | null;
  readonly #plan: RunPlan;
  readonly #world: World;
  readonly #events: RunEvents;
  /** Null when the scenario has none. */
  readonly nemesis: Nemesis | null;
  readonly #scheduled: readonly FaultPlayer[];
  /** Those that are processes of renewal. */
  readonly #renewals: readonly Renewals[];
  /** Those of the file, and those that were drawn. */
  readonly #players = new Map<string, FaultPlayer>();
  readonly #playerScene: PlayerScene;
  readonly #beginnings: Beginnings;
  readonly #active = new Set<Strike>();
  readonly #liars = new Set<NodeId>();

  constructor(plan: RunPlan, world: World, events: RunEvents) {
    this.#plan = plan;
    this.#world = world;
    this.#events = events;
    this.gstNs = gstOf(plan);
    this.roles = new Roles(plan, events);
    this.model = new ModelWatch(plan, world, events);
    this.sentenceState = new LiveState(world, this.roles, this);
    this.sentences = new SentenceWatch(world.engine, events, this.sentenceState);
    this.selection = new Selection(world, this.roles, events);
    this.roles.onChange(() => this.sentences.touch());
    this.#beginnings = new Beginnings(world.engine);
    this.#playerScene = this.#scene();
    const play = (fault: FaultPlan): FaultPlayer => this.#playNow(fault);
    const scene = { world, selection: this.selection, play };
    this.#renewals = plan.faults.flatMap((fault) =>
      fault.wears === undefined ? [] : new Renewals(fault, fault.wears, scene),
    );
    this.#scheduled = plan.faults
      .filter(({ wears }) => wears === undefined)
      .map((fault) => this.#add(fault));
    this.nemesis = plan.nemesis === null ? null : new Nemesis(plan.nemesis, this.#nemesisScene());
  }

  #add(fault: FaultPlan): FaultPlayer {
    const player = new FaultPlayer(fault, this.#playerScene);
    this.#players.set(fault.id, player);
    return player;
  }

  /** Begins; call it before the first event. */
  start(): void {
    const { healNs } = this.#plan;
    // The first end of its instant: all that is not forever ends here, in natural order of ids.
    if (healNs !== null) {
      this.#world.engine.schedule(healNs, eventClass.faultEnd, () => this.#heal());
    }
    this.model.start();
    for (const player of this.#scheduled) player.start();
    for (const renewals of this.#renewals) renewals.start();
    this.nemesis?.start();
  }

  /** Begins a fault of the file at this moment, also inside a step. Throws when there is none of that id. */
  strikeNow(id: string): void {
    const player = this.#players.get(id);
    invariant(player !== undefined, `there is no fault ${id}`);
    player.startNow();
  }

  /** Whether an occurrence of a fault is in effect. */
  isActive(id: string): boolean {
    return this.#players.get(id)?.isActive ?? this.isDrawnActive(id);
  }

  /** Whether a fault that was drawn from one of the pool is in effect. */
  isDrawnActive(from: string): boolean {
    for (const strike of this.#active) if (strike.plan.drawnFrom === from) return true;
    return false;
  }

  /** Every strike that is in effect now. */
  get active(): Iterable<Strike> {
    return this.#active;
  }

  /** Whether some fault has made a node lie. */
  isLiar(node: NodeId): boolean {
    return this.#liars.has(node);
  }

  /** Whether some fault keeps the process of a node from running. */
  isHeldDown(node: NodeId): boolean {
    for (const strike of this.#active) if (strike.blocked?.down.has(node)) return true;
    const { outages } = this.#world;
    return outages.keepsDown(this.#world.indexOf(node));
  }

  /** What each strike did, in order of time, then of ids. */
  reports(): FaultReport[] {
    return this.#strikes().map(reportOf);
  }

  /** The schedule as it was played: every strike with its instant, length and targets. */
  scheduled(): ScheduledFault[] {
    return scheduleOf(this.#strikes());
  }

  /** What each fault of the scenario really did, and each of the pool. */
  coverage(): Coverage[] {
    const own = [...this.#scheduled, ...this.#renewals];
    const told = sortedBy(own, ({ plan }) => plan.id, compareNatural).map((one) => one.coverage());
    return [...told, ...(this.nemesis?.coverage() ?? [])];
  }

  #strikes(): Strike[] {
    return sortedBy(
      [...this.#players.values()].flatMap(({ strikes }) => strikes),
      ({ fromNs }) => fromNs,
    );
  }

  #heal(): void {
    this.healed = true;
    this.nemesis?.stop();
    if (this.#plan.healsCore === true) this.#leaveOutside();
    for (const renewals of this.#renewals) renewals.stop();
    const ids = [...this.#players.keys()].sort(compareNatural);
    for (const id of ids) this.#players.get(id)?.heal();
    this.sentences.touch();
    this.#events.healed();
  }

  /** Draws a core; what is wrong with the others goes on, and has no end. */
  #leaveOutside(): void {
    const { engine, ids } = this.#world;
    const outside = outsideCore(this.#plan, (subject, options) => engine.choose(subject, options));
    const scene = { nowNs: engine.nowNs, all: ids };
    const lasting = [...this.#active].flatMap((strike) => lastingOf(strike, outside, scene) ?? []);
    for (const plan of sortedBy(lasting, ({ id }) => id, compareNatural)) {
      engine.schedule(engine.nowNs, eventClass.faultBegin, () => this.#playNow(plan));
    }
    const left = [...outside].sort(compareNatural).join(', ');
    this.#events.noted(
      `only a core is mended at ${printInstant(engine.nowNs)}: what is wrong with ${left} then lasts`,
    );
  }

  #scene(): PlayerScene {
    return {
      world: this.#world,
      verbs: this.#world.verbs,
      events: this.#events,
      model: this.model,
      selection: this.selection,
      sentences: this.sentences,
      gstNs: this.gstNs,
      healNs: this.#plan.healNs,
      beginnings: this.#beginnings,
      isHeldDown: (node) => this.isHeldDown(node),
      began: (strike) => this.#began(strike),
      ended: (strike) => this.#ended(strike),
      hitNode: (strike, node) => this.#hitNode(strike, node),
      hitLink: (strike, from, to) => this.#hitLink(strike, from, to),
      repeating: { by: null },
      hitMessage: (strike, message) => this.#hitMessage(strike, message),
    };
  }

  #nemesisScene(): NemesisScene {
    return {
      plan: this.#plan,
      world: this.#world,
      selection: this.selection,
      sentenceState: this.sentenceState,
      isHeldDown: (node) => this.isHeldDown(node),
      outages: () => outagesOf(this.#scheduled, this.#ofTheFile(), this.#world, this.selection),
      play: (fault) => this.#playNow(fault),
      beginnings: this.#beginnings,
    };
  }

  /** Strikes that are in effect and that the nemesis has not drawn. */
  #ofTheFile(): readonly Strike[] {
    const pool = new Set(this.#plan.nemesis?.pool.map(({ fault }) => fault.id));
    return [...this.#active].filter(({ plan }) => !pool.has(plan.drawnFrom ?? ''));
  }

  #playNow(fault: FaultPlan): FaultPlayer {
    const player = this.#add(fault);
    player.startNow();
    return player;
  }

  #began(strike: Strike): void {
    this.#players.get(strike.plan.id)?.strikes.push(strike);
    this.#active.add(strike);
    const { targets, needs } = strike.plan.definition;
    if (targets === 'nodes' && needs.failures === 'byzantine') {
      for (const node of strike.nodes) this.#liars.add(node);
    }
    this.#tell(strike, 'began', strike.targets, null, { targets: strike.targets });
    this.model.began(strike);
  }

  #ended(strike: Strike): void {
    this.#active.delete(strike);
    strike.untilNs = this.#world.engine.nowNs;
    this.model.ended(strike);
    this.#tell(strike, 'ended', strike.targets, null, { targets: strike.targets });
    this.nemesis?.ended();
  }

  #hitNode(strike: Strike, node: NodeId): void {
    strike.touched += 1;
    this.#tell(strike, 'hit', [node], node, { node });
  }

  #hitLink(strike: Strike, from: NodeId, to: NodeId): void {
    strike.touched += 1;
    this.#tell(strike, 'hit', [`${from} -> ${to}`], from, { from, to });
  }

  #hitMessage(strike: Strike, { id, from, to, kindName }: Crossing): void {
    strike.touchedMessage(id);
    this.#tell(strike, 'hit', [`${from} -> ${to}`], from, { from, to, message: kindName });
  }

  #tell(
    strike: Strike,
    edge: FaultSeen['edge'],
    targets: readonly string[],
    node: NodeId | null,
    about: { readonly [key: string]: Value },
  ): void {
    const { id, definition } = strike.plan;
    const { engine } = this.#world;
    const event = faultEvents[edge];
    const seq = engine.trace.record(event, -1, -1, id, { fault: definition.name, ...about });
    this.#events.faultSeen({
      seq,
      at: engine.nowNs as TrueTime,
      node: node ?? '',
      incarnation: (node === null ? null : this.#world.machineOf(node)?.incarnation) ?? 0,
      event,
      data: { id, fault: definition.name, edge, targets },
    });
  }
}
