import { KeyedRandom } from '../../base/draw/random.ts';
import { fingerprint } from '../../base/schema/copier.ts';
import { lanes } from '../../base/schema/lanes.ts';
import { valueText } from '../../base/schema/text.ts';
import type { HowLong, NodeId, Signature, Value } from '../../base/units.ts';
import { AbortSwitch } from './abort-switch.ts';
import { demandCallback } from './callback.ts';
import { ProgramClock } from '../time/clock.ts';
import type { DeclaredKind, Kind } from '../message/kind.ts';
import type { Abort, CallOptions, Connection, Pending, Quorum, Random, Timer } from './node.ts';
import { demandWaits, EnginePending } from './pending.ts';
import { exitSignal } from '../machine/process.ts';
import { locateForDatagram } from '../names/locate.ts';
import { call, machineOf, quorum } from './calls.ts';
import { declaredMessage } from './connection.ts';
import { connect, listen } from './connections.ts';
import { ProgramDisk } from './disk.ts';
import { after, every, sleep, work } from './timers.ts';
import type { AnyOutcome } from './protocol.ts';
import type { AnyHandler, LinkPort, MachinePort, NetworkPort, ProcessPort } from '../ports.ts';

/**
 * Everything a program can do (see `Node` for what each verb means). Its verbs have effects at once
 * and in order; those of a dead incarnation do nothing.
 */
export class ProgramNode {
  // What every send asks for stands first, as in `Message`.
  readonly #process: ProcessPort;
  readonly #network: NetworkPort;
  /** It has to find others by name. */
  readonly #looksUp: boolean;
  /** The link it sent by last, which knows what came after it before: most programs go round in turn. */
  #lastLink: LinkPort | null = null;
  /** The kind that was sent last: most programs send the same one many times over. */
  #lastKind: string | null = null;
  #lastDeclared: DeclaredKind | null = null;
  /** Those that it has sent by, by the receiver's name. */
  #links: Map<NodeId, LinkPort> | null = null;
  readonly id: NodeId;
  readonly members: readonly NodeId[];
  readonly boot: ProcessPort['boot'];
  readonly clock: ProgramClock;
  readonly #machine: MachinePort;
  // Made when first asked for, as most nodes of a large cluster never do.
  #peers: readonly NodeId[] | null = null;
  #disk: ProgramDisk | null = null;
  #random: Random | null = null;

  constructor(process: ProcessPort, members: readonly NodeId[]) {
    const { machine } = process;
    const { engine } = machine;
    this.#process = process;
    this.#machine = machine;
    this.#looksUp = machine.names !== null;
    this.#network = machine.world.network;
    this.id = machine.id;
    this.members = members;
    this.boot = process.boot;
    this.clock = new ProgramClock(machine.clocks, engine);
  }

  get peers(): readonly NodeId[] {
    return (this.#peers ??= this.members.filter((id) => id !== this.id));
  }

  get disk(): ProgramDisk {
    return (this.#disk ??= new ProgramDisk(this.#process));
  }

  get random(): Random {
    return (this.#random ??= this.#newRandom());
  }

  #newRandom(): Random {
    const { engine } = this.#machine;
    const stream = engine.draws.stream(`node ${this.id} boot ${this.boot.count}`);
    return new KeyedRandom(stream, () => engine.nowNs);
  }

  labels(of: NodeId = this.id): { readonly [label: string]: string } {
    return this.#machine.world.labels(of);
  }

  // ── Messages ──

  on(kind: string, handler: AnyHandler): void {
    const declared = this.#process.declared.get(kind);
    if (!declared)
      throw new TypeError(`${this.#process.contents.name} declares no message called ${kind}`);
    const { handlers } = this.#process;
    demandCallback('on', handler);
    if (handlers[declared.kind.id]) throw new TypeError(`${kind} has a handler already`);
    handlers[declared.kind.id] = handler;
  }

  send(to: NodeId | readonly NodeId[], kind: string, body: object): void {
    const process = this.#process;
    if (kind !== this.#lastKind) {
      this.#lastDeclared = declaredMessage(process, kind);
      this.#lastKind = kind;
    }
    const declared = this.#lastDeclared as DeclaredKind;
    const value = declared.body.copy(body) as Value;
    const low = lanes[0] as number;
    const high = lanes[1] as number;
    if (typeof to === 'object' && to !== null) {
      for (const one of to) this.#sendOne(one, declared.kind, value, low, high);
    } else this.#sendOne(to, declared.kind, value, low, high);
  }

  #sendOne(id: NodeId, kind: Kind, body: Value, low: number, high: number): void {
    if (this.#looksUp) return this.#sendByName(id, kind, body, low, high);
    const last = this.#lastLink;
    let link = last === null ? null : last.following;
    if (link === null || link.toId !== id) {
      link = this.#links?.get(id) ?? this.#linkTo(id);
      if (last !== null) last.following = link;
    }
    this.#lastLink = link;
    if (this.#process.direct) this.#network.send(link, kind, body, low, high);
    else this.#sendAsGhost(link, kind, body, low, high);
  }

  #sendByName(id: NodeId, kind: Kind, body: Value, low: number, high: number): void {
    this.#process.effect(() => {
      locateForDatagram(this.#process, machineOf(this.#process, id), (link) =>
        this.#network.send(link, kind, body, low, high),
      );
    });
  }

  // Apart, so that the usual way allocates nothing for a closure that it does not make.
  #sendAsGhost(link: LinkPort, kind: Kind, body: Value, low: number, high: number): void {
    this.#process.effect(() => this.#network.send(link, kind, body, low, high));
  }

  #linkTo(id: NodeId): LinkPort {
    const link = this.#network.link(this.#machine.index, machineOf(this.#process, id).index);
    (this.#links ??= new Map()).set(id, link);
    return link;
  }

  // ── Asking others ──

  call(to: NodeId, kind: string, body: object, options: CallOptions): Pending<AnyOutcome> {
    return call(this.#process, to, kind, body, options);
  }

  quorum(
    to: readonly NodeId[],
    kind: string,
    body: object,
    options: CallOptions & { readonly need: number },
  ): Pending<Quorum<unknown>> {
    return quorum(this.#process, to, kind, body, options);
  }

  first(waits: readonly Pending<unknown>[]): Pending<unknown> {
    demandWaits(waits);
    const pending = new EnginePending<unknown>(this.#machine.engine);
    for (const wait of waits) {
      wait.follow(
        (result) => pending.resolve(result),
        (error) => pending.reject(error),
      );
    }
    return pending;
  }

  abort(): Abort {
    return new AbortSwitch();
  }

  connect(to: NodeId, options: { readonly timeout: HowLong }): Pending<AnyOutcome> {
    return connect(this.#process, to, options);
  }

  listen(accept: (connection: Connection) => void): void {
    listen(this.#process, accept);
  }

  // ── Time ──

  after(time: HowLong, action: () => unknown): Timer {
    return after(this.#process, time, action);
  }

  every(time: HowLong, action: () => unknown): Timer {
    return every(this.#process, time, action);
  }

  sleep(time: HowLong): Pending<void> {
    return sleep(this.#process, time);
  }

  work(cpu: HowLong): Pending<void> {
    return work(this.#process, cpu);
  }

  task(body: () => Promise<void>): void {
    demandCallback('task', body);
    const process = this.#process;
    process.effect(() => process.runTask(body));
  }

  // ── What others see ──

  at(point: string): Pending<void> {
    const process = this.#process;
    const machine = this.#machine;
    if (!process.contents.points.includes(point)) {
      throw new TypeError(`${process.contents.name} declares no point called ${point}`);
    }
    const pending = new EnginePending<void>(machine.engine);
    process.effect(() => machine.world.pointReached(machine, point));
    process.effect(() => pending.resolve());
    return pending;
  }

  observe(event: string, data: object): void {
    const process = this.#process;
    const { world } = this.#machine;
    const declared = world.declaredEvent(process, event);
    const value = declared.data.copy(data) as Value;
    const { lo, hi } = fingerprint;
    if (process.direct) world.observed(this.#machine, declared, value, lo, hi);
    else process.effect(() => world.observed(this.#machine, declared, value, lo, hi));
  }

  state<S extends object>(initial: S): S {
    this.#process.states = [...this.#process.states, initial];
    return initial;
  }

  log(line: string): void {
    // Types say so; not everybody has them.
    const given: unknown = line;
    if (typeof given !== 'string') throw new TypeError(`log: ${valueText(given)} is no text`);
    this.#process.log(given);
  }

  sign(value: Value): Signature {
    return this.#machine.world.signatures.sign(this.id, value);
  }

  verify(value: Value, signature: Signature, by: NodeId): boolean {
    return this.#machine.world.signatures.verify(value, signature, by);
  }

  exit(code = 0): never {
    const process = this.#process;
    process.effect(() => process.exit(code));
    throw exitSignal;
  }
}
