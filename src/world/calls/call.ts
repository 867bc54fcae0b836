import type {
  CallPort,
  CallTerms,
  Cargo,
  ConnectionPort,
  LossCause,
  MachinePort,
  MessagePort,
  Payload,
  ProcessPort,
} from '../ports.ts';
import type { Fate } from '../message/fate.ts';
import { eventClass } from '../../engine/agenda.ts';
import type { DeclaredKind } from '../message/kind.ts';
import type { AnyOutcome } from '../program/protocol.ts';
import type { Truth } from './truth.ts';
import { MachineTimer } from '../machine/timer.ts';

/** One request on its way, from the asking to the outcome. */
export class Call implements CallPort {
  readonly process: ProcessPort;
  /** (node, incarnation, counter) is its id; this is the counter. */
  readonly number: number;
  readonly #done: (outcome: AnyOutcome) => void;
  timer: MachineTimer | null = null;
  connection: ConnectionPort | null = null;
  /** The machine's process that took the request up, while it handles it. */
  handler: ProcessPort | null = null;
  fate: Fate = 'queued';
  settled = false;
  #outcome: AnyOutcome | null = null;
  readonly resumes: boolean = true;
  readonly isDatagram: boolean = false;

  /** A workload's: it ends when its process dies. */
  readonly outside: boolean;

  constructor(
    process: ProcessPort,
    number: number,
    done: (outcome: AnyOutcome) => void,
    outside: boolean,
  ) {
    this.process = process;
    this.number = number;
    this.#done = done;
    this.outside = outside;
  }

  /** Whether the process that asked still exists and waits. */
  get waits(): boolean {
    return !this.settled && this.process.alive;
  }

  /** Starts its clock and sends its request, as soon as it is known where to. */
  begin(to: MachinePort, declared: DeclaredKind, body: Payload, terms: CallTerms): void {
    const { process } = this;
    const { names, tcp } = process.machine;
    this.timer = new MachineTimer(process, terms.timeoutNs, 0, () => this.#timedOut(), true);
    this.timer.arm();
    if (names === null) return this.#send(to, declared, body, terms);
    const known = terms.via === 'connection' ? names.lastKnown(to) : null;
    // Who has a connection asks nobody for the way, however old his answer is.
    if (known !== null && tcp.isOpenTo(known)) return this.#send(known, declared, body, terms);
    // Nothing is under way yet, and nothing will be if the wait ends before somebody tells the way.
    this.fate = 'lost';
    names.resolve(
      to,
      (address) => {
        if (!this.waits) return;
        this.fate = 'queued';
        this.#send(address, declared, body, terms);
      },
      () => this.end({ status: 'fail', error: 'unreachable' }),
    );
  }

  #send(to: MachinePort, declared: DeclaredKind, body: Payload, terms: CallTerms): void {
    const { process } = this;
    const { machine } = process;
    const { network } = machine.world;
    const cargo: Cargo = {
      role: 'request',
      kind: declared.kind,
      body: body.value,
      low: body.low,
      high: body.high,
      exchange: {
        call: this,
        operation: terms.operation ?? `${machine.id}:${process.boot.count}:${this.number}`,
        status: null,
        error: null,
        control: null,
      },
    };
    const message = network.message(machine, to, cargo);
    if (to === machine) {
      process.askedItself = declared.kind.name;
      machine.engine.agenda.push(machine.engine.nowNs, eventClass.delivery, message);
    } else if (terms.via === 'datagram') network.depart(message);
    else {
      this.connection = machine.tcp.connectionTo(to);
      this.connection.remember(this);
      this.connection.open(process);
      this.connection.send(message, 0);
    }
  }

  #timedOut(): void {
    if (this.connection !== null) this.process.machine.tcp.distrust(this.connection);
    this.finish({ status: 'unknown', error: 'timeout' });
  }

  /** It reached its process, which cannot take it up yet. */
  waiting(process: ProcessPort): void {
    this.fate = 'waiting';
    this.handler = process;
  }

  handledBy(process: ProcessPort): void {
    this.fate = 'handling';
    this.handler = process;
  }

  replySent(): void {
    this.fate = 'reply-sent';
  }

  answered(): void {
    this.fate = 'answered';
  }

  /** The outcome is known now, inside a step of the asking process. The first one counts. */
  finish(outcome: AnyOutcome): void {
    if (this.settled) return;
    this.settled = true;
    this.timer?.cancel();
    this.connection?.forget(this);
    this.process.forgetCall(this);
    if (outcome.status === 'unknown') this.process.lastUnknown = this;
    this.#done(outcome);
  }

  /** The kernel knows the outcome: the process hears of it when it runs. */
  end(outcome: AnyOutcome): void {
    if (!this.waits || this.#outcome !== null) return;
    this.#outcome = outcome;
    this.process.machine.receive(this);
  }

  due(process: ProcessPort): void {
    const outcome = this.#outcome;
    if (outcome !== null && this.waits) process.tick(() => this.finish(outcome));
  }

  /** What really became of it, as of now. */
  truth(): Truth {
    switch (this.fate) {
      case 'answered':
        return 'done';
      case 'waiting':
        if (this.handler?.alive === false) return 'dead';
        return this.handler?.machine.paused === true ? 'paused' : 'queued';
      case 'handling':
        if (this.handler?.alive === false) return 'dead';
        return this.handler?.machine.paused === true ? 'paused' : 'reply-late';
      case 'reply-sent':
        return 'reply-late';
      default:
        return this.fate;
    }
  }

  /** A transmission of its request or reply was lost. */
  lost(message: MessagePort, cause: LossCause): void {
    if (this.settled) return;
    if (message.role === 'reply') {
      if (this.fate === 'reply-sent') this.fate = 'reply-lost';
    } else if (this.fate === 'queued' || this.fate === 'lost' || this.fate === 'dead') {
      const dead = cause === 'host-down' || cause === 'no-process' || cause === 'connection-closed';
      this.fate = dead ? 'dead' : 'lost';
    }
  }
}
