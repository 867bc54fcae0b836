import type { EffectWatch } from './effect-watch.ts';
import type { Fields } from '../base/schema/description.ts';
import type { NodeId, Value } from '../base/units.ts';
import type { Happening } from '../engine/agenda.ts';
import type { Engine } from '../engine/engine.ts';
import type { MessageRow } from '../engine/stored-rows.ts';
import type { MachineClocks } from './time/clock.ts';
import type { Cpu } from './machine/cpu.ts';
import type { ClockVerbs } from './time/clock-verbs.ts';
import type { DiskImage } from './disk/disk.ts';
import type { DiskDevice } from './disk/device.ts';
import type { DeclaredEvent, DeclaredKind, Kind, Vocabulary } from './message/kind.ts';
import type { Fate } from './message/fate.ts';
import type { NameFaults } from './names/name-faults.ts';
import type { Memory } from './machine/memory.ts';
import type { Control, LossCause, ReplyStatus, Role } from './message/words.ts';
import type { ClosedReason } from './program/node.ts';
import type { ProgramContents } from './program/program.ts';
import type { AnyOutcome } from './program/protocol.ts';
import type { TcpSettings } from './tcp/settings.ts';
import type { MessageView, NetworkRule } from './network/rule.ts';
import type { Signatures } from './program/signatures.ts';
import type { Truth } from './calls/truth.ts';
import type { PauseCause } from './machine/pause-cause.ts';
import type { CrashCut, Loss, Undo } from './verbs.ts';
import type { WireVerbs } from './network/wire-verbs.ts';

export type { Control, LossCause, ReplyStatus, Role } from './message/words.ts';

/*
 * What the parts of the world ask of one another. Machines, processes, messages and connections all
 * know each other; each of their files depends on these ports, none on another's.
 */

/** Something a process takes up when it runs: a message, a timer, the end of a call. */
export interface Due {
  due(process: ProcessPort): void;
  /** It resumes what the process itself began: a busy handler does not keep it waiting. */
  readonly resumes: boolean;
  readonly isDatagram: boolean;
  /** It has to wait for the process. */
  kept?(process: ProcessPort): void;
  /** The process died before it took it up. */
  dropped?(): void;
}

/** What a message carries: the same for all its transmissions. */
export interface Cargo {
  readonly role: Role;
  readonly kind: Kind;
  readonly body: Value;
  /** Fingerprint of the body. */
  readonly low: number;
  readonly high: number;
  /** What it is part of, beyond a datagram. */
  readonly exchange: Exchange | null;
}

/** What a message of a call, or between kernels, carries beside its body. */
export interface Exchange {
  /** The call it asks or answers. */
  readonly call: CallPort | null;
  /** `request.id` of a request. */
  readonly operation: string | null;
  /** Of a reply: its status, and the error unless it is ok. */
  readonly status: ReplyStatus | null;
  readonly error: string | null;
  readonly control: Control | null;
}

/** One transmission of a message. */
export interface MessagePort extends MessageView, Cargo, Due, Happening, MessageRow {
  readonly sender: MachinePort;
  readonly receiver: MachinePort;
  readonly exchange: Exchange | null;
  /**
   * The connection it travels on, or the question that it is part of; of the first, its direction:
   * 0 from the opener.
   */
  connection: Carrier | null;
  lane: 0 | 1;
  /** As a segment: its first byte and how many it has; 0 for what takes no place. */
  seq: number;
  length: number;
  /** Which segment of its message it is, and whether it is the last. */
  part: number;
  isLast: boolean;
  /** Bytes of the whole message on a connection. */
  size: number;
  /** What its sender expects next, and up to where it has room. */
  ack: number;
  edge: number;
  /** When that was sent which it answers; -1: nothing. */
  echoNs: number;
  /** The sender that its envelope names: what handlers are told. Only a forged one names another. */
  readonly envelope: NodeId;
  /** It was changed on the way. */
  readonly isAltered: boolean;
  /** Since when it has waited for its process; -1: it has not. */
  readonly keptNs: number;
  kept(process: ProcessPort): void;
  again(copy: number, attempt: number): MessagePort;
}

/** A directed link between two machines, or of one to itself. */
export interface LinkPort {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** The receiver's name. */
  readonly toId: NodeId;
  /** The largest packet that it takes, headers included. */
  readonly mtuBytes: number;
  /** The link that its sender used after it the last time; null: none yet. */
  following: LinkPort | null;
}

export interface NetworkPort extends WireVerbs {
  link(from: number, to: number): LinkPort;
  message(sender: MachinePort, receiver: MachinePort, cargo: Cargo): MessagePort;
  word(sender: MachinePort, receiver: MachinePort, kind: Kind, control: Control): MessagePort;
  send(link: LinkPort, kind: Kind, body: Value, low: number, high: number): void;
  recycle(message: MessagePort): void;
  recycleAck(message: MessagePort): void;
  depart(message: MessagePort): void;
  arrive(message: MessagePort): void;
  drop(message: MessagePort, cause: LossCause): void;
  refused(message: MessagePort): void;
  wiredTo(node: number): readonly number[];
  addRule(rule: NetworkRule): Undo;
}

export interface CallPort extends Due {
  readonly process: ProcessPort;
  readonly number: number;
  /** A workload's: it ends when its process dies. */
  readonly outside: boolean;
  readonly waits: boolean;
  readonly settled: boolean;
  readonly fate: Fate;
  readonly handler: ProcessPort | null;
  begin(to: MachinePort, declared: DeclaredKind, body: Payload, terms: CallTerms): void;
  waiting(process: ProcessPort): void;
  handledBy(process: ProcessPort): void;
  replySent(): void;
  answered(): void;
  finish(outcome: AnyOutcome): void;
  end(outcome: AnyOutcome): void;
  lost(message: MessagePort, cause: LossCause): void;
  truth(): Truth;
}

/** What a program hears of its end of an explicit connection. */
export interface ConnectionUser {
  established(): void;
  received(message: MessagePort): void;
  closed(reason: ClosedReason): void;
}

/** What a message belongs to that is more than the message: a connection, or a question to a name server. */
export type Carrier = ConnectionPort | QuestionPort;

interface CarrierPort {
  lost(message: MessagePort, cause: LossCause): void;
  arrived(message: MessagePort): void;
  kept(process: ProcessPort): void;
  behind(wire: string, arrivalNs: number): number;
  takenUp(message: MessagePort): void;
  deliver(message: MessagePort): void;
}

/** A question to a name server, and its answer. */
export interface QuestionPort extends CarrierPort {
  readonly isConnection: false;
}

/** How a machine finds others by name. */
export interface NamesPort {
  resolve(node: MachinePort, use: (address: MachinePort) => void, fail: () => void): void;
  lastKnown(node: MachinePort): MachinePort | null;
  vanish(): void;
}

export interface ConnectionPort extends CarrierPort {
  readonly isConnection: true;
  /** When its first SYN was sent, in ns, and which it is of those that its opener sent then. */
  openedAtNs: number;
  ordinal: number;
  /** The kind of message that was sent on it last; null before the first one. */
  readonly carries: Kind | null;
  machineAt(side: 0 | 1): MachinePort;
  open(process: ProcessPort): void;
  isOpen(process: ProcessPort): boolean;
  hasRoom(side: 0 | 1, kind: Kind, body: Value): boolean;
  attach(side: 0 | 1, user: ConnectionUser): void;
  remember(call: CallPort): void;
  forget(call: CallPort): void;
  send(message: MessagePort, lane: 0 | 1): void;
  reset(): void;
  finish(process: ProcessPort, how: 'fin' | 'rst'): void;
  orphan(process: ProcessPort, kernelLives: boolean): void;
  vanish(machine: MachinePort): void;
  abandon(): void;
}

/** TCP in a machine's kernel. */
export interface TcpPort {
  readonly settings: TcpSettings;
  connectionTo(to: MachinePort): ConnectionPort;
  isOpenTo(to: MachinePort): boolean;
  distrust(connection: ConnectionPort): void;
  add(connection: ConnectionPort): void;
  connectionsWith(peer: MachinePort): readonly ConnectionPort[];
  forget(connection: ConnectionPort): void;
  word(to: MachinePort, control: Control): MessagePort;
  hearsUnreachable(peer: MachinePort): boolean;
  vanish(): void;
}

export interface TimerPort {
  next: TimerPort | null;
  previous: TimerPort | null;
  remap(): void;
}

/** The armed timers of one machine. */
export interface TimerListPort {
  add(timer: TimerPort): void;
  remove(timer: TimerPort): void;
  remap(): void;
}

export interface MachinePort {
  readonly world: WorldPort;
  readonly engine: Engine;
  readonly index: number;
  readonly id: NodeId;
  readonly clocks: MachineClocks;
  readonly time: ClockVerbs & { readonly isKept: boolean; disturbed(): void };
  readonly disk: DiskImage;
  readonly device: DiskDevice;
  readonly diskBytes: number | null;
  /** Null: CPU time costs nothing here. */
  readonly cpu: Cpu | null;
  readonly timers: TimerListPort;
  readonly tcp: TcpPort;
  /** Null: it knows where everybody is. */
  readonly names: NamesPort | null;
  readonly process: ProcessPort | null;
  readonly incarnation: number;
  readonly hostUp: boolean;
  readonly paused: boolean;
  fieldsOf(kind: string): Fields | null;
  arrived(message: MessagePort): void;
  receive(due: Due): void;
  whenAwake(work: () => void): void;
  wake(): void;
  kill(why: string, change: 'crashed' | 'exited' | 'program-error', kernelLives: boolean): void;
  ended(brokenBy: string | null): void;
  pause(cause: PauseCause): Undo;
  crash(scope: 'process' | 'host', lost: readonly Loss[], cut?: CrashCut): Undo;
  tear(torn: () => void): Undo;
  startAnew(why: string): boolean;
  drift(ppb: number): Undo;
}

/** A handler as the engine calls it. */
export type AnyHandler = (body: Value, from: NodeId, request: unknown) => unknown;

/** Which boot a process is. */
export interface Boot {
  readonly count: number;
  readonly reason: 'first' | 'restart' | 'reboot';
}

/** A fault that is to strike inside the next step. */
export interface Strike {
  /** Effects of that step that still happen. */
  readonly after: number;
  run(): void;
}

/** A body ready to travel, with its fingerprint. */
export interface Payload {
  readonly value: Value;
  readonly low: number;
  readonly high: number;
}

export interface CallTerms {
  readonly timeoutNs: number;
  readonly via: 'connection' | 'datagram';
  /** `request.id`; null: one of the engine's own. */
  readonly operation: string | null;
}

export interface ProcessPort {
  readonly machine: MachinePort;
  readonly contents: ProgramContents;
  readonly declared: ReadonlyMap<string, DeclaredKind>;
  readonly boot: Boot;
  /** By the number of their kind. Added once each, never changed. */
  readonly handlers: (AnyHandler | undefined)[];
  handlerOf(kind: number): AnyHandler | undefined;
  readonly calls: ReadonlyMap<number, CallPort>;
  readonly connections: Set<ConnectionPort>;
  readonly listens: boolean;
  listen(acceptor: (connection: ConnectionPort) => void): void;
  readonly alive: boolean;
  readonly oneAtATime: boolean;
  readonly busy: boolean;
  readonly occupied: boolean;
  readonly direct: boolean;
  readonly held: readonly (() => void)[] | null;
  readonly hasHeld: boolean;
  /** What messages cost before they are handled; null: nothing. */
  readonly service: ServicePort | null;
  /** Null: there is no end of it. */
  readonly memory: Memory | null;
  /** So many more messages have its attention, or fewer. */
  serving(by: 1 | -1): void;
  askedItself: string | null;
  ghostDisk: DiskImage | null;
  lastUnknown: CallPort | null;
  states: readonly object[];
  start(): void;
  begin(): void;
  end(): void;
  follow(result: unknown, counts: boolean, then: ((value: unknown) => void) | null): void;
  fail(error: unknown): void;
  arm(strike: Strike): void;
  disarm(strike: Strike): void;
  tick(action: () => unknown): void;
  run(handler: () => unknown): void;
  runTask(body: () => unknown): void;
  effect(act: () => void): void;
  stopInside(): void;
  goOn(): void;
  releaseHeld(): boolean;
  newCall(done: (outcome: AnyOutcome) => void, outside: boolean): CallPort;
  forgetCall(call: CallPort): void;
  accepted(connection: ConnectionPort): void;
  log(line: string): void;
  fail(error: unknown): void;
  exit(code: number): void;
  die(kernelLives: boolean): void;
}

/** What messages cost before they are handled. */
export interface ServicePort {
  takes(message: MessagePort, serve: (waitedNs: number) => void): boolean;
}

/** What a scenario says of processes. */
export interface TermsPort {
  serviceTime(process: ProcessPort): ServicePort | null;
  memory(process: ProcessPort): Memory | null;
  restartDelay(machine: MachinePort): number | null;
  notified(machine: MachinePort): readonly NodeId[];
  configure(machine: MachinePort, config: object): Undo;
  relabel(machine: MachinePort, kind: string, name: string): void;
}

export interface WorldPort {
  readonly engine: Engine;
  readonly network: NetworkPort;
  readonly vocabulary: Vocabulary;
  readonly names: NameFaults;
  readonly signatures: Signatures;
  readonly machines: readonly MachinePort[];
  readonly current: ProcessPort | null;
  readonly stepOpen: boolean;
  readonly watchMessages: boolean;
  readonly effectWatch: EffectWatch | null;
  machineOf(id: NodeId): MachinePort | undefined;
  contentsOf(machine: MachinePort): ProgramContents;
  fieldsOf(machine: MachinePort, kind: string): Fields | null;
  labels(of: NodeId): { readonly [label: string]: string };
  declaredEvent(process: ProcessPort, event: string): DeclaredEvent;
  newProcess(machine: MachinePort, boot: Boot): ProcessPort;
  readonly terms: TermsPort;
  describeError(error: unknown): string;
  broken(error: Error): void;
  beginStep(process: ProcessPort): void;
  processChanged(machine: MachinePort, change: ProcessChange, why: string | null): void;
  observed(machine: MachinePort, event: DeclaredEvent, data: Value, lo: number, hi: number): void;
  pointReached(machine: MachinePort, point: string): void;
  logged(machine: MachinePort, line: string): void;
  messageReceived(message: MessagePort): void;
  unhandled(message: MessagePort): void;
  clockChanged(machine: MachinePort, how: { readonly [what: string]: Value }): void;
  clockKept(machine: MachinePort, how: { readonly [what: string]: Value }): void;
  note(note: string): void;
  sendReply(process: ProcessPort, request: MessagePort, cargo: Cargo): void;
}

/** What a process did, as hooks and checks hear it. */
export type ProcessChange = 'up' | 'crashed' | 'exited' | 'paused' | 'resumed' | 'program-error';
