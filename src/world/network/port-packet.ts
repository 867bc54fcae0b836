import type { Kind } from '../message/kind.ts';
import type { Wire } from './link.ts';
import { wireBytes } from '../message/size.ts';
import type { MessagePort } from '../ports.ts';
import type { Port } from '../queue/port.ts';
import type { PortDrop, Waiting } from '../queue/waiting.ts';

/** What happens at the port of a directed link. */
export type PortUse = 'offered' | 'sent' | 'dropped';

/** Follows what happens at ports. */
export interface PortWatch {
  /** Whether anybody follows it: it costs time. */
  on: boolean;
  /**
   * `amount`: packets that wait when one is offered, ns of the port's time that one took, or 1.
   * `tookNs`: for how long it was under way through the port until now.
   */
  used(wire: Wire, use: PortUse, amount: number, tookNs: number): void;
}

/** What comes after the port. */
export interface PortExit {
  left(): void;
  dropped(why: PortDrop): void;
}

/** More nodes than a scenario may have: makes one number of a pair of them. */
const mostNodes = 1_048_576;

/**
 * Words between kernels have no kind that anybody could name. Routers tell packets by their connection,
 * so an acknowledgement goes as what the connection carries does.
 */
function carriedWith({ connection }: MessagePort): Kind | null {
  return connection !== null && connection.isConnection ? connection.carries : null;
}

/** A message that waits for its turn at a port. */
export class PortPacket implements Waiting {
  readonly bytes: number;
  readonly flow: number;
  readonly isUrgent: boolean;
  readonly #wire: Wire;
  readonly #port: Port;
  readonly #watch: PortWatch;
  readonly #exit: PortExit;

  constructor(wire: Wire, port: Port, message: MessagePort, watch: PortWatch, exit: PortExit) {
    this.bytes = wireBytes(message);
    this.flow = message.fromIndex * mostNodes + message.toIndex;
    const kind = message.role === 'control' ? carriedWith(message) : message.kind;
    this.isUrgent = kind !== null && wire.link.isFirst(kind.name);
    this.#wire = wire;
    this.#port = port;
    this.#watch = watch;
    this.#exit = exit;
  }

  /** Joins those that wait. */
  offer(): void {
    if (this.#watch.on) this.#watch.used(this.#wire, 'offered', this.#port.waiting, 0);
    this.#port.offer(this);
  }

  left(tookNs: number): void {
    if (this.#watch.on) {
      this.#watch.used(this.#wire, 'sent', this.#port.busyNs(this.bytes, tookNs), tookNs);
    }
    this.#exit.left();
  }

  dropped(why: PortDrop = 'queue-full'): void {
    if (this.#watch.on) this.#watch.used(this.#wire, 'dropped', 1, 0);
    this.#exit.dropped(why);
  }
}
