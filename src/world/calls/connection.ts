import { eventClass } from '../../engine/agenda.ts';
import { Endpoint } from '../tcp/endpoint.ts';
import type { EndpointOwner } from '../tcp/endpoint.ts';
import { frameBytes } from '../tcp/settings.ts';
import { bodyBytes } from '../message/size.ts';
import type { Kind } from '../message/kind.ts';
import type {
  CallPort,
  ConnectionPort,
  ConnectionUser,
  LossCause,
  MachinePort,
  MessagePort,
  ProcessPort,
} from '../ports.ts';
import type { ClosedReason } from '../program/node.ts';
import type { AnyOutcome } from '../program/protocol.ts';

/**
 * A TCP connection between two processes: an ordered stream of messages. Nothing in it is lost,
 * doubled or overtaken; what the network takes is sent again and holds up what is behind it. A live
 * kernel answers for a dead process (RST); a dead host answers nothing.
 */
export class Connection implements ConnectionPort, EndpointOwner {
  readonly isConnection = true;
  readonly #ends: readonly [Endpoint, Endpoint];
  readonly #calls = new Set<CallPort>();
  /** Calls share it without a word of the program; it needs nobody who listens. */
  readonly #isImplicit: boolean;
  /** The opener has heard an answer. */
  #isEstablished = false;
  /** When the latest segment on each wire arrives there. */
  readonly #lastArrivalNs = new Map<string, number>();
  openedAtNs = -1;
  ordinal = 0;
  carries: Kind | null = null;

  constructor(opener: MachinePort, acceptor: MachinePort, isImplicit: boolean) {
    this.#isImplicit = isImplicit;
    this.#ends = [new Endpoint(this, 0, opener, acceptor), new Endpoint(this, 1, acceptor, opener)];
  }

  // ── For programs and calls ──

  /** Begins the handshake, if that has not been done. */
  open(process: ProcessPort): void {
    this.#ends[0].open(process);
  }

  /** Whether the end of a process can still be used. */
  isOpen(process: ProcessPort): boolean {
    return this.#ends.some((end) => end.process === process && end.isOpen);
  }

  /** The machine at an end: 0 opened it. */
  machineAt(side: 0 | 1): MachinePort {
    return this.#ends[side].machine;
  }

  /** Gives one end its user: 0 opened it, 1 accepted it. */
  attach(side: 0 | 1, user: ConnectionUser): void {
    this.#ends[side].user = user;
  }

  /** Remembers a call whose outcome hangs on this connection. */
  remember(call: CallPort): void {
    this.#calls.add(call);
  }

  forget(call: CallPort): void {
    this.#calls.delete(call);
  }

  /** Whether the send buffer of an end takes a message with this body now. An empty one takes any. */
  hasRoom(side: 0 | 1, kind: Kind, body: MessagePort['body']): boolean {
    const { sender, machine } = this.#ends[side];
    const { pendingBytes } = sender;
    const most = machine.tcp.settings.sendBufferBytes;
    return pendingBytes === 0 || pendingBytes + frameBytes + bodyBytes(kind, machine, body) <= most;
  }

  /** Sends a message from one end; one that is closed says nothing any more. */
  send(message: MessagePort, side: 0 | 1): void {
    const end = this.#ends[side];
    if (!end.isOpen) return;
    message.connection = this;
    message.lane = side;
    const { kind, sender, body } = message;
    this.carries = kind;
    end.sender.write(message, frameBytes + bodyBytes(kind, sender, body));
  }

  /** A process ends its side: in order, or broken off. */
  finish(process: ProcessPort, how: 'fin' | 'rst'): void {
    const end = this.#endOf(process);
    if (!end.isOpen) return;
    if (how === 'fin') {
      end.user = null;
      return end.finish();
    }
    end.sendReset();
    end.close('reset');
  }

  #endOf(process: ProcessPort): Endpoint {
    return this.#ends[0].process === process ? this.#ends[0] : this.#ends[1];
  }

  /**
   * Gives up an opening that nobody answered: what was sent is not sent again. Not while a second
   * call still waits for it.
   */
  abandon(): void {
    if (!this.#isEstablished && this.#calls.size < 2) this.#ends[0].close('timed-out');
  }

  // ── For the network ──

  /** A segment reached the receiving kernel, which is up. */
  arrived(segment: MessagePort): void {
    const end = this.#ends[segment.lane === 0 ? 1 : 0];
    end.arrived(segment);
    if (segment.exchange?.control === 'ack') end.machine.world.network.recycleAck(segment);
  }

  /** A segment was lost, or met a kernel that refused it. Only routers and firewalls say so. */
  lost(segment: MessagePort, cause: LossCause): void {
    if (!this.#isEstablished) for (const call of this.#calls) call.lost(segment, cause);
    const end = this.#ends[segment.lane];
    if (segment.copy > 0 || segment.exchange?.control === 'rst') return;
    if (cause === 'refuse') end.close('reset');
    else if (cause === 'reset') this.reset();
    else if (cause === 'unreachable') end.unreachable();
  }

  /** Something on the way breaks it off: both kernels hear RST as soon as they run. */
  reset(): void {
    for (const end of this.#ends) end.machine.whenAwake(() => end.close('reset'));
  }

  /** A frozen kernel keeps a segment: what opens it keeps the calls behind it waiting. */
  kept(process: ProcessPort): void {
    if (!this.#isEstablished) for (const call of this.#calls) call.waiting(process);
  }

  /** When a segment reaches the end of a wire that would come at an instant: what varies is a queue. */
  behind(wire: string, arrivalNs: number): number {
    const atNs = Math.max(arrivalNs, this.#lastArrivalNs.get(wire) ?? 0);
    this.#lastArrivalNs.set(wire, atNs);
    return atNs;
  }

  // ── For the receiving process ──

  /** A message of this connection for a program's own end is taken up. */
  deliver(message: MessagePort): void {
    this.#ends[message.lane === 0 ? 1 : 0].user?.received(message);
  }

  /** A process takes up a message: its place in the buffer is free. */
  takenUp(message: MessagePort): void {
    this.#ends[message.lane === 0 ? 1 : 0].takenUp(message.size);
  }

  // ── What the ends tell ──

  accepts(process: ProcessPort): boolean {
    return this.#isImplicit || process.listens;
  }

  opened(end: Endpoint): void {
    if (end === this.#ends[1]) {
      if (!this.#isImplicit) end.process?.accepted(this);
      return;
    }
    this.#isEstablished = true;
    end.user?.established();
  }

  closed(end: Endpoint, reason: ClosedReason): void {
    if (end !== this.#ends[0] || end.process?.alive !== true) return;
    const outcome = this.#outcomeOf(reason);
    for (const call of this.#calls) call.end(outcome);
  }

  /** What is known of a request on a connection that broke: definite only before it was open. */
  #outcomeOf(reason: ClosedReason): AnyOutcome {
    if (reason === 'timed-out') return { status: 'unknown', error: 'timeout' };
    if (this.#isEstablished) return { status: 'unknown', error: 'reset' };
    if (reason === 'unreachable') return { status: 'fail', error: 'unreachable' };
    return { status: 'fail', error: 'connection-refused' };
  }

  // ── Death ──

  /** Its process died. A live kernel tells the other side; a dead one can't. */
  orphan(process: ProcessPort, kernelLives: boolean): void {
    const end = this.#endOf(process);
    const wasEstablished = end.isEstablished;
    end.vanish();
    if (!kernelLives || !wasEstablished) return;
    // After all that begins at this instant: a host that goes down with the process says nothing.
    const { engine } = end.machine;
    engine.schedule(engine.nowNs, eventClass.change, () => {
      if (end.machine.hostUp) end.sendReset();
    });
  }

  /** The kernel of a machine has forgotten it. */
  vanish(machine: MachinePort): void {
    for (const end of this.#ends) if (end.machine === machine) end.vanish();
  }
}
