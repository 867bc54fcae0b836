import { purpose } from '../base/draw.ts';
import { fingerprint, fingerprintValue } from '../base/schema/copier.ts';
import { corruptField } from '../base/schema/redraw.ts';
import type { Value } from '../base/units.ts';
import { eventClass } from '../engine/agenda.ts';
import type { Engine } from '../engine/engine.ts';
import type { EventType } from '../engine/event.ts';
import { CompiledClass, Link } from './link.ts';
import type { Conduct, LinkClass } from './link.ts';
import type { Kind } from './kind.ts';
import type { Cargo, Control, LossCause, MachinePort, NetworkPort } from './ports.ts';
import { rowCode } from './row-code.ts';
import { Message } from './message.ts';
import { applicable } from './applicable-rules.ts';
import { Rulings, stronger } from './rule.ts';
import type { NetworkRule } from './rule.ts';
import { WordPool } from './tcp/word-pool.ts';
import { delayOf, inTurn } from './travel-time.ts';
import type { Undo } from './verbs.ts';

/** What the network needs to know of its links: see `LinkTable` of a scenario. */
export interface LinkPlan {
  readonly classes: readonly LinkClass[];
  classOf(from: number, to: number): number;
}

/** Told of each message, while someone wants to know. */
export interface MessageWatcher {
  sent(message: Message, seq: number): void;
}

interface Held {
  readonly message: Message;
  readonly at: 'departure' | 'arrival';
  /** The delay it got when it was sent; 0 for one that had arrived. */
  readonly delayNs: number;
}

/**
 * The network: every message passes the same stages, cut, loss, corrupt, duplicate, delay, hold, and
 * in each stage every active fault is asked. A cut is judged when a message leaves and again when it
 * would arrive. What a message meets depends on the set of active faults, never on their order.
 */
export class Network implements NetworkPort {
  readonly #engine: Engine;
  readonly #machines: readonly MachinePort[];
  readonly #ids: readonly string[];
  readonly #plan: LinkPlan;
  readonly #classes: readonly CompiledClass[];
  /** By sender, then receiver; filled as links are used. */
  readonly #links: (Link | undefined)[][] = [];
  #rules: NetworkRule[] = [];
  #rulesVersion = 0;
  /** Cuts in force, of whatever links. */
  #cuts = 0;
  #held: Held[] = [];
  /** A release is to come at this instant. */
  #releases = false;
  #nextId = 0;
  /** Datagrams that were taken up. */
  readonly #used: Message[] = [];
  readonly #words = new WordPool();
  /** Someone follows messages: set together with `watcher`. */
  watched = false;
  watcher: MessageWatcher = { sent: () => undefined };
  /** Called when a cut or rule came or went. */
  changed: () => void = () => undefined;
  /** Messages on their way, and lost ones, segments counted each; words between kernels are none. */
  inFlight = 0;
  lost = 0;

  constructor(engine: Engine, machines: readonly MachinePort[], plan: LinkPlan) {
    this.#engine = engine;
    this.#machines = machines;
    this.#ids = machines.map(({ id }) => id);
    this.#plan = plan;
    this.#classes = plan.classes.map((link) => new CompiledClass(link));
  }

  /** The directed link between two machines. */
  link(from: number, to: number): Link {
    const row = (this.#links[from] ??= []);
    const known = row[to];
    if (known !== undefined) return known;
    const sender = this.#machines[from] as MachinePort;
    const receiver = this.#machines[to] as MachinePort;
    const name = `link ${sender.id} -> ${receiver.id}`;
    const link = new Link(
      sender,
      receiver,
      name,
      this.#classes[this.#plan.classOf(from, to)] as CompiledClass,
      this.#engine.draws.stream(name),
    );
    row[to] = link;
    return link;
  }

  /** A word between kernels. */
  word(sender: MachinePort, receiver: MachinePort, kind: Kind, control: Control): Message {
    const link = this.link(sender.index, receiver.index);
    return this.#words.take(this.#nextId++, link, kind, control);
  }

  /** A new message; give it to `depart`. */
  message(sender: MachinePort, receiver: MachinePort, cargo: Cargo): Message {
    return new Message(this.#nextId++, this.link(sender.index, receiver.index), cargo, 0);
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
      message.cleared = false;
    }
    if (link.from === link.to) this.#travel(message, this.#engine.nowNs);
    else this.depart(message);
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
    if (conduct.plain && (this.#quiet || this.#isFree(link))) {
      const latencyNs = link.latency(conduct, purpose.delay, now, message.ordinal, 0);
      this.#travel(message, inTurn(message, conduct, now + latencyNs));
    } else this.#judge(message, link, conduct);
    if (this.watched && seq >= 0) this.watcher.sent(message, seq);
  }

  /** Neither a cut nor a rule is in force anywhere. */
  get #quiet(): boolean {
    return this.#cuts === 0 && this.#rules.length === 0;
  }

  /** Neither a cut nor a rule speaks of this link. */
  #isFree(link: Link): boolean {
    if (link.rulesVersion !== this.#rulesVersion) this.#refreshRules(link);
    return link.cuts === 0 && link.rules.length === 0;
  }

  #travel(message: Message, arrivalNs: number): void {
    this.#engine.agenda.push(arrivalNs, eventClass.delivery, message);
  }

  #judge(message: Message, link: Link, conduct: Conduct): void {
    if (link.rulesVersion !== this.#rulesVersion) this.#refreshRules(link);
    const rulings = new Rulings();
    rulings.ask(applicable(link.rules, message), message);
    if (!link.link.connected) return this.lose(message, 'no-link');
    if (link.cuts > 0) return this.lose(message, 'partition');
    if (rulings.cut !== null) return this.lose(message, rulings.cut);
    const { sentAtNs, ordinal } = message;
    if (rulings.lost || link.takes(conduct.loss, 'loss', sentAtNs, ordinal, 0)) {
      return this.lose(message, 'loss');
    }
    const sent = this.#corrupted(message, link, conduct, rulings);
    const doubled = link.takes(conduct.duplicate, 'duplicate', sentAtNs, ordinal, 0);
    const copies = rulings.copies + (doubled ? 1 : 0);
    for (let copy = 0; copy <= copies; copy++) {
      const one = copy === 0 ? sent : sent.again(copy, sent.attempt);
      if (copy > 0) {
        if (one.role !== 'control') this.inFlight += 1;
        this.#record('duplicated', one);
      }
      const delayNs = delayOf(one, link, conduct, rulings);
      if (rulings.held) this.#hold(one, 'departure', delayNs);
      else this.#travel(one, sentAtNs + delayNs);
    }
  }

  #corrupted(message: Message, link: Link, conduct: Conduct, rulings: Rulings): Message {
    const { sentAtNs, ordinal } = message;
    let body: Value | undefined = rulings.body;
    if (link.takes(conduct.corrupt, 'corrupt', sentAtNs, ordinal, 0)) {
      const fields = message.sender.fieldsOf(message.kind.name);
      let drawn = 0;
      const uniform = (): number =>
        link.stream.at(purpose.corruptField, sentAtNs, ordinal, drawn++);
      const struck =
        fields && corruptField(fields, (body ?? message.body) as object, uniform, this.#ids);
      if (struck) body = struck as Value;
    }
    if (body === undefined) return message;
    fingerprintValue(body);
    const changed = message.withBody(body, fingerprint.lo, fingerprint.hi);
    this.#record('corrupted', changed);
    return changed;
  }

  /** A message would reach its receiver: the cut and holds once more, then the receiving kernel. */
  arrive(message: Message): void {
    if (!this.#quiet) return this.#arriveUnderFaults(message);
    if (message.role !== 'control') this.inFlight -= 1;
    message.link.receiver.arrived(message);
  }

  #arriveUnderFaults(message: Message): void {
    const { link } = message;
    if (!message.cleared && !this.#isFree(link)) {
      const cut = this.#cutNow(link, message);
      if (cut !== null) return this.lose(message, cut);
      if (this.#isHeld(link, message)) return this.#hold(message, 'arrival', 0);
    }
    if (message.role !== 'control') this.inFlight -= 1;
    message.receiver.arrived(message);
  }

  #cutNow(link: Link, message: Message): 'partition' | 'unreachable' | 'refuse' | null {
    let cut: 'partition' | 'unreachable' | 'refuse' | null = link.cuts > 0 ? 'partition' : null;
    for (const rule of applicable(link.rules, message)) {
      if (rule.again !== 'cut') continue;
      const ruling = rule.ask(message, 'arrival');
      if (ruling === 'drop') cut = 'partition';
      else if (ruling === 'refuse' || ruling === 'unreachable') cut = stronger(cut, ruling);
    }
    return cut;
  }

  #isHeld(link: Link, message: Message): boolean {
    let held = false;
    for (const rule of applicable(link.rules, message)) {
      if (rule.again === 'hold' && rule.ask(message, 'arrival') === 'hold') held = true;
    }
    return held;
  }

  #hold(message: Message, at: 'departure' | 'arrival', delayNs: number): void {
    this.#held.push({ message, at, delayNs });
    this.#record('held', message);
  }

  /** After all that ends and begins at this instant: only then it is known what will be in force. */
  #releaseSoon(): void {
    if (this.#releases || this.#held.length === 0) return;
    this.#releases = true;
    this.#engine.schedule(this.#engine.nowNs, eventClass.change, () => {
      this.#releases = false;
      this.#release();
    });
  }

  /** Lets go, in the order in which they were held, of all messages that no hold holds any more. */
  #release(): void {
    const waiting = this.#held;
    this.#held = [];
    for (const held of waiting) {
      const { message } = held;
      const { link } = message;
      if (link.rulesVersion !== this.#rulesVersion) this.#refreshRules(link);
      if (this.#isHeld(link, message)) this.#held.push(held);
      else this.#letGo(held, link);
    }
  }

  #letGo({ message, at, delayNs }: Held, link: Link): void {
    this.#record('released', message);
    const conduct = link.link.of(message.kind);
    const cut = this.#cutNow(link, message);
    if (cut !== null) return this.lose(message, cut);
    let lost = false;
    for (const rule of applicable(link.rules, message)) {
      if (rule.again === null && rule.ask(message, 'release') === 'drop') lost = true;
    }
    const { sentAtNs, ordinal, copy } = message;
    if (lost || link.takes(conduct.loss, 'lossOnRelease', sentAtNs, ordinal, copy)) {
      return this.lose(message, 'loss');
    }
    const now = this.#engine.nowNs;
    message.cleared = at === 'arrival';
    this.#travel(message, now + delayNs);
  }

  /** A message is no more. A connection sends it again; a call remembers why. */
  lose(message: Message, cause: LossCause): void {
    if (message.role !== 'control') this.inFlight -= 1;
    this.drop(message, cause);
  }

  /** As `lose`, for what had already arrived at the receiver's kernel. */
  drop(message: Message, cause: LossCause): void {
    if (message.role !== 'control') this.lost += 1;
    this.#record('lost', message, cause);
    message.exchange?.call?.lost(message, cause);
    message.connection?.lost(message, cause);
  }

  /** A kernel answered RST for a process that is not there. */
  refused(message: Message): void {
    this.#record('refused', message);
  }

  /** Words between kernels are no rows. */
  #record(type: EventType, message: Message, why?: LossCause): void {
    if (message.role === 'control') return;
    const { trace } = this.#engine;
    const about = { sentAt: message.sentAtNs, ordinal: message.ordinal, copy: message.copy };
    trace.record(type, message.sender.index, message.receiver.index, message.kind.name, {
      ...about,
      ...(why === undefined ? {} : { why }),
      ...(type === 'corrupted' ? { body: message.body } : {}),
    });
  }

  /** Adds a rule; the undo takes it away. */
  addRule(rule: NetworkRule): Undo {
    this.#rules = [...this.#rules, rule];
    this.#rulesVersion += 1;
    this.changed();
    let over = false;
    return () => {
      if (over) return;
      over = true;
      const at = this.#rules.indexOf(rule);
      this.#rules = this.#rules.filter((_, other) => other !== at);
      this.#rulesVersion += 1;
      this.#releaseSoon();
      this.changed();
    };
  }

  /** Cuts directed links; the undo heals exactly these. Cuts of one link add up. */
  cut(from: readonly number[], to: readonly number[]): Undo {
    const links = from.flatMap((one) =>
      to.filter((other) => other !== one).map((other) => this.link(one, other)),
    );
    for (const link of links) link.cuts += 1;
    this.#cuts += 1;
    this.changed();
    let healed = false;
    return () => {
      if (healed) return;
      healed = true;
      for (const link of links) link.cuts -= 1;
      this.#cuts -= 1;
      this.changed();
    };
  }

  /** Whether a message could pass now: the link exists, and no cut takes everything on it. */
  canPass(from: number, to: number): boolean {
    const link = this.link(from, to);
    return link.cuts === 0 && link.link.connected;
  }

  #refreshRules(link: Link): void {
    link.rules = this.#rules.filter(
      ({ from, to }) =>
        (from === null || from.includes(link.from)) && (to === null || to.includes(link.to)),
    );
    link.rulesVersion = this.#rulesVersion;
  }
}
