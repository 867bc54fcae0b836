import { purpose } from '../base/draw.ts';
import type { Stream } from '../base/draw.ts';
import type { Value } from '../base/units.ts';
import type { Happening } from '../engine/agenda.ts';
import type { Lazy, MessageRow } from '../engine/trace.ts';
import type { Link } from './link.ts';
import type {
  Cargo,
  ConnectionPort,
  Exchange,
  MachinePort,
  MessagePort,
  ProcessPort,
} from './ports.ts';
import { takeUp } from './taking-up.ts';

/** One transmission of a message from one machine to another; it happens when it arrives. */
export class Message implements Happening, MessageRow, MessagePort {
  readonly id: number;
  readonly sender: MachinePort;
  readonly receiver: MachinePort;
  readonly cargo: Cargo;
  readonly attempt: number;
  /** 0, or which duplicate it is. */
  copy = 0;
  /** The connection it travels on, its direction (0 from the opener) and its place in it. */
  connection: ConnectionPort | null = null;
  lane: 0 | 1 = 0;
  laneSeq = -1;
  /** The link it left by; null for what never leaves its machine. */
  link: Link | null = null;
  sentAtNs = 0;
  /** Its number among its link's sends at that instant. */
  ordinal = 0;
  /** It has been let go by a hold at arrival: it is not judged again. */
  cleared = false;

  constructor(
    id: number,
    sender: MachinePort,
    receiver: MachinePort,
    cargo: Cargo,
    attempt: number,
  ) {
    this.id = id;
    this.sender = sender;
    this.receiver = receiver;
    this.cargo = cargo;
    this.attempt = attempt;
  }

  /** It reaches the receiver's network card. */
  happen(): void {
    if (this.sender === this.receiver) this.receiver.receive(this);
    else this.receiver.world.network.arrive(this);
  }

  /** The receiver's process takes it up. */
  due(process: ProcessPort): void {
    takeUp(process, this);
  }

  kept(process: ProcessPort): void {
    if (this.cargo.role === 'request') this.cargo.exchange?.call?.waiting(process);
  }

  dropped(): void {
    if (this.sender !== this.receiver) this.sender.world.network.drop(this, 'no-process');
  }

  /** Answers of own calls reach a process even while a handler keeps others waiting. */
  get resumes(): boolean {
    return this.cargo.role === 'reply';
  }

  get isDatagram(): boolean {
    return this.connection === null && this.sender !== this.receiver;
  }

  get fromIndex(): number {
    return this.sender.index;
  }

  get toIndex(): number {
    return this.receiver.index;
  }

  get from(): string {
    return this.sender.id;
  }

  get to(): string {
    return this.receiver.id;
  }

  get kindName(): string {
    return this.cargo.kind.name;
  }

  get body(): Value {
    return this.cargo.body;
  }

  draw(stream: Stream): number {
    const link = this.sender.world.network.link(this.sender.index, this.receiver.index);
    return stream.child(link.name).at(purpose.loss, this.sentAtNs, this.ordinal, this.copy);
  }

  /** What a stored row keeps: the bare body, or the cargo's own account of it. */
  get rowData(): Value | Lazy {
    const { exchange, body } = this.cargo;
    return exchange === null ? body : new ExchangeRow(exchange, body);
  }

  /** The same message once more, as a duplicate or a retransmission. */
  again(copy: number, attempt: number): Message {
    const other = new Message(this.id, this.sender, this.receiver, this.cargo, attempt);
    other.copy = copy;
    other.connection = this.connection;
    other.lane = this.lane;
    other.laneSeq = this.laneSeq;
    other.link = this.link;
    other.sentAtNs = this.sentAtNs;
    other.ordinal = this.ordinal;
    return other;
  }

  /** The same transmission with another body: what corruption makes of it. */
  withBody(body: Value, low: number, high: number): Message {
    const other = new Message(
      this.id,
      this.sender,
      this.receiver,
      { ...this.cargo, body, low, high },
      this.attempt,
    );
    other.copy = this.copy;
    other.connection = this.connection;
    other.lane = this.lane;
    other.laneSeq = this.laneSeq;
    other.link = this.link;
    other.sentAtNs = this.sentAtNs;
    other.ordinal = this.ordinal;
    return other;
  }
}

/** The row of a call's message: its body, with what the call adds. */
class ExchangeRow implements Lazy {
  readonly #exchange: Exchange;
  readonly #body: Value;

  constructor(exchange: Exchange, body: Value) {
    this.#exchange = exchange;
    this.#body = body;
  }

  traceData(): { readonly [key: string]: Value } {
    const { operation, status, error } = this.#exchange;
    return {
      ...(operation === null ? {} : { request: operation }),
      ...(status === null || status === 'ok' ? {} : { status, error }),
      body: this.#body,
    };
  }
}
