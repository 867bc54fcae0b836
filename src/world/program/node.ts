import type { Distribution } from '../../base/sampler/distribution.ts';
import type { Infer } from '../../base/schema/description.ts';
import type {
  BootTime,
  Duration,
  HowLong,
  MonotonicTime,
  NodeId,
  Signature,
  Value,
  WallTime,
} from '../../base/units.ts';
import type {
  Body,
  Events,
  Handler,
  Messages,
  Outcome,
  Protocol,
  RefusalsOf,
  Reply,
  Requests,
} from './protocol.ts';

/** A result that is not there yet. `await` it, or give `done` a callback: that is the fast path. */
export interface Pending<T> extends PromiseLike<T> {
  /** Calls back inside the event that brings the result; no promise is made. */
  done(callback: (result: T) => void): void;
}

/** How to make a call. */
export interface CallOptions {
  /** How long to wait, on this node's monotonic clock. Required: there is no call without an end. */
  readonly timeout: HowLong;
  /** `connection` (default): a live OS refuses for a dead process. `datagram`: a packet each way. */
  readonly via?: 'connection' | 'datagram';
  /** Stops waiting when aborted; the outcome is unknown ('gave-up'). For hedging. */
  readonly until?: Abort;
}

/** What several nodes said. Those in neither list had not answered when it was decided. */
export interface Quorum<T> {
  readonly reached: boolean;
  readonly ok: readonly { readonly from: NodeId; readonly value: T }[];
  readonly refused: readonly NodeId[];
}

/** Gives up several waits at once: `const first = node.abort()`. */
export interface Abort {
  abort(): void;
}

/** The smallest number such that any two groups of it share a member. */
export function majority(members: readonly NodeId[]): number {
  return Math.floor(members.length / 2) + 1;
}

/** One running process of a program. Each boot gets a new one; the old one's calls do nothing. */
export interface Node<
  P extends Protocol = {},
  E extends Events = {},
  Point extends string = never,
> {
  /** This node's name in the scenario. */
  readonly id: NodeId;
  /** The other nodes that run the same program, in natural order. */
  readonly peers: readonly NodeId[];
  /** `peers` and this node, in natural order: the same list on every one of them. */
  readonly members: readonly NodeId[];
  /** The labels of a node, of this one if none is named. */
  labels(of?: NodeId): { readonly [label: string]: string };
  /** Which boot this is (1, 2, ...) and why. */
  readonly boot: { readonly count: number; readonly reason: 'first' | 'restart' | 'reboot' };

  /** Says what to do with a kind of message or request. Once per kind. */
  on<K extends keyof P & string>(kind: K, handler: Handler<P[K]>): void;
  /** Sends a datagram to one node or to each of several: may be lost, late, twice, out of order. */
  send<K extends Messages<P>>(to: NodeId | readonly NodeId[], kind: K, body: Body<P[K]>): void;
  /** Asks a node and waits for the outcome. Late replies are matched by id, traced, and dropped. */
  call<K extends Requests<P>>(
    to: NodeId,
    kind: K,
    body: Body<P[K]>,
    options: CallOptions,
  ): Pending<Outcome<Reply<P[K]>, RefusalsOf<P[K]>>>;
  /**
   * Asks several at once and resolves as soon as `need` have said ok, or can no longer. Includes
   * this node without a packet. A node that is named twice is asked once, and counts once.
   */
  quorum<K extends Requests<P>>(
    to: readonly NodeId[],
    kind: K,
    body: Body<P[K]>,
    options: CallOptions & { readonly need: number },
  ): Pending<Quorum<Reply<P[K]>>>;
  /**
   * Resolves with the first of several; ties go to the earlier in the list. The others go on. A sync
   * that fails first rejects it, as in a race of promises.
   */
  first<const W extends readonly Pending<unknown>[]>(waits: W): Pending<Awaited<W[number]>>;
  /** A switch that gives up calls and sleeps. */
  abort(): Abort;
  /** Opens a connection: ordered, no loss, no duplicates, any delay; ends by FIN, RST or time. */
  connect(to: NodeId, options: { readonly timeout: HowLong }): Pending<Outcome<Connection<P>>>;
  /** Accepts connections. Without it the OS refuses them. */
  listen(accept: (connection: Connection<P>) => void): void;

  /** Runs once after a time, as this node's monotonic clock measures it. */
  after(time: HowLong, action: Action): Timer;
  /** Runs again and again; a late tick (pause, busy core) is run once, not made up for. */
  every(time: HowLong, action: Action): Timer;
  /** Waits. */
  sleep(time: HowLong): Pending<void>;
  /**
   * Occupies one of the machine's cores for so much CPU time: waits behind other work, takes longer
   * while a `slow` fault lasts, and stands still with its process. Without `cores` it takes no time.
   */
  work(cpu: HowLong): Pending<void>;
  /** Starts a loop beside the handlers; if it throws, the process crashes. */
  task(body: () => Promise<void>): void;

  /** This machine's clocks. */
  readonly clock: Clock;
  /** This machine's disk. */
  readonly disk: Disk;
  /** Random draws of this node alone, keyed by (seed, node, boot, purpose, instant, ordinal). */
  readonly random: Random;
  /** A named place where a schedule can pause or crash. Await it when what follows re-reads a clock. */
  at(point: Point): Pending<void>;
  /** Tells checks, triggers and the timeline that something happened. */
  observe<K extends keyof E & string>(event: K, data: Infer<E[K]>): void;
  /** Makes this object the volatile state that the view shows; the same object comes back. */
  state<S extends object>(initial: S): S;
  /** A line in this node's log: for people, never for checks. */
  log(line: string): void;
  /** Signs a value as this node. */
  sign(value: Value): Signature;
  /** Whether `by` signed exactly this value. */
  verify(value: Value, signature: Signature, by: NodeId): boolean;
  /** Ends the process: 0 is a clean exit, anything else a crash. */
  exit(code?: number): never;
}

/** What a timer does. A promise is followed, anything else that it gives back is nobody's business. */
export type Action = (() => void) | (() => Promise<void>);

/** A timer that has been set. */
export interface Timer {
  /** It will not run. */
  cancel(): void;
  /** Counts from now again. Cheap: an election deadline may be reset a million times. */
  reset(time?: HowLong): void;
}

/** Why a connection ended, as the kernel knows it. */
export type ClosedReason = 'finished' | 'reset' | 'timed-out' | 'unreachable';

/** One end of a connection. */
export interface Connection<P extends Protocol = {}> {
  /** The node at the other end. */
  readonly to: NodeId;
  /** Queues a message behind the earlier ones; false when the send buffer is full. */
  send<K extends Messages<P>>(kind: K, body: Body<P[K]>): boolean;
  /** Handles one kind of message, in the order sent. Once per kind. */
  on<K extends Messages<P>>(kind: K, handler: (body: Body<P[K]>) => void | Promise<void>): void;
  /**
   * Runs once when it ends, with what the kernel knows of the reason; soon, if it has ended. Whoever
   * ends it by `close` hears no more of it.
   */
  closed(action: (reason: ClosedReason) => void): void;
  /** Ends it in order (FIN): what was sent arrives, and nothing is handled here any more. */
  close(): void;
  /** Breaks it (RST). */
  reset(): void;
}

/** The clocks of one machine. Within one step they stand still: a step takes no time. */
export interface Clock {
  /** The time-of-day clock: steps, slews, leaps; for showing and stamping, not for measuring. */
  wall(): WallTime;
  /** For measuring how long something took, on this node only, and since it was booted. */
  monotonic(): MonotonicTime;
  /** As monotonic, but counts the time a suspended machine slept. */
  boot(): BootTime;
  /** Time of day as a range that claims to hold the true time. */
  interval(): { readonly earliest: WallTime; readonly latest: WallTime };
  /** What the clock daemon says of itself, which may be wrong. */
  status(): {
    readonly synchronised: boolean;
    readonly stratum: number;
    readonly claimedError: Duration;
  };
}

/** Random draws; each returns the same on every machine for the same key. */
export interface Random {
  /** A whole number from `low` to `high`, both included. */
  integer(low: number, high: number): number;
  /** A length of time from `low` to `high`, or one of a distribution that `config` or `params` has. */
  duration(low: HowLong, high: HowLong): Duration;
  duration(distribution: Distribution): Duration;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** One of them. */
  pick<T>(from: readonly T[]): T;
  /** A new list in random order. */
  shuffle<T>(list: readonly T[]): T[];
  /** An independent stream, so that new draws for one purpose leave the others alone. */
  for(purpose: string): Random;
}

/** Any number or text in place of a literal; one with a mark of its own, as `Duration` has, stays so. */
type Widened<T, Plain> = keyof T extends keyof Plain ? Plain : T;

/** What a file holds for which a literal stands in: not just that one. */
type Found<T> = T extends boolean
  ? boolean
  : T extends number
    ? Widened<T, number>
    : T extends string
      ? Widened<T, string>
      : T;

/** A disk behind a page cache. Reads and writes act on the cache; only `sync` makes them last. */
export interface Disk {
  /** What the file holds now, or the fallback if there is none. Throws DiskError on a bad sector. */
  // oxlint-disable-next-line no-unnecessary-type-parameters -- a call that names its one type means the next form
  read<T extends Value, Kept extends Found<T>>(file: string, fallback: T): Kept;
  read<T extends Value>(file: string, fallback: T): T;
  /** Replaces a file. A process crash keeps it, a power cut may lose it until synced. */
  write(file: string, content: Value): void;
  /** Adds a record. A torn tail is cut off when read. */
  append(file: string, record: Value): void;
  /** The records of a file. */
  records<T extends Value>(file: string): T[];
  /**
   * Renames, replacing: whole or not at all, but it lasts only after `sync` of the directory ('.').
   * Throws DiskError (`ENOENT`) when there is no such file.
   */
  rename(from: string, to: string): void;
  /** Removes a file, if it is there. */
  remove(file: string): void;
  /** Names of files, sorted. */
  list(): string[];
  /** Waits until the file (all of them if none is named) is on the platter. Rejects with DiskError. */
  sync(file?: string): Pending<void>;
}

/** A disk said no. Uncaught it crashes the process, which is often the right answer. */
export class DiskError extends Error {
  override readonly name = 'DiskError';
  readonly code: 'EIO' | 'ENOSPC' | 'ECORRUPT' | 'EROFS' | 'ENOENT';

  constructor(code: DiskError['code'], what: string) {
    super(`${code}: ${what}`);
    this.code = code;
  }
}
