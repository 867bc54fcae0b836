import type { Duration, NodeId } from '../../../base/units.ts';
import { eventClass } from '../../../engine/agenda.ts';
import type { FaultWorld } from '../../../library/faults/define.ts';
import type { NameAnswer } from '../../../world/names/name-faults.ts';
import type { MessageView, NetworkRule, RulePhase } from '../../../world/network/rule.ts';
import type { DiskOperation, DiskRuling } from '../../../world/disk/rule.ts';
import type { PauseCause } from '../../../world/machine/pause-cause.ts';
import type { CrashCut, Loss, Packet, RuleScope, Ruling, Undo } from '../../../world/verbs.ts';
import type { ClockVerbs } from '../../../world/time/clock-verbs.ts';
import { resend } from './deceit.ts';
import { failDomain } from './domain-failure.ts';
import { isForgeable, isForgery } from '../rules/forgery.ts';
import { effectsBefore, hitAtChange } from './inside-step.ts';
import { LinkVerbs } from './links.ts';
import { MachineVerbs } from './machines.ts';
import { LookUps } from './look-ups.ts';
import type { MessageMatch } from '../rules/match.ts';
import { nameFault } from './names.ts';
import { nodeIndex, nodeIndices } from './node-index.ts';
import { resetBetween } from './resets.ts';
import type { MessageDraws } from '../rules/message-draws.ts';
import { clockAt, hitClock, hitDrift } from './clock.ts';
import { askOwnRule, runOwnCode } from '../own-code.ts';
import { rulingOf } from '../rules/own-ruling.ts';
import { demandArguments, type Given, type Verb } from './arguments.ts';
import { counts, isDue, packetOf } from '../rules/phase.ts';
import type { Blocked, Strike } from '../strike.ts';
import type { Unsubscribe } from '../../events/events.ts';
import type { VerbScene } from './scene.ts';

/**
 * The world's verbs as one strike of a fault uses them: limited to the messages it takes, counting
 * what it touched, telling the model what it did.
 */
export class FaultVerbs extends LookUps implements FaultWorld, Blocked {
  readonly down = new Set<NodeId>();
  readonly paused = new Set<NodeId>();
  readonly #scene: VerbScene;
  readonly #strike: Strike;
  readonly #match: MessageMatch;
  readonly #draws: MessageDraws;
  readonly #over: () => void;
  /** What it does to links. */
  readonly #links: LinkVerbs;
  readonly #unsubscribe: Unsubscribe[] = [];
  /** What goes with its pauses, by the node that stands still. */
  readonly #along = new Map<NodeId, Undo>();
  /** Transmissions that its holds have kept. */
  readonly #held = new Set<string>();
  /** What it does to processors and disks. */
  readonly #machines: MachineVerbs;
  /** Links that a rule of it takes out of service. */
  #stops: (from: NodeId, to: NodeId) => boolean = () => false;
  /** Effects in force beside pauses. */
  #others = 0;
  /** It does things later: what it takes out of service may come back while it is active. */
  #isTimed = false;
  #isOver = false;
  #phase: RulePhase = 'departure';

  /** `over` is called when every process that it paused has died: there is nothing left to end. */
  constructor(
    scene: VerbScene,
    strike: Strike,
    match: MessageMatch,
    draws: MessageDraws,
    over: () => void,
  ) {
    super(scene.world, draws);
    this.#scene = scene;
    this.#strike = strike;
    this.#match = match;
    this.#draws = draws;
    this.#over = over;
    this.#links = new LinkVerbs(scene, strike);
    this.#machines = new MachineVerbs(scene, strike);
    strike.blocked = this;
  }

  blocks(from: NodeId, to: NodeId): boolean {
    return this.#links.blocks(from, to) || this.#stops(from, to);
  }

  get lasts(): boolean {
    return !this.#isTimed;
  }

  /** After the fault has begun: counts what its cuts stop and what its limits slow down. */
  begun(): Undo {
    return this.#links.begun();
  }

  /** After it has ended. */
  ended(): void {
    this.#isOver = true;
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    this.#strike.blocked = null;
  }

  pause(node: NodeId, cause: PauseCause, along?: () => Undo): Undo {
    this.#demand('pause', { cause, along });
    const { engine } = this.#scene.world;
    const index = this.#index(node);
    if (this.#scene.world.state(node).processUp) return this.#pauseNow(node, index, cause, along);
    if (engine.nowNs > 0 || this.#scene.isHeldDown(node)) {
      this.#strike.alreadyDown.push(node);
      return () => undefined;
    }
    // Faults begin before processes are booted at the instant 0: it stops right after its boot.
    let undo: Undo = () => undefined;
    const later = engine.schedule(0, eventClass.change, () => {
      undo = this.#pauseNow(node, index, cause, along);
    });
    return () => {
      later.cancel();
      undo();
    };
  }

  #pauseNow(node: NodeId, index: number, cause: PauseCause, along?: () => Undo): Undo {
    const { verbs, events } = this.#scene;
    this.paused.add(node);
    if (this.paused.size === 1) {
      this.#unsubscribe.push(events.onProcess((at, change) => this.#died(at, change)));
    }
    if (along !== undefined) this.#goesAlong(node, index, along);
    const { inside } = this.#strike.plan;
    if (inside) this.#unsubscribe.push(hitAtChange(this.#scene, this.#strike, index, 'paused'));
    const undo = inside
      ? verbs.pauseInside(index, cause, effectsBefore(this.#scene, this.#strike, node))
      : verbs.pause(index, cause);
    if (!inside) this.#scene.hitNode(this.#strike, node);
    return () => {
      undo();
      this.#endAlong(node);
    };
  }

  /** What goes with a pause begins when it strikes. */
  #goesAlong(node: NodeId, index: number, along: () => Undo): void {
    const { events, world } = this.#scene;
    const { kind } = this.#strike.plan;
    const unsubscribe = events.onProcess((at, change) => {
      if (at !== index || change !== 'paused') return;
      unsubscribe();
      this.#along.set(
        node,
        runOwnCode({ world, kind }, along, () => undefined),
      );
    });
    this.#unsubscribe.push(unsubscribe);
  }

  #endAlong(node: NodeId): void {
    const undo = this.#along.get(node);
    this.#along.delete(node);
    undo?.();
  }

  crash(node: NodeId, scope: 'process' | 'host', lose: readonly Loss[], cut?: CrashCut): Undo {
    this.#demand('crash', { scope, lose, cut });
    const { world, verbs } = this.#scene;
    const index = this.#index(node);
    const state = world.state(node);
    const isRunning =
      state.processUp || (world.engine.nowNs === 0 && !this.#scene.isHeldDown(node));
    const strikes = isRunning || (scope === 'host' && state.hostUp);
    if (!strikes) this.#strike.alreadyDown.push(node);
    if (this.#strike.plan.inside) {
      if (strikes) this.#unsubscribe.push(hitAtChange(this.#scene, this.#strike, index, 'crashed'));
      const effects = effectsBefore(this.#scene, this.#strike, node);
      return this.#heldDown(node, verbs.crashInside(index, scope, lose, effects, cut));
    }
    const undo = verbs.crash(index, scope, lose, cut);
    if (strikes) this.#scene.hitNode(this.#strike, node);
    return this.#heldDown(node, undo);
  }

  /** It keeps a node down until the undo. */
  #heldDown(node: NodeId, undo: Undo): Undo {
    this.down.add(node);
    this.#scene.model.tookDown(this.#strike);
    return this.#counted(() => {
      this.down.delete(node);
      this.#scene.model.letUp(this.#strike, node);
      undo();
    });
  }

  rule(matches: RuleScope, rule: (packet: Packet) => Ruling): Undo {
    this.#demand('rule', { matches, rule });
    const { verbs, world } = this.#scene;
    const { reach } = this.#match;
    const [from, to] = [matches.from ?? reach?.from, matches.to ?? reach?.to];
    const scope = {
      from: from === undefined ? null : nodeIndices(world, this.#strike, from),
      to: to === undefined ? null : nodeIndices(world, this.#strike, to),
      kind: matches.kind ?? this.#strike.plan.match?.message ?? null,
    };
    const blocks = this.#match.takesAll && matches.blocks === true;
    const stops = (one: NodeId, other: NodeId): boolean => this.#match.isAimedAt(one, other);
    if (blocks) this.#stops = stops;
    const asks = (again: NetworkRule['again']): Undo =>
      verbs.addRule({
        ...scope,
        ...(blocks && again === 'cut' ? { blocks: stops } : {}),
        again,
        ask: (message, phase) =>
          isDue(again, phase) ? this.#rule(message, phase, rule, again) : 'pass',
      });
    // What a fault's rule will say is not known before: it has a place in each stage of arrival.
    const undos = ([null, 'cut', 'hold'] as const).map(asks);
    return this.#counted(() => {
      for (const undo of undos) undo();
    });
  }

  cut(from: readonly NodeId[], to: readonly NodeId[]): Undo {
    this.#demand('cut', { from, to });
    return this.#counted(this.#links.cut(from, to));
  }

  later(after: Duration, action: () => void): Undo {
    this.#demand('later', { after, action });
    this.#isTimed = true;
    const { world } = this.#scene;
    const { engine } = world;
    const { kind } = this.#strike.plan;
    // Nothing that repeats itself may stop time.
    const dueNs = engine.nowNs + Math.max(1, after);
    const scheduled = engine.schedule(dueNs, eventClass.faultBegin, () => {
      if (!this.#isOver) runOwnCode({ world, kind }, action, undefined);
    });
    return () => scheduled.cancel();
  }

  repeat({ kind, body }: Packet, after: Duration): void {
    this.#demand('repeat', { after });
    const { role, fromIndex, toIndex } = this.asked;
    const { world, repeating } = this.#scene;
    // Two who repeat what the other one says would never come to an end.
    if (repeating.by !== null || role !== 'datagram' || this.#phase !== 'departure') return;
    this.#scene.hitMessage(this.#strike, this.asked);
    this.later(after, () => {
      if (world.machines[fromIndex]?.process === null) return;
      repeating.by = this;
      resend(world, { fromIndex, toIndex, kind, body });
      repeating.by = null;
    });
  }

  withdraw(from: readonly NodeId[], to: readonly NodeId[], convergence: Duration): Undo {
    this.#demand('withdraw', { from, to, convergence });
    return this.#counted(this.#links.withdraw(from, to, convergence));
  }

  limit(from: readonly NodeId[], to: readonly NodeId[], bitsPerSecond: number): Undo {
    this.#demand('limit', { from, to, bitsPerSecond });
    return this.#counted(this.#links.limit(from, to, bitsPerSecond));
  }

  limitNode(node: NodeId, bitsPerSecond: number): Undo {
    this.#demand('limitNode', { bitsPerSecond });
    return this.#counted(this.#links.limitNode(node, bitsPerSecond));
  }

  slow(node: NodeId, factor: number): Undo {
    this.#demand('slow', { factor });
    return this.#counted(this.#machines.slow(node, factor));
  }

  disk(node: NodeId, rule: (operation: DiskOperation) => DiskRuling): Undo {
    this.#demand('disk', { rule });
    return this.#counted(this.#machines.disk(node, rule));
  }

  tear(node: NodeId): Undo {
    return this.#counted(this.#machines.tear(node));
  }

  configure(node: NodeId): Undo {
    return this.#counted(this.#machines.configure(node));
  }

  relabel(node: NodeId, kind: string, name: string): void {
    this.#demand('relabel', { kind, name });
    this.#scene.verbs.relabel(this.#index(node), kind, name);
  }

  leak(node: NodeId, bytes: number): void {
    this.#demand('leak', { bytes });
    this.#machines.leak(node, bytes);
  }

  decay(node: NodeId, file: string | null, silent: boolean): void {
    this.#demand('decay', { file, silent });
    this.#machines.decay(node, file, silent, this.random.for(`decay ${node}`));
  }

  answerNames(
    of: readonly NodeId[],
    answer: Exclude<NameAnswer, object> | { readonly address: NodeId },
    servers: readonly NodeId[] | null,
  ): Undo {
    const fault = nameFault(this.#scene, this.#strike, of, answer, servers);
    return this.#counted(this.#scene.verbs.answerNames(fault));
  }

  reset(one: NodeId, other: NodeId): void {
    // With `match` it is the messages that break their connections.
    if (this.#match.hasMatch) return;
    resetBetween(this.#scene, this.#strike, this.#match, [one, other]);
  }

  fail(domain: string, powerOn: (node: NodeId) => Duration): Undo {
    this.#demand('fail', { domain, powerOn });
    const fallen = {
      down: this.down,
      cutOff: (place: NodeId): void => this.#links.cutOff(place),
    };
    const undo = failDomain(this.#scene, this.#strike, domain, powerOn, fallen);
    return this.#counted(undo);
  }

  stepWall(node: NodeId, byNs: number): void {
    this.#demand('stepWall', { by: byNs });
    this.#scene.verbs.stepWall(this.#index(node), byNs);
    this.#scene.hitNode(this.#strike, node);
  }

  drift(node: NodeId, ppb: number): Undo {
    this.#demand('drift', { ppb });
    const clock = clockAt(this.#scene, this.#strike, this.#index(node));
    return this.#counted(hitDrift(clock, ppb));
  }

  clock(node: NodeId): ClockVerbs {
    const clock = clockAt(this.#scene, this.#strike, this.#index(node));
    return hitClock(clock, (undo) => this.#counted(undo));
  }

  #rule(
    message: MessageView,
    phase: RulePhase,
    rule: (packet: Packet) => Ruling,
    again: NetworkRule['again'],
  ): Ruling {
    if (this.#scene.repeating.by === this || !this.#match.takes(message, phase)) return 'pass';
    this.#phase = phase;
    const ruling = this.#draws.about(message, () => this.#ruling(rule, message));
    if (ruling === 'pass' || !counts(ruling, phase, again)) return 'pass';
    if (isForgery(ruling) && !isForgeable(message, this.#scene.world)) return 'pass';
    if (ruling === 'hold' && !this.#isNewlyHeld(message)) return ruling;
    this.#scene.model.ruled(this.#strike, message, ruling);
    this.#scene.hitMessage(this.#strike, message);
    return ruling;
  }

  #ruling(rule: (packet: Packet) => Ruling, message: MessageView): Ruling {
    const { world } = this.#scene;
    const { plan } = this.#strike;
    const isNode = (name: NodeId): boolean => world.machineOf(name) !== undefined;
    const asked = (): Ruling => rulingOf(plan.kind, rule(packetOf(message)), isNode);
    return askOwnRule({ world, plan }, asked, 'pass');
  }

  /** What is held is asked about again when what held it goes: it counts once. */
  #isNewlyHeld({ id, attempt }: MessageView): boolean {
    const transmission = `${id}/${attempt}`;
    const isNew = !this.#held.has(transmission);
    this.#held.add(transmission);
    return isNew;
  }

  #demand<V extends Verb>(verb: V, given: Given<V>): void {
    demandArguments(this.#strike.plan.kind, verb, given);
  }

  #index(node: NodeId): number {
    return nodeIndex(this.#scene.world, this.#strike, node);
  }

  /** A pause belongs to the process that it stopped. */
  #died(index: number, change: string): void {
    if (change !== 'crashed' && change !== 'exited' && change !== 'program-error') return;
    const node = this.nodes[index] as NodeId;
    if (!this.paused.delete(node)) return;
    this.#endAlong(node);
    if (this.paused.size === 0 && this.#others === 0) this.#over();
  }

  #counted(undo: Undo): Undo {
    this.#others += 1;
    return () => {
      this.#others -= 1;
      undo();
    };
  }
}
