import { purpose } from '../../base/draw/draw.ts';
import { invariant } from '../../base/errors.ts';
import type { Stream } from '../../base/draw/draw.ts';
import type { Shape } from '../../base/schema/columns.ts';
import type { NodeId, Value } from '../../base/units.ts';
import type { Happening } from '../../engine/agenda.ts';
import type { MessageRow } from '../../engine/stored-rows.ts';
import type { Link } from '../network/link.ts';
import type { Kind } from './kind.ts';
import type {
  Cargo,
  Carrier,
  Exchange,
  MachinePort,
  MessagePort,
  ProcessPort,
  Role,
} from '../ports.ts';
import { takeUp } from './taking-up.ts';

/** 2^32. */
const wordUnit = 4_294_967_296;

/** One transmission of a message from one machine to another; it happens when it arrives. */
export class Message implements Happening, MessageRow, MessagePort {
  // What every message needs stands first, and so close together in memory: in a large cluster most
  // of the time of an event is spent waiting for memory.
  id: number;
  #link: Link;
  // What its arrival asks the link for, at hand: of many links each is far away in memory.
  receiver: MachinePort;
  fromIndex: number;
  from: NodeId;
  kind: Kind;
  body: Value;
  low: number;
  high: number;
  /** When it was sent, in two words: a number that needs both would stand apart, behind a pointer. */
  #sentLow = 0;
  #sentHigh = 0;
  /** Its number among its link's sends at that instant. */
  ordinal = 0;
  readonly attempt: number;
  /** 0, or which duplicate it is, counted as they are made. */
  copy = 0;
  lineage = 0;
  readonly role: Role;
  /** It has been let go by a hold at arrival: it is not judged again. */
  cleared = false;
  /** Since when it has waited for its process; -1: it has not. */
  keptNs = -1;
  stored = -1;
  /** How many duplicates of this transmission there are; null: none was made. They share it. */
  family: { copies: number } | null = null;
  /** Under whose name it goes; null: its sender's own. */
  claims: NodeId | null = null;
  readonly exchange: Exchange | null;
  /** The connection it travels on, and its direction: 0 from the opener. */
  connection: Carrier | null = null;
  lane: 0 | 1 = 0;
  /** As a segment of a connection: its place, and what it says of the other direction. */
  seq = 0;
  length = 0;
  part = 0;
  isLast = true;
  size = 0;
  ack = 0;
  edge = 0;
  echoNs = -1;
  isAltered = false;

  constructor(id: number, link: Link, cargo: Cargo, attempt: number) {
    this.id = id;
    this.#link = link;
    this.receiver = link.receiver;
    this.fromIndex = link.from;
    this.from = link.fromId;
    this.attempt = attempt;
    this.role = cargo.role;
    this.kind = cargo.kind;
    this.body = cargo.body;
    this.low = cargo.low;
    this.high = cargo.high;
    this.exchange = cargo.exchange;
  }

  /** From where to where; that of a machine to itself when it never leaves it. */
  get link(): Link {
    return this.#link;
  }

  set link(link: Link) {
    this.#link = link;
    this.receiver = link.receiver;
    this.fromIndex = link.from;
    this.from = link.fromId;
  }

  get sentAtNs(): number {
    return this.#sentHigh * wordUnit + (this.#sentLow >>> 0);
  }

  set sentAtNs(ns: number) {
    this.#sentLow = ns | 0;
    this.#sentHigh = Math.floor(ns / wordUnit) | 0;
  }

  /** On a wire of its own a message is what its sender sent there. */
  get originNs(): number {
    return this.sentAtNs;
  }

  /** It reaches the receiver's network card. */
  happen(): void {
    const { receiver } = this;
    if (this.fromIndex === receiver.index) receiver.receive(this);
    else receiver.world.network.arrive(this);
  }

  /** The receiver's process takes it up. */
  due(process: ProcessPort): void {
    takeUp(process, this);
  }

  kept(process: ProcessPort): void {
    if (this.keptNs < 0) this.keptNs = process.machine.engine.nowNs;
    if (this.role === 'request') this.exchange?.call?.waiting(process);
    else if (this.role === 'control') this.connection?.kept(process);
  }

  dropped(): void {
    if (this.sender !== this.receiver) this.sender.world.network.drop(this, 'no-process');
  }

  /** Answers of own calls reach a process even while a handler keeps others waiting. */
  get resumes(): boolean {
    return this.role === 'reply';
  }

  get isDatagram(): boolean {
    return this.connection === null && this.sender !== this.receiver;
  }

  get sender(): MachinePort {
    return this.#link.sender;
  }

  get onConnection(): boolean {
    return this.connection?.isConnection ?? false;
  }

  get originIndex(): number {
    return this.fromIndex;
  }

  get toIndex(): number {
    return this.receiver.index;
  }

  get to(): string {
    return this.receiver.id;
  }

  get envelope(): NodeId {
    return this.claims ?? this.from;
  }

  get kindName(): string {
    return this.kind.name;
  }

  draw(stream: Stream): number {
    return stream.child(this.link.name).at(purpose.loss, this.sentAtNs, this.ordinal, this.lineage);
  }

  drawForAll(stream: Stream): number {
    return stream.child(this.link.name).at(purpose.loss, this.sentAtNs, this.ordinal, 0);
  }

  /** As its kind declares it, unless a fault has made something else of it, or it is a refusal. */
  get shape(): Shape | null {
    const { exchange } = this;
    const isDeclared = !this.isAltered && (exchange === null || exchange.error === null);
    return isDeclared ? this.kind.shape : null;
  }

  /** Duplicates of it will be made: all that becomes of it counts them together. */
  beginFamily(): void {
    this.family ??= { copies: 0 };
  }

  /** One more of the same transmission; `beginFamily` comes before. */
  double(lineage: number): Message {
    const { family } = this;
    invariant(family !== null, 'a duplicate of a message without a family');
    family.copies += 1;
    const other = this.again(family.copies, this.attempt);
    other.lineage = lineage;
    return other;
  }

  /** The same message once more, as a duplicate or a retransmission. */
  again(copy: number, attempt: number): Message {
    const other = new Message(this.id, this.link, this, attempt);
    other.copy = copy;
    other.family = this.family;
    other.connection = this.connection;
    other.lane = this.lane;
    other.seq = this.seq;
    other.length = this.length;
    other.part = this.part;
    other.isLast = this.isLast;
    other.size = this.size;
    other.ack = this.ack;
    other.edge = this.edge;
    other.echoNs = this.echoNs;
    other.isAltered = this.isAltered;
    other.claims = this.claims;
    other.sentAtNs = this.sentAtNs;
    other.ordinal = this.ordinal;
    return other;
  }

  #same(): Message {
    const other = this.again(this.copy, this.attempt);
    other.lineage = this.lineage;
    return other;
  }

  /** The same transmission under the name of another sender. */
  under(name: NodeId): Message {
    const other = this.#same();
    other.claims = name;
    return other;
  }

  /** The same transmission with another body: what corruption makes of it. */
  withBody(body: Value, low: number, high: number): Message {
    const other = this.#same();
    other.body = body;
    other.low = low;
    other.high = high;
    other.isAltered = true;
    return other;
  }
}
