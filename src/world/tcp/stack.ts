import { Connection } from '../calls/connection.ts';
import type { Kind } from '../message/kind.ts';
import type { ConnectionPort, Control, MachinePort, MessagePort, TcpPort } from '../ports.ts';
import type { TcpSettings } from './settings.ts';

/** Routers say at most so often that a destination cannot be reached (Linux: icmp_ratelimit). */
const hintEveryNs = 1_000_000_000;

/** TCP in the kernel of one machine: its settings, and the connections that it knows. */
export class TcpStack implements TcpPort {
  readonly settings: TcpSettings;
  readonly #machine: MachinePort;
  readonly #known = new Set<ConnectionPort>();
  /** When the last one was opened here, and how many before it at that instant. */
  #openedAtNs = -1;
  #openings = 0;
  /** Connections for calls, by the machine they lead to. */
  readonly #outgoing = new Map<number, ConnectionPort>();
  readonly #kinds = new Map<Control, Kind>();
  /** When a router last said that a destination cannot be reached. */
  readonly #hintedAtNs = new Map<number, number>();

  constructor(machine: MachinePort, settings: TcpSettings) {
    this.#machine = machine;
    this.settings = settings;
  }

  /** The connection that calls to a machine share; if there is none, one that is still to be opened. */
  connectionTo(to: MachinePort): ConnectionPort {
    const { process } = this.#machine;
    const known = this.#outgoing.get(to.index);
    if (known !== undefined && process !== null && known.isOpen(process)) return known;
    const connection = new Connection(this.#machine, to, true);
    this.#outgoing.set(to.index, connection);
    return connection;
  }

  /** Whether calls to a machine have an open connection that the next one would take. */
  isOpenTo(to: MachinePort): boolean {
    const { process } = this.#machine;
    return process !== null && (this.#outgoing.get(to.index)?.isOpen(process) ?? false);
  }

  /** A call on it ran out of time: later calls take a new one. */
  distrust(connection: ConnectionPort): void {
    this.#forgetOutgoing(connection);
    connection.abandon();
  }

  #forgetOutgoing(connection: ConnectionPort): void {
    for (const [to, known] of this.#outgoing) {
      if (known === connection) this.#outgoing.delete(to);
    }
  }

  add(connection: ConnectionPort): void {
    this.#known.add(connection);
    if (connection.openedAtNs >= 0) return;
    const { nowNs } = this.#machine.engine;
    this.#openings = nowNs === this.#openedAtNs ? this.#openings + 1 : 0;
    this.#openedAtNs = nowNs;
    connection.openedAtNs = nowNs;
    connection.ordinal = this.#openings;
  }

  /** The connections that lead to a machine or came from it, those that are being opened too. */
  connectionsWith(peer: MachinePort): readonly ConnectionPort[] {
    return [...this.#known].filter((one) => one.machineAt(0) === peer || one.machineAt(1) === peer);
  }

  forget(connection: ConnectionPort): void {
    this.#known.delete(connection);
    this.#forgetOutgoing(connection);
  }

  /** A word to another kernel. */
  word(to: MachinePort, control: Control): MessagePort {
    let kind = this.#kinds.get(control);
    if (kind === undefined) {
      kind = this.#machine.world.vocabulary.kind(`(${control})`);
      this.#kinds.set(control, kind);
    }
    return this.#machine.world.network.word(this.#machine, to, kind, control);
  }

  /** Whether what a router has to say of a destination reaches this kernel now. */
  hearsUnreachable(peer: MachinePort): boolean {
    if (!this.settings.icmp) return false;
    const now = this.#machine.engine.nowNs;
    const last = this.#hintedAtNs.get(peer.index);
    if (last !== undefined && now - last < hintEveryNs) return false;
    this.#hintedAtNs.set(peer.index, now);
    return true;
  }

  /** The machine is without power: its kernel forgets everything, and tells nobody. */
  vanish(): void {
    const known = Array.from(this.#known);
    for (const connection of known) connection.vanish(this.#machine);
    this.#outgoing.clear();
    this.#hintedAtNs.clear();
  }
}
