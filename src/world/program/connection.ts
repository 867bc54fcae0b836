import { fingerprint } from '../../base/schema/copier.ts';
import type { Value } from '../../base/units.ts';
import { demandCallback } from './callback.ts';
import type { DeclaredKind } from '../message/kind.ts';
import type { ClosedReason, Connection } from './node.ts';
import type {
  ConnectionPort,
  ConnectionUser,
  Due,
  MachinePort,
  MessagePort,
  ProcessPort,
} from '../ports.ts';

type StreamHandler = (body: Value) => unknown;

/** One end of a connection as its program uses it. */
export class ProgramConnection implements ConnectionUser {
  /** The object that the program gets. */
  readonly face: Connection;
  readonly #process: ProcessPort;
  readonly #wire: ConnectionPort;
  readonly #lane: 0 | 1;
  readonly #peer: MachinePort;
  readonly #handlers = new Map<string, StreamHandler>();
  readonly #established: (() => void) | null;
  readonly #refused: ((reason: ClosedReason) => void) | null;
  #isEstablished: boolean;
  #closed: ((reason: ClosedReason) => void) | null = null;
  /** How it ended, as its program has been told; not when that was by its own `close`. */
  #ended: ClosedReason | null = null;
  #open = true;

  constructor(
    process: ProcessPort,
    wire: ConnectionPort,
    lane: 0 | 1,
    peer: MachinePort,
    opening: { established(): void; refused(reason: ClosedReason): void } | null,
  ) {
    this.#process = process;
    this.#wire = wire;
    this.#lane = lane;
    this.#peer = peer;
    this.#established = opening === null ? null : () => opening.established();
    this.#refused = opening === null ? null : (reason) => opening.refused(reason);
    this.#isEstablished = opening === null;
    this.face = {
      to: peer.id,
      send: (kind: string, body: unknown) => this.#send(kind, body as object),
      on: (kind: string, handler: unknown) => {
        declaredMessage(process, kind);
        demandCallback('on', handler);
        if (this.#handlers.has(kind)) throw new TypeError(`${kind} has a handler already`);
        this.#handlers.set(kind, handler as StreamHandler);
      },
      closed: (action) => {
        demandCallback('closed', action);
        this.#hearOfEnd(action);
      },
      close: () => this.#finish('fin'),
      reset: () => this.#finish('rst'),
    };
    wire.attach(lane, this);
  }

  #send(kind: string, body: object): boolean {
    const declared = declaredMessage(this.#process, kind);
    const value = declared.body.copy(body) as Value;
    const { lo, hi } = fingerprint;
    if (!this.#open || !this.#wire.hasRoom(this.#lane, declared.kind, value)) return false;
    const { machine } = this.#process;
    this.#process.effect(() => {
      if (!this.#wire.isOpen(this.#process)) return;
      const message = machine.world.network.message(machine, this.#peer, {
        role: 'stream',
        kind: declared.kind,
        body: value,
        low: lo,
        high: hi,
        exchange: null,
      });
      this.#wire.send(message, this.#lane);
    });
    return true;
  }

  #finish(how: 'fin' | 'rst'): void {
    if (!this.#open) return;
    this.#open = false;
    this.#process.effect(() => this.#wire.finish(this.#process, how));
  }

  /** Who asks when it is over is told too: to wait for its answer would be to wait for ever. */
  #hearOfEnd(action: (reason: ClosedReason) => void): void {
    if (this.#closed !== null)
      throw new TypeError('closed: this connection has somebody who hears of its end already');
    this.#closed = action;
    const reason = this.#ended;
    if (reason !== null) this.#later(() => action(reason), false);
  }

  /** Tells the program of its new end, in a step of its own. */
  announce(action: () => unknown): void {
    this.#later(action, false);
  }

  established(): void {
    this.#isEstablished = true;
    this.#later(() => this.#established?.(), true);
  }

  received(message: MessagePort): void {
    const handler = this.#handlers.get(message.kindName);
    if (handler === undefined) return this.#process.machine.world.unhandled(message);
    this.#process.run(() => handler(message.body));
  }

  closed(reason: ClosedReason): void {
    this.#open = false;
    if (!this.#isEstablished) return this.#later(() => this.#refused?.(reason), true);
    this.#later(() => {
      this.#ended = reason;
      this.#closed?.(reason);
    }, false);
  }

  /** `resumes`: the program waits for it; else it is news, and queues behind the messages before it. */
  #later(action: () => unknown, resumes: boolean): void {
    if (this.#process.alive) this.#process.machine.receive(new Notice(action, resumes));
  }
}

/** What the kernel has to say of a connection, for the process that holds it. */
export class Notice implements Due {
  readonly #action: () => unknown;
  readonly resumes: boolean;
  readonly isDatagram = false;

  constructor(action: () => unknown, resumes: boolean) {
    this.#action = action;
    this.resumes = resumes;
  }

  due(process: { tick(action: () => unknown): void }): void {
    process.tick(this.#action);
  }
}

/** A one-way kind that the process's program declares. Throws TypeError when it can't be sent so. */
export function declaredMessage(process: ProcessPort, kind: string): DeclaredKind {
  const declared = process.declared.get(kind);
  if (declared === undefined) {
    throw new TypeError(`${process.contents.name} declares no message called ${kind}`);
  }
  if (declared.answer !== null) {
    throw new TypeError(`${kind} is a request: it is called, not sent`);
  }
  return declared;
}
