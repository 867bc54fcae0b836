import type { ClosedReason } from '../program/node.ts';
import type {
  ConnectionPort,
  ConnectionUser,
  Control,
  MachinePort,
  MessagePort,
  ProcessPort,
} from '../ports.ts';
import { KernelTimer } from './kernel-timer.ts';
import { Receiver } from './receiver.ts';
import { Sender } from './sender.ts';
import type { SenderOwner } from './sender.ts';
import { headerBytes } from './settings.ts';
import type { Keepalive } from './settings.ts';

/** What a connection hears of its two ends. */
export interface EndpointOwner extends ConnectionPort {
  /** Whether a process takes a connection that somebody opens. */
  accepts(process: ProcessPort): boolean;
  /** The handshake is over, as this end sees it. */
  opened(end: Endpoint): void;
  /** It has ended; nothing will come of it any more. */
  closed(end: Endpoint, reason: ClosedReason): void;
}

/**
 * One end of a connection: what the kernel of one machine knows of it. `none`: this kernel knows
 * nothing of it, or no more; it answers RST. `finishing`: its program has closed it, and the kernel
 * still owes what was written. `finished`: both sides have (TIME_WAIT).
 */
type State = 'none' | 'opening' | 'accepting' | 'open' | 'finishing' | 'finished';

export class Endpoint implements SenderOwner {
  readonly machine: MachinePort;
  readonly side: 0 | 1;
  /** The process that holds it; null until one accepted it. */
  process: ProcessPort | null = null;
  user: ConnectionUser | null = null;
  readonly sender: Sender;
  readonly #receiver: Receiver;
  readonly #owner: EndpointOwner;
  readonly #peer: MachinePort;
  readonly #ackTimer: KernelTimer;
  #keepTimer: KernelTimer | null = null;
  #state: State = 'none';
  /** An acknowledgement must not wait. */
  #isAckDue = false;
  #hasHeardEnd = false;
  #heardAtNs = 0;
  #unanswered = 0;
  /** A router has said that the other side cannot be reached; nothing has come from it since. */
  #isUnreachable = false;

  constructor(owner: EndpointOwner, side: 0 | 1, machine: MachinePort, peer: MachinePort) {
    this.#owner = owner;
    this.side = side;
    this.machine = machine;
    this.#peer = peer;
    const { network } = machine.world;
    const mss = network.link(machine.index, peer.index).mtuBytes - headerBytes;
    const back = network.link(peer.index, machine.index).mtuBytes - headerBytes;
    const { receiveBufferBytes } = machine.tcp.settings;
    // A segment fits twice into the buffer of the other side, as Linux has it.
    const half = Math.floor(peer.tcp.settings.receiveBufferBytes / 2);
    this.sender = new Sender(this, Math.min(mss, half));
    this.#receiver = new Receiver(receiveBufferBytes, Math.min(back, receiveBufferBytes >> 1));
    this.#ackTimer = new KernelTimer(machine, () => this.#ackSoon());
  }

  /** Segments can be sent: it is neither unknown nor over. */
  get isAlive(): boolean {
    return this.#state !== 'none' && this.#state !== 'finished';
  }

  /** Its program may still use it. */
  get isOpen(): boolean {
    return this.isAlive && this.#state !== 'finishing';
  }

  /** The other side has answered. */
  get isEstablished(): boolean {
    return this.#state === 'open' || this.#state === 'finishing' || this.#state === 'finished';
  }

  // ── Opening ──

  /** Sends the SYN, unless it has been sent. */
  open(process: ProcessPort): void {
    if (this.#state !== 'none' || this.process !== null) return;
    this.#hold(process, 'opening');
    const { synRetries, synLinearTimeouts } = this.machine.tcp.settings;
    this.sender.open(this.#word('syn'), synRetries + synLinearTimeouts, synLinearTimeouts);
  }

  #hold(process: ProcessPort, state: 'opening' | 'accepting'): void {
    this.process = process;
    this.#state = state;
    this.#heardAtNs = this.machine.engine.nowNs;
    process.connections.add(this.#owner);
    this.machine.tcp.add(this.#owner);
  }

  /** A SYN at a kernel that does not know the connection yet. */
  #accept(segment: MessagePort): void {
    const { process } = this.machine;
    if (process === null || !this.#owner.accepts(process)) return this.#answerReset(segment);
    this.#hold(process, 'accepting');
    this.#receiver.begin(segment);
    this.sender.open(this.#word('syn-ack'), this.machine.tcp.settings.synAckRetries, 0);
  }

  #established(): void {
    this.#state = 'open';
    this.#keepAlive();
    this.#owner.opened(this);
  }

  // ── What arrives ──

  /** A segment reached this machine's kernel, which is up. */
  arrived(segment: MessagePort): void {
    const control = segment.exchange?.control ?? null;
    if (control === 'rst') return this.close('reset');
    if (this.#state === 'finished') return this.#acknowledgeLate(segment);
    if (this.#state === 'none') {
      if (control === 'syn' && this.side === 1 && this.process === null) this.#accept(segment);
      else this.#answerReset(segment);
      return;
    }
    this.#heardAtNs = this.machine.engine.nowNs;
    this.#unanswered = 0;
    this.#isUnreachable = false;
    if (control === 'syn') return this.#openedAgain();
    if (this.#state === 'opening') this.#answered(segment);
    else this.#receive(segment, control);
    if (this.isAlive) this.#answer();
  }

  /** The answer to the SYN. What the program writes at once carries the acknowledgement. */
  #answered(segment: MessagePort): void {
    if (segment.exchange?.control !== 'syn-ack') return;
    this.#receiver.begin(segment);
    this.#isAckDue = true;
    this.#established();
    if (this.isAlive) this.sender.acknowledge(segment, false);
  }

  #receive(segment: MessagePort, control: Control | null): void {
    if (this.#state === 'accepting') {
      if (segment.ack === 0) return;
      this.#established();
      if (!this.isAlive) return;
    }
    this.sender.acknowledge(segment, control === 'ack');
    if (this.#state === 'finishing') this.#finishIfDone();
    if (control === 'probe') this.#isAckDue = true;
    if (segment.length > 0 && this.isAlive) this.#sort(segment);
  }

  /** The SYN once more: what answered it, or the acknowledgement of that answer, was lost. */
  #openedAgain(): void {
    if (this.#state === 'accepting') this.sender.openAgain();
    else this.#sendAck();
  }

  #sort(segment: MessagePort): void {
    const reception = this.#receiver.sort(segment);
    if (reception !== 'next') {
      this.#isAckDue = true;
      return;
    }
    this.#receiver.unacknowledged += 1;
    for (let next: MessagePort | null = segment; next !== null;) {
      const message = this.#receiver.take(next);
      if (message !== null) this.#deliver(message);
      if (!this.isAlive) return;
      next = this.#receiver.following();
      // What was missing has come: the other side should know at once.
      if (next !== null) this.#isAckDue = true;
    }
  }

  #deliver(message: MessagePort): void {
    if (message.exchange?.control === 'fin') return this.#ended();
    // What the kernel still takes in for a process that is gone is nothing to the one after it.
    if (this.process !== this.machine.process) {
      return this.machine.world.network.drop(message, 'no-process');
    }
    this.#receiver.waits(message.size);
    this.machine.receive(message);
  }

  /** Its process has taken a message up: there is room again. */
  takenUp(bytes: number): void {
    if (this.#receiver.takenUp(bytes) && this.isAlive) this.#sendAck();
  }

  // ── Acknowledging ──

  #answer(): void {
    const { unacknowledged } = this.#receiver;
    if (this.#isAckDue || unacknowledged > 1) return this.#sendAck();
    if (unacknowledged === 0) return;
    const { delayedAckNs } = this.machine.tcp.settings;
    if (delayedAckNs === 0) this.#sendAck();
    // Another segment that needs none puts off nothing.
    else if (!this.#ackTimer.isSet) this.#ackTimer.set(this.machine.engine.nowNs + delayedAckNs);
  }

  #ackSoon(): void {
    if (this.isAlive && this.#receiver.unacknowledged > 0) this.#sendAck();
  }

  #sendAck(): void {
    this.transmit(this.#word('ack'));
  }

  #acknowledgeLate(segment: MessagePort): void {
    if (segment.length > 0) this.#sendAck();
  }

  /** Lets a segment leave, with the acknowledgement that is due. */
  transmit(segment: MessagePort): void {
    segment.connection = this.#owner;
    segment.lane = this.side;
    segment.ack = this.#receiver.next;
    segment.echoNs = this.#receiver.echoNs;
    segment.edge = this.#receiver.advertise();
    this.#isAckDue = false;
    this.#ackTimer.set(Infinity);
    this.machine.world.network.depart(segment);
  }

  /** A word between kernels; only SYN, its answer and FIN take a place among the bytes. */
  #word(control: Control): MessagePort {
    return this.machine.tcp.word(this.#peer, control);
  }

  askForRoom(): void {
    this.transmit(this.#word('probe'));
  }

  // ── Silence ──

  #keepAlive(lateNs = 0): void {
    const { keepalive } = this.machine.tcp.settings;
    if (keepalive === null) return;
    this.#keepTimer ??= new KernelTimer(this.machine, (late) => this.#keepAlive(late));
    if (!this.isAlive) return;
    const now = this.machine.engine.nowNs;
    const { idleNs, everyNs } = keepalive;
    // What its machine slept is no silence of the other side.
    this.#heardAtNs = Math.min(now, this.#heardAtNs + lateNs);
    if (now - this.#heardAtNs < idleNs) return this.#keepTimer.set(this.#heardAtNs + idleNs);
    // While data is under way the retransmission timer watches.
    if (this.sender.pendingBytes === 0) {
      if (this.#wasAskedEnough(keepalive)) return this.gaveUp();
      this.#unanswered += 1;
      this.askForRoom();
    }
    if (this.isAlive) this.#keepTimer.set(now + everyNs);
  }

  /** The user's own limit counts in place of the number of probes (Linux: tcp_keepalive_timer). */
  #wasAskedEnough({ probes }: Keepalive): boolean {
    const { userTimeoutNs } = this.machine.tcp.settings;
    if (userTimeoutNs === null) return this.#unanswered >= probes;
    const silentNs = this.machine.engine.nowNs - this.#heardAtNs;
    return this.#unanswered > 0 && silentNs >= userTimeoutNs;
  }

  /** Nobody answers. What a router said of it tells the program more. */
  gaveUp(): void {
    this.close(this.#isUnreachable ? 'unreachable' : 'timed-out');
  }

  /** A router says that the other side cannot be reached: definite only while it is being opened. */
  unreachable(): void {
    if (!this.machine.tcp.hearsUnreachable(this.#peer)) return;
    if (this.#state === 'opening') this.close('unreachable');
    else this.#isUnreachable = true;
  }

  // ── The end ──

  /** Its program has nothing more to say: FIN behind what was written. */
  finish(): void {
    if (!this.isAlive || this.#state === 'finishing') return;
    if (this.#state === 'opening') return this.close('finished');
    this.#state = 'finishing';
    this.process?.connections.delete(this.#owner);
    this.sender.write(this.#word('fin'), 1);
    this.#finishIfDone();
  }

  /** The other side has said its last word. Its program hears of it, and this side ends too. */
  #ended(): void {
    this.#hasHeardEnd = true;
    this.#isAckDue = true;
    if (this.#state === 'finishing') return this.#finishIfDone();
    this.finish();
    this.user?.closed('finished');
  }

  #finishIfDone(): void {
    if (!this.#hasHeardEnd || this.sender.pendingBytes > 0 || this.#state !== 'finishing') return;
    if (this.#isAckDue) this.#sendAck();
    this.#state = 'finished';
    this.#quit('finished');
  }

  /** It is over at once: what was not acknowledged is not sent again. */
  close(reason: ClosedReason): void {
    if (!this.isAlive) return;
    this.#state = 'none';
    this.#quit(reason);
    this.user?.closed(reason);
  }

  #quit(reason: ClosedReason): void {
    this.sender.stop();
    this.#ackTimer.set(Infinity);
    this.#keepTimer?.set(Infinity);
    this.process?.connections.delete(this.#owner);
    this.machine.tcp.forget(this.#owner);
    this.#owner.closed(this, reason);
  }

  /** Its process, or its machine, is gone: nobody is told. */
  vanish(): void {
    this.user = null;
    this.close('reset');
  }

  /** Breaks it off, as the other side will hear. */
  sendReset(): void {
    this.transmit(this.#word('rst'));
  }

  #answerReset(segment: MessagePort): void {
    this.machine.world.network.refused(segment);
    segment.exchange?.call?.lost(segment, 'connection-closed');
    this.#owner.lost(segment, 'connection-closed');
    this.sendReset();
  }
}
