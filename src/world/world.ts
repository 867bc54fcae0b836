import type { Fields } from '../base/schema/description.ts';
import type { NodeId, Value } from '../base/units.ts';
import { eventClass } from '../engine/agenda.ts';
import type { Engine } from '../engine/engine.ts';
import { silent } from './hooks.ts';
import type { WorldHooks } from './hooks.ts';
import type { EffectWatch } from './effect-watch.ts';
import { Domains } from './domains.ts';
import type { DomainPlan } from './domains.ts';
import { Vocabulary } from './message/kind.ts';
import type { DeclaredEvent } from './message/kind.ts';
import { Machine } from './machine/machine.ts';
import { NameFaults } from './names/name-faults.ts';
import { giveResolvers } from './names/resolver.ts';
import { Network } from './network/network.ts';
import type {
  Boot,
  Cargo,
  MachinePort,
  MessagePort,
  ProcessChange,
  ProcessPort,
  WorldPort,
} from './ports.ts';
import { rowCode } from './message/row-code.ts';
import type { LinkPlan } from './network/link-plan.ts';
import { membersByProgram } from './node-start.ts';
import { NodeTerms } from './node-terms.ts';
import type { NodeStart } from './node-start.ts';
import { Outages } from './outages.ts';
import { RawVerbs } from './raw-verbs.ts';
import { requestAttempt } from './calls/request.ts';
import type { AttemptInput, AttemptResult } from './calls/request.ts';
import { ProgramNode } from './program/program-node.ts';
import { Process } from './machine/process.ts';
import { clientProgram } from './client.ts';
import type { ProgramContents } from './program/program.ts';
import { fieldsIn } from './program/protocol.ts';
import { running } from './machine/running.ts';
import { Signatures } from './program/signatures.ts';

export type { WorldHooks } from './hooks.ts';
export type { NodeStart } from './node-start.ts';
export type { ProcessChange } from './ports.ts';

export interface WorldOptions {
  readonly engine: Engine;
  /** In natural order. */
  readonly nodes: readonly NodeStart[];
  readonly links: LinkPlan;
  /** Parents before their children; none if it is not there. */
  readonly domains?: readonly DomainPlan[];
  /** A sentence for what a program threw, with its place when that is known. */
  describeError(error: unknown): string;
}

/** The simulated world: machines, the processes on them, and the network between them. */
export class World implements WorldPort {
  readonly engine: Engine;
  readonly ids: readonly NodeId[];
  readonly switches: readonly NodeId[];
  readonly machines: readonly Machine[];
  readonly network: Network;
  /** What fails together. */
  readonly domains: Domains;
  readonly outages: Outages;
  readonly vocabulary: Vocabulary;
  readonly signatures = new Signatures();
  hooks: WorldHooks = silent;
  /** The process whose step is open. */
  current: ProcessPort | null = null;
  stepOpen = false;
  /** Null: nobody wants to know. Processes that are there already do not ask again. */
  effectWatch: EffectWatch | null = null;
  watchState = false;
  /** Rises whenever a process, cut or rule changed. */
  stateVersion = 0;
  /** The verbs of its physics. */
  readonly verbs: RawVerbs;
  readonly names = new NameFaults();
  /** A mistake that surfaced inside a program's code and is none of it: ours, or a fault's own. */
  defect: Error | null = null;
  readonly #nodes: readonly NodeStart[];
  readonly #indices: ReadonlyMap<NodeId, number>;
  readonly #members: ReadonlyMap<string, readonly NodeId[]>;
  /** What the scenario says of processes. */
  readonly terms: NodeTerms;
  readonly #options: WorldOptions;
  #seenVersion = 0;
  /** One for all processes. */
  readonly #startProgram = (process: ProcessPort): unknown => {
    const { contents, machine } = process;
    const members = this.#members.get(contents.name) ?? [];
    return contents.start(new ProgramNode(process, members), this.terms.configOf(machine));
  };

  constructor(options: WorldOptions) {
    const { engine, nodes } = options;
    this.engine = engine;
    this.#nodes = nodes;
    this.terms = new NodeTerms(nodes, engine.draws);
    this.#options = options;
    this.ids = nodes.map(({ id }) => id);
    this.switches = (options.links.switches ?? []).map(({ id }) => id);
    this.#indices = new Map([...this.ids, ...this.switches].map((id, index) => [id, index]));
    this.#members = membersByProgram(nodes);
    this.vocabulary = new Vocabulary(engine.trace);
    this.machines = nodes.map((node, index) => new Machine(this, index, node));
    giveResolvers(this.machines, nodes);
    this.network = new Network(engine, this.machines, options.links, {
      changed: () => this.#changed(),
      sent: (message, seq) => this.hooks.messageSent(message, seq),
      portUsed: ({ fromId, toId }, ...use) => this.hooks.portUsed(fromId, toId, ...use),
    });
    this.domains = new Domains(
      options.domains ?? [],
      nodes.map(({ places = [] }) => places),
    );
    const { machines, network } = this;
    const switchOf = (name: string): number =>
      this.switches.includes(name) ? this.indexOf(name) : -1;
    this.outages = new Outages({ engine, machines, network, switchOf }, this.domains);
    this.verbs = new RawVerbs(this);
    engine.onSettle(() => this.#settle());
  }

  /** Boots every program, in natural order, at the beginning. */
  start(): void {
    for (const machine of this.machines) machine.start();
  }

  // ── Looking ──

  /** Of a node, or of a switch, which come behind the nodes; -1 for another name. */
  indexOf(id: NodeId): number {
    return this.#indices.get(id) ?? -1;
  }

  machineOf(id: NodeId): Machine | undefined {
    return this.machines[this.indexOf(id)];
  }

  #known(id: NodeId): Machine {
    const machine = this.machineOf(id);
    if (!machine) throw new TypeError(`there is no node called ${id}`);
    return machine;
  }

  state(id: NodeId): {
    readonly hostUp: boolean;
    readonly processUp: boolean;
    readonly paused: boolean;
    readonly incarnation: number;
  } {
    const { hostUp, process, paused, incarnation } = this.#known(id);
    return { hostUp, processUp: process !== null, paused, incarnation };
  }

  /** Whether the process of a node is up; paused ones are. */
  isUp(id: NodeId): boolean {
    return this.#known(id).process !== null;
  }

  isPaused(id: NodeId): boolean {
    return this.#known(id).paused;
  }

  /** The hops between two nodes as ways go now; none on a direct link, null when there is no way. */
  hops(from: NodeId, to: NodeId): readonly (readonly [from: NodeId, to: NodeId])[] | null {
    const way = this.network.way(this.indexOf(from), this.indexOf(to));
    return way && way.slice(1).map(({ fromId, toId }) => [fromId, toId]);
  }

  /** Whether a message could pass now: the link exists and nothing cuts it. */
  canPass(from: NodeId, to: NodeId): boolean {
    return this.network.canPass(this.indexOf(from), this.indexOf(to));
  }

  /** What the clocks of a node read now. */
  clockOf(id: NodeId): {
    readonly wallNs: number;
    readonly monotonicNs: number;
    readonly bootNs: number;
  } {
    const { clocks } = this.#known(id);
    const now = this.engine.nowNs;
    return {
      wallNs: clocks.wall(now),
      monotonicNs: clocks.monotonicSinceBoot(now),
      bootNs: clocks.bootTimeSinceBoot(now),
    };
  }

  /** The nodes that run the same program, a node itself included, in natural order. */
  membersOf(id: NodeId): readonly NodeId[] {
    return this.#members.get(this.contentsOf(this.#known(id)).name) ?? [];
  }

  /** The nodes that stand in a domain or in what hangs on it, in natural order. */
  nodesIn(domain: string): readonly NodeId[] {
    return this.domains.inside(domain).flatMap((index) => this.ids[index] ?? []);
  }

  labels(of: NodeId): { readonly [label: string]: string } {
    const index = this.indexOf(of);
    if (index < 0) throw new TypeError(`there is no node called ${of}`);
    return this.terms.labels(index);
  }

  /** Who has a label now, in natural order; null: nobody's labels have changed. */
  labelled(label: string): readonly NodeId[] | null {
    return this.terms.labelled(label);
  }

  /** The program that a machine runs; the plain client has none of its own. */
  contentsOf(machine: MachinePort): ProgramContents {
    return this.#nodes[machine.index]?.program?.contents ?? clientProgram;
  }

  fieldsOf(machine: MachinePort, kind: string): Fields | null {
    const all = this.#nodes.flatMap(({ program }) => (program ? [program.contents.messages] : []));
    return fieldsIn([this.contentsOf(machine).messages, ...all], kind);
  }

  get watchMessages(): boolean {
    return this.network.watched;
  }

  set watchMessages(watched: boolean) {
    this.network.watched = watched;
  }

  get watchPorts(): boolean {
    return this.network.portWatch.on;
  }

  set watchPorts(watched: boolean) {
    this.network.portWatch.on = watched;
  }

  // ── Steps ──

  beginStep(process: ProcessPort): void {
    this.current = process;
    this.stepOpen = true;
    this.engine.unsettled = true;
    running.process = process;
    if (running.drainsAlways) this.engine.wantsDrain = true;
  }

  /** After an event and its microtasks: closes the step, then tells of changed states. */
  #settle(): void {
    const process = this.current;
    if (this.stepOpen) {
      this.stepOpen = false;
      process?.end();
      this.current = null;
      running.process = null;
    }
    if (this.watchState && this.#seenVersion !== this.stateVersion) {
      this.#seenVersion = this.stateVersion;
      this.hooks.stateChanged();
    }
  }

  #changed(): void {
    this.stateVersion += 1;
    this.engine.unsettled = true;
  }

  newProcess(machine: MachinePort, boot: Boot): ProcessPort {
    return new Process(machine, this.contentsOf(machine), boot, this.#startProgram);
  }

  describeError(error: unknown): string {
    return this.#options.describeError(error);
  }

  broken(error: Error): void {
    this.defect ??= error;
    this.engine.stop('internal-error');
  }

  // ── What happens, told to trace and listeners ──

  processChanged(machine: MachinePort, change: ProcessChange, why: string | null): void {
    const type = change === 'up' ? 'started' : change === 'program-error' ? 'crashed' : change;
    const seq = this.engine.trace.record(type, machine.index, -1, null, { change, why });
    this.#changed();
    this.hooks.processChanged(machine.index, change, why, seq, machine.incarnation);
  }

  observed(machine: MachinePort, event: DeclaredEvent, data: Value, lo: number, hi: number): void {
    const { index, incarnation } = machine;
    const { name, nameId, shape } = event;
    const seq = this.engine.trace.row(rowCode.observed, index, -1, nameId, lo, hi, data, shape);
    this.hooks.observed(index, name, data as { readonly [field: string]: Value }, seq, incarnation);
  }

  pointReached(machine: MachinePort, point: string): void {
    const seq = this.engine.trace.record('point', machine.index, -1, point, null);
    this.hooks.pointReached(machine.index, point, seq);
  }

  logged(machine: MachinePort, line: string): void {
    this.engine.trace.record('log', machine.index, -1, null, line);
    this.hooks.logged(machine.index, line);
  }

  messageReceived(message: MessagePort): void {
    this.hooks.messageReceived(message, this.engine.trace.rows - 1);
  }

  /** A clock was stepped or bent. */
  clockChanged({ index }: MachinePort, how: { readonly [what: string]: Value }): void {
    this.engine.trace.record('clock-changed', index, -1, null, how);
    // Whether a clock is synchronised is what sentences ask of it.
    if ('sync' in how) this.#changed();
  }

  /** What keeps a clock right has stepped it, or has changed its mind about it. */
  clockKept({ index, incarnation }: MachinePort, how: { readonly [what: string]: Value }): void {
    const seq = this.engine.trace.record('clock-changed', index, -1, null, how);
    this.hooks.clockKept(index, how, seq, incarnation);
    if ('sync' in how) this.#changed();
  }

  unhandled(message: MessagePort): void {
    const { receiver, sender } = message;
    this.engine.trace.record('unhandled', receiver.index, sender.index, message.kindName, null);
    this.hooks.unhandled(receiver.index, message.kindName);
  }

  note(note: string): void {
    this.hooks.noted(note);
  }

  /** An event as a program declares it. Throws TypeError for another name. */
  declaredEvent({ contents }: ProcessPort, event: string): DeclaredEvent {
    const declared = this.vocabulary.events(contents).get(event);
    if (declared) return declared;
    throw new TypeError(`${contents.name} declares no event called ${event}`);
  }

  /** Asks for one attempt of a client's operation: see `requestAttempt`. */
  request(attempt: AttemptInput, done: (result: AttemptResult) => void): void {
    requestAttempt(this, attempt, done);
  }

  // ── Sending ──

  /** An answer goes back the way the request came. */
  sendReply(process: ProcessPort, request: MessagePort, cargo: Cargo): void {
    const { machine } = process;
    const { connection, sender } = request;
    cargo.exchange?.call?.replySent();
    const message = this.network.message(machine, sender, cargo);
    if (connection === null || !connection.isConnection) {
      if (sender === machine)
        this.engine.agenda.push(this.engine.nowNs, eventClass.delivery, message);
      else this.network.depart(message);
    } else if (connection.isOpen(process)) connection.send(message, request.lane === 0 ? 1 : 0);
    else this.network.drop(message, 'connection-closed');
  }
}
