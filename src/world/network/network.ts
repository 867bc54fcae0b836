import { purpose } from '../../base/draw/draw.ts';
import type { Value } from '../../base/units.ts';
import { eventClass } from '../../engine/agenda.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Link, Wire } from './link.ts';
import type { ActiveRule } from './active-rule.ts';
import { Departures } from './departures.ts';
import type { Onward } from './departures.ts';
import type { LinkPlan } from './link-plan.ts';
import { MessageRows } from '../message/rows.ts';
import { Holds } from './holds.ts';
import { InForce } from './in-force.ts';
import type { Held } from './holds.ts';
import { Journey } from './journey.ts';
import type { JourneyScene } from './journey.ts';
import type { Kind } from '../message/kind.ts';
import type { Cargo, Control, LossCause, MachinePort, NetworkPort } from '../ports.ts';
import { PortPacket } from './port-packet.ts';
import type { PortWatch } from './port-packet.ts';
import { openPort } from '../queue/port-plan.ts';
import { Port } from '../queue/port.ts';
import { rowCode } from '../message/row-code.ts';
import { Message } from '../message/message.ts';
import type { NetworkListener } from './listener.ts';
import type { NetworkRule } from './rule.ts';
import { cutNow, holderOf } from './stages.ts';
import { WordPool } from '../tcp/word-pool.ts';
import { inTurn } from './travel-time.ts';
import type { Delay } from './travel-time.ts';
import type { Undo } from '../verbs.ts';
import type { Crossing } from './wire-verbs.ts';
import { Wires } from './wires.ts';

/**
 * The network: every message passes the same stages, cut, loss, corrupt, duplicate, delay, hold, and
 * in each stage every active fault is asked. A cut is judged when a message leaves and again when it
 * would arrive. What a message meets depends on the set of active faults, never on their order.
 */
export class Network implements NetworkPort {
  readonly #engine: Engine;
  readonly #rows: MessageRows;
  readonly #departures: Departures;
  readonly #wires: Wires;
  readonly #inForce: InForce;
  readonly #holds: Holds;
  /** Switches, and messages on their way through them; null without any. */
  readonly #journeys: JourneyScene | null;
  #nextId = 0;
  /** Datagrams that were taken up. */
  readonly #used: Message[] = [];
  readonly #words = new WordPool();
  readonly #listener: NetworkListener;
  /** Someone follows messages. */
  watched = false;
  /** Follows what happens at the ports of links. */
  readonly portWatch: PortWatch;
  /** Messages on their way, and lost ones, segments counted each; words between kernels are none. */
  inFlight = 0;
  lost = 0;

  constructor(
    engine: Engine,
    machines: readonly MachinePort[],
    plan: LinkPlan,
    listener: NetworkListener,
  ) {
    this.#engine = engine;
    this.#listener = listener;
    this.portWatch = { on: false, used: (...use) => listener.portUsed(...use) };
    this.#rows = new MessageRows(engine.trace);
    this.#wires = new Wires(engine, machines, plan);
    const refresh = (wire: Wire): void => this.#inForce.refresh(wire);
    this.#inForce = new InForce(machines.length, (ended) => {
      if (ended) this.#holds.releaseSoon();
      listener.changed();
    });
    this.#departures = new Departures({
      ids: machines.map(({ id }) => id),
      inForce: this.#inForce,
      rows: this.#rows,
      lose: (message, cause, where) => this.lose(message, cause, where),
      doubled: (copy) => this.#doubled(copy),
    });
    this.#holds = new Holds(engine, refresh, (held) => this.#letGo(held));
    const { fabric } = this.#wires;
    this.#journeys = fabric && {
      engine,
      fabric,
      portWatch: this.portWatch,
      judge: (message, wire, passage, onward) =>
        this.#departures.judge(message, wire, wire.link.conduct, passage, onward),
      refresh,
      hold: (held) => this.#hold(held),
      lose: (message, cause, where) => this.lose(message, cause, where),
      arrive: (message) => this.arrive(message),
    };
  }

  /** The directed link between two machines. */
  link(from: number, to: number): Link {
    return this.#wires.link(from, to);
  }

  /** All that adds to the way between two nodes or hops; null: there is none. */
  way(from: number, to: number): readonly Wire[] | null {
    return this.#wires.way(from, to);
  }

  /** A word between kernels. */
  word(sender: MachinePort, receiver: MachinePort, kind: Kind, control: Control): Message {
    const link = this.link(sender.index, receiver.index);
    return this.#words.take(this.#nextId++, link, kind, control);
  }

  /** A new message; give it to `depart`. What comes to nothing before that was sent now. */
  message(sender: MachinePort, receiver: MachinePort, cargo: Cargo): Message {
    const link = this.link(sender.index, receiver.index);
    const message = new Message(this.#nextId++, link, cargo, 0);
    message.sentAtNs = this.#engine.nowNs;
    return message;
  }

  /** Sends a datagram. One that was taken up lends its place to the next. */
  send(link: Link, kind: Kind, body: Value, low: number, high: number): void {
    let message = this.#used.pop();
    if (message === undefined) {
      const cargo = { role: 'datagram', kind, body, low, high, exchange: null } as const;
      message = new Message(this.#nextId++, link, cargo, 0);
    } else {
      message.id = this.#nextId++;
      message.link = link;
      message.kind = kind;
      message.body = body;
      message.low = low;
      message.high = high;
      message.copy = 0;
      message.lineage = 0;
      message.claims = null;
      message.cleared = false;
      message.keptNs = -1;
      message.isAltered = false;
    }
    if (link.from === link.to) this.#landAtHome(message);
    else this.depart(message);
  }

  /** What a machine tells itself is on no wire; its row has an identity all the same. */
  #landAtHome(message: Message): void {
    const { nowNs } = this.#engine;
    message.sentAtNs = nowNs;
    message.ordinal = message.link.nextOrdinal(nowNs);
    message.stored = -1;
    this.#land(message, nowNs);
  }

  /**
   * A datagram was taken up, and nobody will ask for it again: messages in flight are most of what
   * a run allocates, and many of them outlive the young generation.
   */
  recycle(message: Message): void {
    this.#used.push(message);
  }

  /** A bare acknowledgement was heard. */
  recycleAck(message: Message): void {
    this.#words.recycle(message);
  }

  /** A message leaves its sender: the stages up to delay and hold. */
  depart(message: Message): void {
    const { link } = message;
    const engine = this.#engine;
    const now = engine.nowNs;
    message.sentAtNs = now;
    message.stored = -1;
    message.family = null;
    const isWord = message.role === 'control';
    message.ordinal = isWord ? link.nextWordOrdinal(now) : link.nextOrdinal(now);
    const seq =
      isWord || (message.part > 0 && message.attempt === 0)
        ? -1
        : engine.trace.messageRow(
            message.attempt === 0 ? rowCode.sent : rowCode.resent,
            link.from,
            link.to,
            message.kind.nameId,
            message.low,
            message.high,
            message,
          );
    if (!isWord) this.inFlight += 1;
    const conduct = link.link.of(message.kind);
    if (conduct.plain && (this.#inForce.quiet || this.#inForce.isFree(link))) {
      const latencyNs = link.latency(conduct, purpose.delay, now, message.ordinal, 0);
      this.#land(message, inTurn(message, link, conduct, now + latencyNs));
    } else this.#departures.judge(message, link, conduct, message, this.#forward);
    if (this.watched && seq >= 0) this.#listener.sent(message, seq);
  }

  #land(message: Message, arrivalNs: number): void {
    this.#engine.agenda.push(arrivalNs, eventClass.delivery, message);
  }

  /** A message has left: it lands after its delay, or makes its way through switches. */
  #travel(message: Message, delay: Delay): void {
    const { link } = message;
    if (this.#journeys !== null && link.link.switched) {
      Journey.send(this.#journeys, message, link.from, delay);
    } else this.#land(message, delay(this.#engine.nowNs));
  }

  #doubled(copy: Message): void {
    if (copy.role !== 'control') this.inFlight += 1;
  }

  /** Rate and queue, then hold. */
  readonly #forward: Onward = (message, delay, holder) => {
    const { port } = message.link;
    if (port === null) this.#pass(message, delay, holder);
    else this.#queue(message, port, delay, holder);
  };

  /** Only when it has had its turn it is known what keeps it still. */
  #queue(message: Message, port: Port, delay: Delay, heldBy: ActiveRule | null): void {
    const { link } = message;
    const left = (): void => {
      this.#inForce.refresh(link);
      this.#pass(message, delay, heldBy && holderOf(link, message));
    };
    const exit = { left, dropped: (why: LossCause): void => this.lose(message, why) };
    new PortPacket(link, port, message, this.portWatch, exit).offer();
  }

  #pass(message: Message, delay: Delay, holder: ActiveRule | null): void {
    if (holder !== null) this.#holdAtDeparture(message, delay, holder);
    else this.#leave(message, delay);
  }

  /** A message would reach its receiver: the cut and holds once more, then the receiving kernel. */
  arrive(message: Message): void {
    if (!this.#inForce.quiet) return this.#arriveUnderFaults(message);
    if (message.role !== 'control') this.inFlight -= 1;
    message.receiver.arrived(message);
  }

  #arriveUnderFaults(message: Message): void {
    const { link } = message;
    if (!message.cleared && !this.#inForce.isFree(link)) {
      const cut = cutNow(link, message);
      if (cut !== null) return this.lose(message, cut);
      const holder = holderOf(link, message);
      if (holder !== null) return this.#holdAtArrival(message, holder);
    }
    if (message.role !== 'control') this.inFlight -= 1;
    message.receiver.arrived(message);
  }

  #hold(held: Held): void {
    this.#holds.keep(held);
    this.#rows.add('held', held.message);
  }

  #holdAtArrival(message: Message, by: ActiveRule): void {
    const go = (): void => {
      message.cleared = true;
      this.#land(message, this.#engine.nowNs);
    };
    this.#hold({ message, wire: message.link, passage: message, by, go });
  }

  #holdAtDeparture(message: Message, delay: Delay, by: ActiveRule): void {
    const { link } = message;
    const go = (): void => this.#leave(message, delay);
    const lost = (): void => void (link.port?.hasCredits && link.port.giveBack());
    this.#hold({ message, wire: link, passage: message, by, go, lost });
  }

  /** Between two nodes the room at the other end is free again when the message has come there. */
  #leave(message: Message, delay: Delay): void {
    const { port } = message.link;
    if (port === null || !port.hasCredits) return this.#travel(message, delay);
    const atNs = delay(this.#engine.nowNs);
    this.#travel(message, () => atNs);
    this.#engine.schedule(atNs, eventClass.delivery, () => port.giveBack());
  }

  #letGo(held: Held): void {
    const { message, wire, passage, go } = held;
    const lose = (cause: LossCause): void => {
      this.lose(message, cause, wire);
      held.lost?.();
    };
    this.#rows.add('released', message);
    const conduct = wire.link.of(message.kind);
    const cut = cutNow(wire, passage);
    if (cut !== null) return lose(cut);
    let lost = false;
    for (const active of wire.rules) {
      const { rule } = active;
      if (rule.again !== null || !active.speaksOf(passage)) continue;
      if (rule.ask(passage, 'release') === 'drop') lost = true;
    }
    const { originNs, ordinal, lineage } = passage;
    if (lost || wire.takes(conduct.loss, 'lossOnRelease', originNs, ordinal, lineage)) {
      return lose('loss');
    }
    go();
  }

  /** A message is no more. A connection sends it again; a call remembers why. */
  lose(message: Message, cause: LossCause, where: Wire | null = null): void {
    if (message.role !== 'control') this.inFlight -= 1;
    this.drop(message, cause, where);
  }

  /** As `lose`, for what had already arrived at the receiver's kernel. */
  drop(message: Message, cause: LossCause, where: Wire | null = null): void {
    if (message.role !== 'control') this.lost += 1;
    this.#rows.add('lost', message, cause, where);
    message.exchange?.call?.lost(message, cause);
    message.connection?.lost(message, cause);
  }

  /** A kernel answered RST for a process that is not there. */
  refused(message: Message): void {
    this.#rows.add('refused', message);
  }

  /** Adds a rule; the undo takes it away. */
  addRule(rule: NetworkRule): Undo {
    return this.#inForce.add(rule);
  }

  /** The other ends of the wires of a node, or of a switch: nodes, and the switches it is on. */
  wiredTo(place: number): readonly number[] {
    return this.#wires.endsAt(place);
  }

  /** Cuts directed links; the undo heals exactly these. Cuts of one link add up. */
  cut(from: readonly number[], to: readonly number[]): Undo {
    return this.#inForce.cut(this.#wires.between(from, to));
  }

  /**
   * Cuts links; so much later ways are found without them, and `turned` is told of each message that
   * would have crossed one of them. The undo heals, and as much later so again.
   */
  withdraw(
    from: readonly number[],
    to: readonly number[],
    convergenceNs: number,
    turned: (crossing: Crossing) => void = () => undefined,
  ): Undo {
    const wires = this.#wires.between(from, to);
    const heal = this.#inForce.cut(wires);
    const changed = (): void => this.#listener.changed();
    const back = this.#wires.fabric?.withdraw(wires, convergenceNs, changed, turned);
    return () => {
      heal();
      back?.();
    };
  }

  /** Makes directed links no faster than so many bits per second; the undo lifts it. */
  limit(from: readonly number[], to: readonly number[], bitsPerSecond: number): Undo {
    this.#inForce.limited();
    const undos = this.#wires.between(from, to).map((link) => {
      const port = link.port ?? new Port(this.#engine, link.link.port ?? openPort);
      link.port = port;
      return port.limit(bitsPerSecond);
    });
    return () => {
      for (const undo of undos) undo();
    };
  }

  /** Whether a message could pass now: the link exists, and neither cut nor rule stops all on it. */
  canPass(from: number, to: number): boolean {
    const way = this.#wires.way(from, to);
    return way?.every((wire) => wire.link.connected && !this.#inForce.blocks(wire)) ?? false;
  }
}
