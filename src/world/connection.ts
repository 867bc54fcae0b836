import { eventClass } from '../engine/agenda.ts';
import type {
  CallPort,
  ConnectionPort,
  ConnectionUser,
  Control,
  LossCause,
  MachinePort,
  MessagePort,
  ProcessPort,
} from './ports.ts';
import type { ClosedReason } from './node.ts';

/** First wait before what was lost is sent again; it doubles with each try (as Linux's RTO minimum). */
const retransmissionNs = 200_000_000;
/** Retransmissions after which a kernel gives up (Linux: tcp_retries2). */
const mostRetransmissions = 15;

/** One direction: numbers what is sent, and delivers in that order. */
interface Lane {
  nextSeq: number;
  expected: number;
  readonly early: Map<number, MessagePort>;
}

/** One end: whose it is, and what became of it. */
interface End {
  readonly machine: MachinePort;
  /** The process that holds it; null until one accepted it. */
  process: ProcessPort | null;
  open: boolean;
  user: ConnectionUser | null;
}

/**
 * An ordered stream of messages between two processes. Nothing in it is lost, doubled or overtaken;
 * what the network takes is sent again after 200 ms, doubling, and holds up what is behind it. A live
 * kernel answers for a dead process (RST); a dead host answers nothing.
 */
export class Connection implements ConnectionPort {
  readonly #ends: readonly [End, End];
  readonly #lanes: readonly [Lane, Lane] = [newLane(), newLane()];
  readonly #calls = new Set<CallPort>();
  /** Calls share it without a word of the program; it needs nobody who listens. */
  readonly implicit: boolean;
  /** The other side's kernel has taken the first message. */
  established = false;

  constructor(opener: ProcessPort, acceptor: MachinePort, implicit: boolean) {
    this.implicit = implicit;
    this.#ends = [
      { machine: opener.machine, process: opener, open: true, user: null },
      { machine: acceptor, process: null, open: true, user: null },
    ];
    opener.connections.add(this);
  }

  /** Whether the end of a process can still be used. */
  isOpen(process: ProcessPort): boolean {
    return this.#ends.some((end) => end.process === process && end.open);
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

  /** Sends a message from one end. */
  send(message: MessagePort, lane: 0 | 1): void {
    message.connection = this;
    message.lane = lane;
    message.laneSeq = this.#lanes[lane].nextSeq++;
    message.sender.world.network.depart(message);
  }

  /** Sends a word between kernels, in its place behind what was sent before. */
  say(control: Control, lane: 0 | 1): void {
    const from = this.#ends[lane].machine;
    const to = this.#ends[lane === 0 ? 1 : 0].machine;
    const message = from.controlMessage(to, control);
    if (control === 'rst') {
      message.connection = this;
      message.lane = lane;
      message.sender.world.network.depart(message);
    } else this.send(message, lane);
  }

  /** A transmission was lost: sends it again later, unless nobody wants it any more. */
  lost(message: MessagePort, cause: LossCause): void {
    if (message.exchange?.control === 'rst' || cause === 'connection-closed') return;
    const end = this.#ends[message.lane];
    if (!end.open || message.copy > 0 || message.laneSeq < this.#lanes[message.lane].expected)
      return;
    if (cause === 'refuse') return this.#abort(end, 'reset');
    if (cause === 'unreachable' && !this.established) return this.#abort(end, 'unreachable');
    if (message.attempt >= mostRetransmissions) return this.#abort(end, 'timed-out');
    const { engine } = end.machine;
    let waitNs = retransmissionNs;
    for (let i = 0; i < message.attempt; i++) waitNs *= 2;
    engine.schedule(Math.max(engine.nowNs, message.sentAtNs + waitNs), eventClass.timer, () =>
      end.machine.whenAwake(() => this.#resend(message, end)),
    );
  }

  #resend(message: MessagePort, end: End): void {
    const isMissing = message.laneSeq >= this.#lanes[message.lane].expected;
    if (isMissing && end.open && end.process?.alive === true) {
      message.sender.world.network.depart(message.again(0, message.attempt + 1));
    }
  }

  /** A transmission reached the receiving kernel, which is up. */
  arrived(message: MessagePort): void {
    const { lane } = message;
    const end = this.#ends[lane === 0 ? 1 : 0];
    if (message.exchange?.control === 'rst') return this.#reset(end);
    if (!end.open) return this.#answerReset(message, lane);
    if (end.process === null) {
      const { process } = end.machine;
      const accepts = process !== null && (this.implicit || process.acceptor !== null);
      if (!accepts) {
        end.open = false;
        return this.#answerReset(message, lane);
      }
      end.process = process;
      process.connections.add(this);
    }
    this.established = true;
    const to = this.#lanes[lane];
    if (message.laneSeq < to.expected) return;
    if (message.laneSeq > to.expected) {
      to.early.set(message.laneSeq, message);
      return;
    }
    for (let next: MessagePort | undefined = message; next; next = to.early.get(to.expected)) {
      to.early.delete(to.expected);
      to.expected += 1;
      this.#accept(next, end);
    }
  }

  #accept(message: MessagePort, end: End): void {
    switch (message.exchange?.control) {
      case 'syn':
        // First the word of the kernel: what the program sends at once must come behind it.
        this.say('syn-ack', 1);
        end.process?.accepted(this);
        return;
      case 'syn-ack':
        end.user?.established();
        return;
      case 'fin':
        this.#close(end, 'finished');
        // The end that said it owes nothing any more; its program has heard its last word already.
        this.#close(this.#ends[message.lane], 'finished');
        return;
      default:
        end.machine.receive(message);
    }
  }

  /** A message of this connection for a program's own end is taken up. */
  deliver(message: MessagePort): void {
    this.#ends[message.lane === 0 ? 1 : 0].user?.received(message);
  }

  #answerReset(message: MessagePort, lane: 0 | 1): void {
    message.sender.world.network.refused(message);
    message.exchange?.call?.lost(message, 'connection-closed');
    this.say('rst', lane === 0 ? 1 : 0);
  }

  #reset(end: End): void {
    if (end.open) this.#abort(end, 'reset');
  }

  /** This end is broken: calls on it end, the program hears why. */
  #abort(end: End, reason: ClosedReason): void {
    this.#close(end, reason);
    if (end !== this.#ends[0]) return;
    for (const call of this.#calls) {
      if (this.established) call.end({ status: 'unknown', error: 'reset' });
      else if (reason === 'unreachable') call.end({ status: 'fail', error: 'unreachable' });
      else if (reason === 'timed-out') call.end({ status: 'unknown', error: 'timeout' });
      else call.end({ status: 'fail', error: 'connection-refused' });
    }
  }

  #close(end: End, reason: ClosedReason): void {
    if (!end.open) return;
    end.open = false;
    end.process?.connections.delete(this);
    end.machine.forgetConnection(this);
    end.user?.closed(reason);
  }

  /** A process ends its side: in order, or broken off. */
  finish(process: ProcessPort, how: 'fin' | 'rst'): void {
    const side = this.#ends[0].process === process ? 0 : 1;
    const end = this.#ends[side];
    if (!end.open) return;
    this.say(how, side);
    // Until its FIN has arrived the kernel still owes what was sent before; then nothing is left.
    if (how === 'rst') this.#close(end, 'reset');
    else end.user = null;
  }

  /** Its process died. A live kernel tells the other side; a dead one can't. */
  orphan(process: ProcessPort, kernelLives: boolean): void {
    const side = this.#ends[0].process === process ? 0 : 1;
    const end = this.#ends[side];
    if (!end.open) return;
    end.open = false;
    end.machine.forgetConnection(this);
    if (!kernelLives || (side === 0 && !this.established)) return;
    // After all that begins at this instant: a host that goes down with the process says nothing.
    const { engine } = end.machine;
    engine.schedule(engine.nowNs, eventClass.change, () => {
      if (end.machine.hostUp) this.say('rst', side);
    });
  }

  /**
   * Gives up an opening that nobody answered: what was sent is not sent again. Not while a second
   * call still waits for it.
   */
  abandon(): void {
    if (!this.established && this.#calls.size < 2) this.#close(this.#ends[0], 'timed-out');
  }
}

function newLane(): Lane {
  return { nextSeq: 0, expected: 0, early: new Map() };
}
