import { sortedBy } from '../base/order.ts';
import type { NodeId, TrueTime, Value } from '../base/units.ts';
import { eventClass } from '../engine/agenda.ts';
import type { FaultSeen } from '../library/checks/define.ts';
import type { RunPlan } from '../scenario/scenario.ts';
import type { SentenceState } from '../scenario/sentence/state.ts';
import type { MessageView } from '../world/rule.ts';
import type { World } from '../world/world.ts';
import type { RunEvents } from './events.ts';
import { FaultPlayer } from './faults/fault-player.ts';
import type { PlayerScene } from './faults/fault-player.ts';
import { reportOf, scheduledOf } from './faults/scheduled.ts';
import { Selection } from './faults/selection.ts';
import { SentenceWatch } from './faults/sentence-watch.ts';
import { LiveState } from './faults/state.ts';
import type { Strike } from './faults/strike.ts';
import { faultEvents } from './faults/trigger.ts';
import { gstOf, ModelWatch } from './model-watch.ts';
import type { Coverage, FaultReport, ScheduledFault } from './report.ts';
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
  readonly #players: readonly FaultPlayer[];
  readonly #playerById: ReadonlyMap<string, FaultPlayer>;
  readonly #active = new Set<Strike>();

  constructor(plan: RunPlan, world: World, events: RunEvents) {
    this.#plan = plan;
    this.#world = world;
    this.#events = events;
    this.gstNs = gstOf(plan);
    this.roles = new Roles(plan, events);
    this.model = new ModelWatch(plan, world.engine);
    this.sentenceState = new LiveState(world, this.roles, this);
    this.sentences = new SentenceWatch(world.engine, events, this.sentenceState);
    this.selection = new Selection(world, this.roles, events);
    this.roles.changed = () => this.sentences.touch();
    const scene = this.#scene();
    this.#players = plan.faults.map((fault) => new FaultPlayer(fault, scene));
    this.#playerById = new Map(this.#players.map((player) => [player.plan.id, player]));
  }

  /** Begins; call it before the first event. */
  start(): void {
    const { healNs } = this.#plan;
    // The first end of its instant: all that is not forever ends here, in natural order of ids.
    if (healNs !== null) {
      this.#world.engine.schedule(healNs, eventClass.faultEnd, () => this.#heal());
    }
    this.model.start();
    for (const player of this.#players) player.start();
  }

  /** Whether an occurrence of a fault is in effect. */
  isActive(id: string): boolean {
    return this.#playerById.get(id)?.isActive ?? false;
  }

  /** Every strike that is in effect now. */
  get active(): Iterable<Strike> {
    return this.#active;
  }

  /** Whether some fault keeps the process of a node from running. */
  isHeldDown(node: NodeId): boolean {
    for (const strike of this.#active) if (strike.blocked?.down.has(node)) return true;
    return false;
  }

  /** What each strike did, in order of time, then of ids. */
  reports(): FaultReport[] {
    return this.#strikes().map(reportOf);
  }

  /** The schedule as it was played: every strike with its instant, length and targets. */
  scheduled(): ScheduledFault[] {
    return this.#strikes().map(scheduledOf);
  }

  /** What each fault of the scenario really did, in natural order of ids. */
  coverage(): Coverage[] {
    return this.#players.map((player) => player.coverage());
  }

  #strikes(): Strike[] {
    return sortedBy(
      this.#players.flatMap(({ strikes }) => strikes),
      ({ fromNs }) => fromNs,
    );
  }

  #heal(): void {
    this.healed = true;
    for (const player of this.#players) player.heal();
    this.sentences.touch();
    this.#events.healed();
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
      isHeldDown: (node) => this.isHeldDown(node),
      began: (strike) => this.#began(strike),
      ended: (strike) => this.#ended(strike),
      hitNode: (strike, node) => this.#hitNode(strike, node),
      hitMessage: (strike, message) => this.#hitMessage(strike, message),
    };
  }

  #began(strike: Strike): void {
    this.#playerById.get(strike.plan.id)?.strikes.push(strike);
    this.#active.add(strike);
    this.#tell(strike, 'began', strike.targets, null, { targets: strike.targets });
    this.model.began(strike);
  }

  #ended(strike: Strike): void {
    this.#active.delete(strike);
    strike.untilNs = this.#world.engine.nowNs;
    this.model.ended(strike);
    this.#tell(strike, 'ended', strike.targets, null, { targets: strike.targets });
  }

  #hitNode(strike: Strike, node: NodeId): void {
    strike.touched += 1;
    this.#tell(strike, 'hit', [node], node, { node });
  }

  #hitMessage(strike: Strike, { id, from, to, kindName }: MessageView): void {
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
      incarnation: node === null ? 0 : this.#world.state(node).incarnation,
      event,
      data: { id, fault: definition.name, edge, targets },
    });
  }
}
