import { purpose, uniformAt } from '../../base/draw/draw.ts';
import { type Draws, Stream } from '../../base/draw/draw.ts';
import { compileSampler } from '../../base/sampler/sampler.ts';
import type { Distribution, Sampler } from '../../base/sampler/sampler.ts';
import type { NodeId } from '../../base/units.ts';
import { Burst } from './burst.ts';
import type { BurstPlan } from './burst.ts';
import { globTest } from './glob.ts';
import type { Kind } from '../message/kind.ts';
import type { MachinePort } from '../ports.ts';
import type { PortPlan } from '../queue/port-plan.ts';
import { Inbox } from '../queue/inbox.ts';
import type { Port } from '../queue/port.ts';
import type { ActiveRule } from './active-rule.ts';
import { noRules, WireState } from './wire-state.ts';

/** What a directed link does to messages, as the scenario gives it; shares in parts per billion. */
export interface LinkParameters {
  /** One way. */
  readonly latency: Distribution;
  readonly lossPpb: number;
  readonly duplicatePpb: number;
  readonly reorderPpb: number;
  readonly corruptPpb: number;
}

/** Links that are alike share a class, so that large clusters stay small. */
export interface LinkClass extends LinkParameters {
  /** False: there is no such link. */
  readonly connected: boolean;
  /** Each end proves who it is: what is sent under another name is refused. */
  readonly authenticated?: boolean;
  /** The largest packet that it takes, headers included. */
  readonly mtuBytes: number;
  /** Loss in bursts, beside the loss of single messages. */
  readonly burst?: BurstPlan;
  /** Between two nodes that send one another through switches: all it has are `messages`. */
  readonly switched?: boolean;
  /** How fast it sends, and what waits meanwhile. Without it nothing does. */
  readonly port?: PortPlan;
  /** For certain message types only (exact or glob), laid over the class. */
  readonly messages: readonly { readonly type: string; readonly parameters: LinkParameters }[];
}

/** Parameters ready for use. */
export class Conduct {
  readonly latency: Sampler;
  /** The latency when it is constant, else -1: then no draw is needed. */
  readonly constantNs: number;
  readonly loss: number;
  readonly duplicate: number;
  readonly reorder: number;
  readonly corrupt: number;
  /** There is a link, and it adds nothing but latency: the fast path. */
  readonly plain: boolean;

  /** `bare`: there is a link, and nothing but these parameters makes up what it is. */
  constructor(parameters: LinkParameters, bare: boolean) {
    this.latency = compileSampler(parameters.latency);
    this.constantNs = this.latency.minNs === this.latency.maxNs ? this.latency.minNs : -1;
    this.loss = parameters.lossPpb / 1e9;
    this.duplicate = parameters.duplicatePpb / 1e9;
    this.reorder = parameters.reorderPpb / 1e9;
    this.corrupt = parameters.corruptPpb / 1e9;
    const shares = this.loss + this.duplicate + this.reorder + this.corrupt;
    this.plain = bare && shares === 0;
  }
}

/** A link class ready for use: its conduct, and that of the types it treats apart. */
export class CompiledClass {
  readonly connected: boolean;
  readonly authenticated: boolean;
  readonly mtuBytes: number;
  readonly switched: boolean;
  readonly burst: BurstPlan | null;
  readonly port: PortPlan | null;
  readonly conduct: Conduct;
  readonly #first: readonly ((kind: string) => boolean)[];
  readonly #apart: readonly {
    readonly matches: (kind: string) => boolean;
    readonly conduct: Conduct;
  }[];
  readonly #byKind: (Conduct | undefined)[] = [];

  constructor(link: LinkClass) {
    this.connected = link.connected;
    this.authenticated = link.authenticated ?? false;
    this.mtuBytes = link.mtuBytes;
    this.switched = link.switched ?? false;
    this.burst = link.burst ?? null;
    this.port = link.port ?? null;
    this.#first = (link.port?.queue.first ?? []).map(globTest);
    const isMore = this.switched || this.burst !== null || this.port !== null;
    const bare = link.connected && !isMore;
    this.conduct = new Conduct(link, bare);
    this.#apart = link.messages.map(({ type, parameters }) => ({
      matches: globTest(type),
      conduct: new Conduct(parameters, bare),
    }));
  }

  /** Whether a priority queue sends this kind before others. */
  isFirst(kind: string): boolean {
    return this.#first.some((matches) => matches(kind));
  }

  /** How messages of a kind fare here. */
  of(kind: Kind): Conduct {
    if (this.#apart.length === 0) return this.conduct;
    const known = this.#byKind[kind.id];
    if (known) return known;
    const apart = this.#apart.find(({ matches }) => matches(kind.name));
    const conduct = apart?.conduct ?? this.conduct;
    this.#byKind[kind.id] = conduct;
    return conduct;
  }
}

/** 2^32, 2^53 and 2^31. */
const wordUnit = 4_294_967_296;
const markUnit = 9_007_199_254_740_992;
const lineageUnit = 2_147_483_648;

/** An end of a wire: a machine, or what stands between machines. */
export interface Place {
  readonly index: number;
  readonly id: NodeId;
}

/**
 * A directed way from one place to the next, at work. A large cluster has more of these than of
 * anything else: they hold what every message asks for, close together, and all else is apart.
 */
export class Wire {
  readonly toId: NodeId;
  /** The sender's name. */
  readonly fromId: NodeId;
  readonly from: number;
  readonly to: number;
  readonly link: CompiledClass;
  /** The key of its draws, which are its own alone: adding a node moves none of them. */
  readonly #keyLow: number;
  readonly #keyHigh: number;
  /** Its draws, if they are not its key alone: somebody looks for another future. */
  readonly #steered: Stream | null;
  /** The instant of the last send in two words, each of which has its place in the object. */
  #lastLow = 0;
  #lastHigh = -1;
  #ordinal = 0;
  /** Null as long as nothing asked for what few wires have. */
  #state: WireState | null = null;

  constructor(from: Place, to: Place, link: CompiledClass, draws: Draws) {
    const stream = draws.stream(nameOf(from.id, to.id));
    this.toId = to.id;
    this.fromId = from.id;
    this.from = from.index;
    this.to = to.index;
    this.link = link;
    this.#keyLow = stream.lo;
    this.#keyHigh = stream.hi;
    this.#steered = stream.constructor === Stream ? null : stream;
  }

  get #own(): WireState {
    return (this.#state ??= new WireState());
  }

  /** `link a -> b`: keys its draws. */
  get name(): string {
    return (this.#own.name ??= nameOf(this.fromId, this.toId));
  }

  /** The rules that speak of it, as of `rulesVersion`. */
  get rules(): readonly ActiveRule[] {
    return this.#state === null ? noRules : this.#state.rules;
  }

  get rulesVersion(): number {
    return this.#state === null ? 0 : this.#state.rulesVersion;
  }

  /** Makes these its rules. */
  obey(rules: readonly ActiveRule[], version: number): void {
    this.#own.rules = rules;
    this.#own.rulesVersion = version;
  }

  /** Partitions that cut it now. */
  get cuts(): number {
    return this.#state === null ? 0 : this.#state.cuts;
  }

  set cuts(count: number) {
    this.#own.cuts = count;
  }

  /** Where it begins, if it is not as fast as it may be. */
  get port(): Port | null {
    const port = this.#state === null ? null : this.#state.port;
    return port === null || port.standsOpen ? null : port;
  }

  set port(port: Port | null) {
    this.#own.port = port;
  }

  /** Its buffer at the other end, if its port has credits. */
  get inbox(): Inbox | null {
    const { port } = this;
    if (port === null || !port.hasCredits) return null;
    return (this.#own.inbox ??= new Inbox(() => port.giveBack()));
  }

  /** This send's number among the link's sends at one instant: with the instant, its identity. */
  nextOrdinal(nowNs: number): number {
    const low = nowNs | 0;
    const high = Math.floor(nowNs / wordUnit) | 0;
    if (low === this.#lastLow && high === this.#lastHigh) return ++this.#ordinal;
    this.#lastLow = low;
    this.#lastHigh = high;
    this.#ordinal = 0;
    return 0;
  }

  /** What stands for one of its sends among all that are sent at one instant: 53 bits. */
  markOf(ordinal: number): number {
    return uniformAt(this.#keyLow, this.#keyHigh, purpose.mark, ordinal, 0, 0) * markUnit;
  }

  /**
   * What tells the nth duplicate that is made here of a message apart from all its others: from 1
   * to 2^31.
   */
  lineageOf(parent: number, nth: number): number {
    const mark = uniformAt(this.#keyLow, this.#keyHigh, purpose.mark, parent, nth, 1);
    return 1 + Math.floor(mark * lineageUnit);
  }

  /** The same for words between kernels: they are counted apart, so that they move no message's draws. */
  nextWordOrdinal(nowNs: number): number {
    return this.#own.nextWordOrdinal(nowNs);
  }

  /** A uniform double in [0, 1), as `Stream.at` gives it. */
  draw(what: number, a: number, b: number, c: number): number {
    if (this.#steered !== null) return this.#steered.at(what, a, b, c);
    return uniformAt(this.#keyLow, this.#keyHigh, what, a, b, c);
  }

  /** A latency of one transmission; `lineage` tells duplicates apart. */
  latency(
    conduct: Conduct,
    what: number,
    originNs: number,
    ordinal: number,
    lineage: number,
  ): number {
    if (conduct.constantNs >= 0) return conduct.constantNs;
    return conduct.latency.sample(this.draw(what, originNs, ordinal, lineage));
  }

  /** Whether a burst of loss takes a message. Every one that is sent asks, once: it moves time on. */
  bursts(originNs: number, ordinal: number, lineage: number): boolean {
    const { burst } = this.link;
    if (burst === null) return false;
    return (this.#own.burst ??= new Burst(burst)).takes((which) =>
      this.draw(purpose.burst, originNs, ordinal, lineage * 2 + which),
    );
  }

  /** Whether a share of messages takes this one, by its own draw. */
  takes(
    share: number,
    what: keyof typeof purpose,
    originNs: number,
    ordinal: number,
    lineage: number,
  ): boolean {
    return share > 0 && this.draw(purpose[what], originNs, ordinal, lineage) < share;
  }
}

function nameOf(from: NodeId, to: NodeId): string {
  return `link ${from} -> ${to}`;
}

/** A directed link between two machines. That of a machine to itself carries what needs no network. */
export class Link extends Wire {
  readonly receiver: MachinePort;
  /** The link that its sender used after it the last time: a guess at what it will do now. */
  following: Link | null = null;
  readonly sender: MachinePort;

  constructor(sender: MachinePort, receiver: MachinePort, link: CompiledClass, draws: Draws) {
    super(sender, receiver, link, draws);
    this.sender = sender;
    this.receiver = receiver;
  }

  get mtuBytes(): number {
    return this.link.mtuBytes;
  }
}
