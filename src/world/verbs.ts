import type { Duration, NodeId, TrueTime, Value } from '../base/units.ts';
import type { DiskOperation, DiskRuling } from './disk/rule.ts';
import type { Random } from './program/node.ts';
import type { PauseCause } from './machine/pause-cause.ts';
import type { ClockVerbs } from './time/clock-verbs.ts';

/** Takes back one effect, exactly. */
export type Undo = () => void;

/** What a network rule may say of one message. Every rule is asked; each stage combines. */
export type Ruling =
  | 'pass'
  | 'drop'
  | 'hold'
  | 'refuse'
  | 'unreachable'
  | 'reset'
  | 'duplicate'
  | { readonly delay: Duration }
  | { readonly factor: number }
  | { readonly body: Value }
  /** It goes on under the name of another sender: one-way messages on links that are not authenticated. */
  | { readonly from: NodeId };

/** A directed link. */
export interface Link {
  readonly from: NodeId;
  readonly to: NodeId;
}

/** A message on its way, as a rule sees it. */
export interface Packet {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly kind: string;
  readonly body: Value;
  readonly sentAt: TrueTime;
  /** It travels on a connection, which a `reset` would break. */
  readonly onConnection: boolean;
}

/** Which messages a rule is asked about. */
export interface RuleScope {
  readonly from?: readonly NodeId[];
  readonly to?: readonly NodeId[];
  readonly kind?: string;
  /** The rule drops, refuses or returns whatever it is asked about: no message passes these links. */
  readonly blocks?: boolean;
}

/** What a crash takes with it. */
export type Loss = 'memory' | 'unsynced' | 'disk';

/** How a crash treats writes that were not synced. */
export interface CrashCut {
  /** Some of what is lost got there in part. */
  readonly tear?: boolean;
  /** Which of the states that the disk can be in is found; null: draws decide. */
  readonly survivors?: number | null;
}

/** The verbs of the world's physics, as a fault sees them. Each returns its undo. */
export interface WorldVerbs {
  /** All nodes, in natural order. */
  readonly nodes: readonly NodeId[];
  /** Draws of this fault alone. */
  readonly random: Random;
  /**
   * Stops a process or machine. On undo it goes on where it was. `along` does what belongs to the
   * pause, and is undone with it: also when the process dies, which ends the pause.
   */
  pause(node: NodeId, cause: PauseCause, along?: () => Undo): Undo;
  /** Kills it; the undo boots it again. */
  crash(node: NodeId, scope: 'process' | 'host', lose: readonly Loss[], cut?: CrashCut): Undo;
  /**
   * Asks a rule about every message: at departure, and a `drop`, `refuse`, `unreachable` or `hold`
   * of a cut again at arrival.
   */
  rule(matches: RuleScope, rule: (packet: Packet) => Ruling): Undo;
  /** Cuts directed links; compiled, no rule is asked. */
  cut(from: readonly NodeId[], to: readonly NodeId[]): Undo;
  /** Breaks the connections that two nodes have with each other now: both kernels hear RST. */
  reset(one: NodeId, other: NodeId): void;
  /**
   * Takes directed links away: what is sent over them is lost until the network has converged, after
   * so long, and sends by other ways. The undo brings them back, to be used again after as long.
   */
  withdraw(from: readonly NodeId[], to: readonly NodeId[], convergence: Duration): Undo;
  /** Makes name servers (null: all) say something else of the names of these nodes. */
  answerNames(
    of: readonly NodeId[],
    answer: 'silence' | 'servfail' | 'nxdomain' | { readonly address: NodeId },
    servers: readonly NodeId[] | null,
  ): Undo;
  /** Makes directed links no faster than so many bits per second; of several limits the least counts. */
  limit(from: readonly NodeId[], to: readonly NodeId[], bitsPerSecond: number): Undo;
  /** The same for all that a node sends, and for all that is sent to it. */
  limitNode(node: NodeId, bitsPerSecond: number): Undo;
  /** Makes the cores of a machine slower by this factor; several multiply. */
  slow(node: NodeId, factor: number): Undo;
  /**
   * Asks a rule about every operation of a node's disk that the page cache does not serve; with `match`
   * about all of its kind.
   */
  disk(node: NodeId, rule: (operation: DiskOperation) => DiskRuling): Undo;
  /**
   * Gives a node's program the settings of the fault's parameter `set`, with a new start of its process;
   * the undo gives it the old ones, with another.
   */
  configure(node: NodeId): Undo;
  /** Gives a node a label: for selectors, and for the program. It stays. */
  relabel(node: NodeId, kind: string, name: string): void;
  /** The process of a node loses so many bytes of memory, until it ends. */
  leak(node: NodeId, bytes: number): void;
  /** A host that crashes meanwhile finds some of its unsynced writes torn. */
  tear(node: NodeId): Undo;
  /** Content of a node's disk decays, of a drawn file if none is named; `silent`: no checksum tells. */
  decay(node: NodeId, file: string | null, silent: boolean): void;
  /**
   * Takes a failure domain out of service, with all that has no other way than through it. On undo
   * it is up again, and each host so much later as `powerOn` says.
   */
  fail(domain: string, powerOn: (node: NodeId) => Duration): Undo;
  /** The nodes that stand in a domain or in what hangs on it, in natural order. */
  nodesIn(domain: string): readonly NodeId[];
  /**
   * The domains that nodes stand in themselves and that go out of service with these, in natural
   * order.
   */
  placesIn(domains: readonly string[]): readonly string[];
  /** Moves the time-of-day clock now, by nanoseconds. There is no undo: it stays moved. */
  stepWall(node: NodeId, by: number): void;
  /** Makes its oscillator run faster or slower. The undo restores the rate; the offset stays. */
  drift(node: NodeId, ppb: number): Undo;
  /** What else can be done to the clock of a node. */
  clock(node: NodeId): ClockVerbs;
}
