import { purpose, uniformAt } from '../base/draw.ts';
import { Stream } from '../base/draw.ts';
import { compileSampler } from '../base/sampler.ts';
import type { Distribution, Sampler } from '../base/sampler.ts';
import type { NodeId } from '../base/units.ts';
import { Burst } from './burst.ts';
import type { BurstPlan } from './burst.ts';
import type { Kind } from './kind.ts';
import type { MachinePort } from './ports.ts';
import type { PortPlan } from './queue/port-plan.ts';
import { Inbox } from './queue/inbox.ts';
import type { Port } from './queue/port.ts';
import type { NetworkRule } from './rule.ts';

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

/** 2^32. */
const wordUnit = 4_294_967_296;

/** Words between kernels have ordinals from here on. */
const firstWord = 1_048_576;

/** An end of a wire: a machine, or what stands between machines. */
export interface Place {
  readonly index: number;
  readonly id: NodeId;
}

/** A directed way from one place to the next, at work. */
export class Wire {
  /** `link a -> b`: keys its draws. */
  readonly name: string;
  /** The rules that speak of it, as of `rulesVersion`. */
  rules: readonly NetworkRule[] = [];
  rulesVersion = 0;
  #inbox: Inbox | null = null;
  readonly #burst: Burst | null;
  #wordNs = -1;
  #wordOrdinal = 0;
  /** Partitions that cut it now. */
  cuts = 0;
  // What every message needs stands together from here on, as in `Message`.
  /** Where it begins, if it is not as fast as it may be. */
  port: Port | null = null;
  readonly from: number;
  readonly to: number;
  /** The sender's name. */
  readonly fromId: NodeId;
  readonly toId: NodeId;
  readonly link: CompiledClass;
  /** Draws of this link alone, keyed by its name: adding a node moves none of them. */
  readonly stream: Stream;
  /** The key of the stream: one place less to look at for the draw that every message needs. */
  readonly #keyLow: number;
  readonly #keyHigh: number;
  /** Its stream is not its key alone: somebody looks for another future. */
  readonly #isSteered: boolean;
  /** The instant of the last send in two words, each of which has its place in the object. */
  #lastLow = 0;
  #lastHigh = -1;
  #ordinal = 0;

  constructor(from: Place, to: Place, name: string, link: CompiledClass, stream: Stream) {
    this.from = from.index;
    this.to = to.index;
    this.fromId = from.id;
    this.toId = to.id;
    this.name = name;
    this.link = link;
    this.stream = stream;
    this.#keyLow = stream.lo;
    this.#keyHigh = stream.hi;
    this.#isSteered = stream.constructor !== Stream;
    this.#burst = link.burst === null ? null : new Burst(link.burst);
  }

  /** Its buffer at the other end, if its port has credits. */
  get inbox(): Inbox | null {
    const { port } = this;
    if (port === null || !port.hasCredits) return null;
    return (this.#inbox ??= new Inbox(() => port.giveBack()));
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

  /** The same for words between kernels: they are counted apart, so that they move no message's draws. */
  nextWordOrdinal(nowNs: number): number {
    if (nowNs === this.#wordNs) return ++this.#wordOrdinal;
    this.#wordNs = nowNs;
    this.#wordOrdinal = firstWord;
    return firstWord;
  }

  /** A latency of one transmission; `copy` tells duplicates apart. */
  latency(conduct: Conduct, what: number, sentAtNs: number, ordinal: number, copy: number): number {
    if (conduct.constantNs >= 0) return conduct.constantNs;
    const { latency } = conduct;
    if (this.#isSteered) return latency.sample(this.stream.at(what, sentAtNs, ordinal, copy));
    return latency.sample(uniformAt(this.#keyLow, this.#keyHigh, what, sentAtNs, ordinal, copy));
  }

  /** Whether a burst of loss takes a message. Every one that is sent asks, once: it moves time on. */
  bursts(sentAtNs: number, ordinal: number): boolean {
    return this.#burst !== null && this.#burst.takes(this.stream, sentAtNs, ordinal);
  }

  /** Whether a share of messages takes this one, by its own draw. */
  takes(
    share: number,
    what: keyof typeof purpose,
    sentAtNs: number,
    ordinal: number,
    copy: number,
  ): boolean {
    return share > 0 && this.stream.at(purpose[what], sentAtNs, ordinal, copy) < share;
  }
}

/** A directed link between two machines. That of a machine to itself carries what needs no network. */
export class Link extends Wire {
  readonly receiver: MachinePort;
  /** The link that its sender used after it the last time: a guess at what it will do now. */
  following: Link | null = null;
  readonly sender: MachinePort;
  readonly mtuBytes: number;

  constructor(
    sender: MachinePort,
    receiver: MachinePort,
    name: string,
    link: CompiledClass,
    stream: Stream,
  ) {
    super(sender, receiver, name, link, stream);
    this.sender = sender;
    this.receiver = receiver;
    this.mtuBytes = link.mtuBytes;
  }
}

/** A test for a name that may hold `*` for any run of characters. */
export function globTest(pattern: string): (name: string) => boolean {
  if (!pattern.includes('*')) return (name) => name === pattern;
  const parts = pattern.split('*');
  const first = parts[0] as string;
  const last = parts[parts.length - 1] as string;
  return (name) => {
    if (!name.startsWith(first) || name.length < first.length + last.length) return false;
    let from = first.length;
    for (const part of parts.slice(1, -1)) {
      const at = name.indexOf(part, from);
      if (at < 0) return false;
      from = at + part.length;
    }
    return name.endsWith(last) && name.length - last.length >= from;
  };
}
