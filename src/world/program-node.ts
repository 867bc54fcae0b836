import { KeyedRandom } from '../base/random.ts';
import { fingerprint } from '../base/schema/copier.ts';
import { lanes } from '../base/schema/lanes.ts';
import type { HowLong, NodeId, Signature, Value } from '../base/units.ts';
import { eventClass } from '../engine/agenda.ts';
import { AbortSwitch } from './abort-switch.ts';
import { ProgramClock } from './clock.ts';
import { Completion } from './completion.ts';
import { Connection as Wire } from './connection.ts';
import { howLongNs } from './how-long.ts';
import type { DeclaredKind, Kind } from './kind.ts';
import type {
  Abort,
  CallOptions,
  ClosedReason,
  Connection,
  Pending,
  Quorum,
  Random,
  Timer,
} from './node.ts';
import { EnginePending } from './pending.ts';
import { callToItself, exitSignal } from './process.ts';
import { locate, locateForDatagram } from './names/locate.ts';
import { declaredMessage, ProgramConnection } from './program-connection.ts';
import { ProgramDisk } from './program-disk.ts';
import type { AnyOutcome } from './protocol.ts';
import { QuorumCount } from './quorum.ts';
import { MachineTimer } from './timer.ts';
import type {
  AnyHandler,
  CallPort,
  LinkPort,
  MachinePort,
  NetworkPort,
  ProcessPort,
} from './ports.ts';

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
    if (typeof to === 'string') this.#sendOne(to, declared.kind, value, low, high);
    else for (const one of to) this.#sendOne(one, declared.kind, value, low, high);
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
      locateForDatagram(this.#process, this.#machineOf(id), (link) =>
        this.#network.send(link, kind, body, low, high),
      );
    });
  }

  // Apart, so that the usual way allocates nothing for a closure that it does not make.
  #sendAsGhost(link: LinkPort, kind: Kind, body: Value, low: number, high: number): void {
    this.#process.effect(() => this.#network.send(link, kind, body, low, high));
  }

  #linkTo(id: NodeId): LinkPort {
    const link = this.#network.link(this.#machine.index, this.#machineOf(id).index);
    (this.#links ??= new Map()).set(id, link);
    return link;
  }

  #machineOf(id: NodeId): MachinePort {
    const machine = this.#machine.world.machineOf(id);
    if (!machine) throw new TypeError(`there is no node called ${id}`);
    return machine;
  }

  call(to: NodeId, kind: string, body: object, options: CallOptions): Pending<AnyOutcome> {
    const pending = new EnginePending<AnyOutcome>(this.#machine.engine);
    this.#begin(to, this.#declaredRequest(kind), body, options, (outcome) =>
      pending.resolve(outcome),
    );
    return pending;
  }

  #declaredRequest(kind: string): DeclaredKind {
    const declared = this.#process.declared.get(kind);
    if (!declared)
      throw new TypeError(`${this.#process.contents.name} declares no request called ${kind}`);
    if (declared.answer === null)
      throw new TypeError(`${kind} is a message: it is sent, not called`);
    return declared;
  }

  #begin(
    to: NodeId,
    declared: DeclaredKind,
    body: object,
    options: CallOptions,
    done: (outcome: AnyOutcome) => void,
  ): void {
    const process = this.#process;
    const receiver = this.#machineOf(to);
    const timeoutNs = howLongNs(options.timeout, `timeout of ${declared.kind.name}`);
    const value = declared.body.copy(body) as Value;
    const { lo: low, hi: high } = fingerprint;
    if (!process.alive) return;
    if (receiver === this.#machine && process.occupied) {
      throw callToItself(declared.kind.name);
    }
    const call = process.newCall(done, false);
    if (options.until instanceof AbortSwitch) options.until.add(() => giveUp(process, call));
    process.effect(() => {
      if (call.settled) return;
      const terms = { timeoutNs, via: options.via ?? 'connection', operation: null };
      call.begin(receiver, declared, { value, low, high }, terms);
    });
  }

  quorum(
    to: readonly NodeId[],
    kind: string,
    body: object,
    options: CallOptions & { readonly need: number },
  ): Pending<Quorum<unknown>> {
    const pending = new EnginePending<Quorum<unknown>>(this.#machine.engine);
    const declared = this.#declaredRequest(kind);
    const count = new QuorumCount(to.length, options.need, (quorum) => pending.resolve(quorum));
    for (const one of to) {
      this.#begin(one, declared, body, options, (outcome) => count.hear(one, outcome));
    }
    count.begin();
    return pending;
  }

  first(waits: readonly Pending<unknown>[]): Pending<unknown> {
    const pending = new EnginePending<unknown>(this.#machine.engine);
    for (const wait of waits) wait.done((result) => pending.resolve(result));
    return pending;
  }

  abort(): Abort {
    return new AbortSwitch();
  }

  // ── Connections ──

  connect(to: NodeId, options: { readonly timeout: HowLong }): Pending<AnyOutcome> {
    const process = this.#process;
    const { engine } = this.#machine;
    const peer = this.#machineOf(to);
    if (peer === this.#machine) throw new TypeError(`${to} can't connect to itself`);
    const timeoutNs = howLongNs(options.timeout, 'timeout of connect');
    const pending = new EnginePending<AnyOutcome>(engine);
    process.effect(() => {
      let wire: Wire | null = null;
      let isOver = false;
      const end = (outcome: AnyOutcome): void => {
        isOver = true;
        timer.cancel();
        pending.resolve(outcome);
      };
      const timedOut = (): void => {
        wire?.abandon();
        end({ status: 'unknown', error: 'timeout' });
      };
      const timer = new MachineTimer(process, timeoutNs, 0, timedOut, true);
      timer.arm();
      locate(this.#machine, peer, {
        use: (address) => {
          if (isOver || !process.alive) return;
          wire = new Wire(this.#machine, address, false);
          const own = new ProgramConnection(process, wire, 0, address, {
            established: () => end({ status: 'ok', value: own.face }),
            refused: (reason) => end(refusedConnection(reason)),
          });
          wire.open(process);
        },
        fail: () => end({ status: 'fail', error: 'unreachable' }),
      });
    });
    return pending;
  }

  listen(accept: (connection: Connection) => void): void {
    const process = this.#process;
    process.acceptor = (wire) => {
      const peer = wire.machineAt(0);
      const end = new ProgramConnection(process, wire, 1, peer, null);
      end.announce(() => accept(end.face));
    };
  }

  // ── Time ──

  after(time: HowLong, action: () => unknown): Timer {
    return this.#timer(howLongNs(time, 'after'), 0, action);
  }

  every(time: HowLong, action: () => unknown): Timer {
    const periodNs = howLongNs(time, 'every');
    if (periodNs === 0) throw new TypeError('every: a period of 0 would never let time pass');
    return this.#timer(periodNs, periodNs, action);
  }

  #timer(spanNs: number, periodNs: number, action: () => unknown): Timer {
    const process = this.#process;
    const timer = new MachineTimer(process, spanNs, periodNs, action, false);
    process.effect(() => timer.arm());
    return {
      cancel: () => process.effect(() => timer.cancel()),
      reset: (time) => {
        const ns = time === undefined ? undefined : howLongNs(time, 'reset');
        if (process.direct) timer.arm(ns);
        else process.effect(() => timer.arm(ns));
      },
    };
  }

  sleep(time: HowLong): Pending<void> {
    const process = this.#process;
    const pending = new EnginePending<void>(this.#machine.engine);
    const timer = new MachineTimer(
      process,
      howLongNs(time, 'sleep'),
      0,
      () => pending.resolve(),
      true,
    );
    process.effect(() => timer.arm());
    return pending;
  }

  work(cpu: HowLong): Pending<void> {
    const process = this.#process;
    const machine = this.#machine;
    const costNs = howLongNs(cpu, 'work');
    const pending = new EnginePending<void>(machine.engine);
    const done = (): void => {
      if (process.alive) machine.receive(new Completion(() => pending.resolve()));
    };
    process.effect(() => {
      if (machine.cpu !== null) machine.cpu.work(costNs, { done });
      else machine.engine.schedule(machine.engine.nowNs, eventClass.timer, done);
    });
    return pending;
  }

  task(body: () => Promise<void>): void {
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
    const value = world.eventCopier(process, event).copy(data) as Value;
    const { lo, hi } = fingerprint;
    if (process.direct) world.observed(this.#machine, event, value, lo, hi);
    else process.effect(() => world.observed(this.#machine, event, value, lo, hi));
  }

  state<S extends object>(initial: S): S {
    this.#process.states = [...this.#process.states, initial];
    return initial;
  }

  log(line: string): void {
    this.#process.log(line);
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

function giveUp(process: ProcessPort, call: CallPort): void {
  process.effect(() => call.finish({ status: 'unknown', error: 'gave-up' }));
}

function refusedConnection(reason: ClosedReason): AnyOutcome {
  if (reason === 'unreachable') return { status: 'fail', error: 'unreachable' };
  if (reason === 'timed-out') return { status: 'unknown', error: 'timeout' };
  return { status: 'fail', error: 'connection-refused' };
}
