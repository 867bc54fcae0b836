import type { Value } from '../../base/units.ts';
import type { FaultSeen, OperationSeen, Seen } from '../../library/checks/define.ts';
import type { PortUse } from '../../world/network/port-packet.ts';
import type { MessageView } from '../../world/network/rule.ts';
import type { ProcessChange, World, WorldHooks } from '../../world/world.ts';

/** What a program observed, as it happens: inside the step, right after the effect. */
export type ObservedListener = (
  node: number,
  event: string,
  data: { readonly [field: string]: Value },
  seq: number,
  incarnation: number,
) => void;

/** What happened to a process. `why` is free text, or the cause of a pause. */
export type ProcessListener = (
  node: number,
  change: ProcessChange,
  why: string | null,
  seq: number,
  incarnation: number,
) => void;

/** A program reached a place that its table of contents names. */
export type PointListener = (node: number, point: string, seq: number) => void;

/** A message was sent, or arrived. The view is valid only during the call. */
export type MessageListener = (
  phase: 'sent' | 'received',
  message: MessageView,
  seq: number,
) => void;

/** Something happened at the port of a directed link; see `PortWatch`. */
export type PortListener = (
  from: string,
  to: string,
  use: PortUse,
  amount: number,
  tookNs: number,
) => void;

/** What keeps the clock of a node has stepped it, or has changed its mind about it. */
export type ClockListener = (
  node: number,
  how: { readonly [what: string]: Value },
  seq: number,
  incarnation: number,
) => void;

/** Stops a listener. */
export type Unsubscribe = () => void;

/** Listeners in the order in which they came; one may come or go while they are being told. */
class Audience<L> {
  readonly #listeners = new Set<{ readonly listener: L }>();
  /** Those who are told, until one comes or goes: thousands may, between two things to tell. */
  #told: readonly { readonly listener: L }[] | null = null;

  get isEmpty(): boolean {
    return this.#listeners.size === 0;
  }

  add(listener: L): Unsubscribe {
    const seat = { listener };
    this.#listeners.add(seat);
    this.#told = null;
    return () => {
      if (this.#listeners.delete(seat)) this.#told = null;
    };
  }

  tell(call: (listener: L) => void): void {
    this.#told ??= [...this.#listeners];
    for (const { listener } of this.#told) call(listener);
  }
}

/**
 * The one place where the parts of a run hear of what happens: it stands between the world's hooks
 * and history, checks, metrics and faults. Listeners are told in the order in which they subscribed.
 */
export class RunEvents implements WorldHooks {
  readonly #world: World;
  readonly #observed = new Audience<ObservedListener>();
  readonly #process = new Audience<ProcessListener>();
  readonly #point = new Audience<PointListener>();
  readonly #message = new Audience<MessageListener>();
  readonly #port = new Audience<PortListener>();
  readonly #state = new Audience<() => void>();
  readonly #fault = new Audience<(seen: Seen<FaultSeen>) => void>();
  readonly #operation = new Audience<(done: Seen<OperationSeen>) => void>();
  readonly #attempt = new Audience<(done: Seen<OperationSeen>) => void>();
  readonly #heal = new Audience<() => void>();
  readonly #lastWrite = new Audience<() => void>();
  readonly #note = new Audience<(note: string) => void>();
  readonly #unhandled = new Audience<(node: number, kind: string) => void>();
  readonly #clock = new Audience<ClockListener>();
  readonly #logged = new Audience<(node: number, line: string) => void>();

  /** Installs itself as the hooks of a world. */
  constructor(world: World) {
    this.#world = world;
    world.hooks = this;
  }

  onObserved(listener: ObservedListener): Unsubscribe {
    return this.#observed.add(listener);
  }

  onProcess(listener: ProcessListener): Unsubscribe {
    return this.#process.add(listener);
  }

  onPoint(listener: PointListener): Unsubscribe {
    return this.#point.add(listener);
  }

  /** Messages are watched from the first listener until the last one is gone: it costs time. */
  onMessage(listener: MessageListener): Unsubscribe {
    const remove = this.#message.add(listener);
    this.#world.watchMessages = true;
    return () => {
      remove();
      this.#world.watchMessages = !this.#message.isEmpty;
    };
  }

  /** After each happening, outside of steps, in which a process, cut or rule changed. */
  onState(listener: () => void): Unsubscribe {
    const remove = this.#state.add(listener);
    this.#world.watchState = true;
    return () => {
      remove();
      this.#world.watchState = !this.#state.isEmpty;
    };
  }

  /** Ports of links are watched from the first listener on: it costs time. */
  onPort(listener: PortListener): Unsubscribe {
    this.#world.watchPorts = true;
    return this.#port.add(listener);
  }

  onFault(listener: (seen: Seen<FaultSeen>) => void): Unsubscribe {
    return this.#fault.add(listener);
  }

  /** Whole operations, as they complete. */
  onOperation(listener: (done: Seen<OperationSeen>) => void): Unsubscribe {
    return this.#operation.add(listener);
  }

  /** Single attempts of operations, as they complete. */
  onAttempt(listener: (done: Seen<OperationSeen>) => void): Unsubscribe {
    return this.#attempt.add(listener);
  }

  /** The instant `heal` has come: every fault that is not forever has just ended. */
  onHeal(listener: () => void): Unsubscribe {
    return this.#heal.add(listener);
  }

  /** The last operation of the last workload that still made some has completed. */
  onLastWrite(listener: () => void): Unsubscribe {
    return this.#lastWrite.add(listener);
  }

  onNote(listener: (note: string) => void): Unsubscribe {
    return this.#note.add(listener);
  }

  onUnhandled(listener: (node: number, kind: string) => void): Unsubscribe {
    return this.#unhandled.add(listener);
  }

  onLogged(listener: (node: number, line: string) => void): Unsubscribe {
    return this.#logged.add(listener);
  }

  onClock(listener: ClockListener): Unsubscribe {
    return this.#clock.add(listener);
  }

  observed(
    node: number,
    event: string,
    data: { readonly [field: string]: Value },
    seq: number,
    incarnation: number,
  ): void {
    this.#observed.tell((listener) => listener(node, event, data, seq, incarnation));
  }

  pointReached(node: number, point: string, seq: number): void {
    this.#point.tell((listener) => listener(node, point, seq));
  }

  processChanged(
    node: number,
    change: ProcessChange,
    why: string | null,
    seq: number,
    incarnation: number,
  ): void {
    this.#process.tell((listener) => listener(node, change, why, seq, incarnation));
  }

  messageSent(message: MessageView, seq: number): void {
    this.#message.tell((listener) => listener('sent', message, seq));
  }

  messageReceived(message: MessageView, seq: number): void {
    this.#message.tell((listener) => listener('received', message, seq));
  }

  portUsed(...use: Parameters<PortListener>): void {
    this.#port.tell((listener) => listener(...use));
  }

  stateChanged(): void {
    this.#state.tell((listener) => listener());
  }

  unhandled(node: number, kind: string): void {
    this.#unhandled.tell((listener) => listener(node, kind));
  }

  logged(node: number, line: string): void {
    this.#logged.tell((listener) => listener(node, line));
  }

  clockKept(...kept: Parameters<ClockListener>): void {
    this.#clock.tell((listener) => listener(...kept));
  }

  /** Tells what a fault did. */
  faultSeen(seen: Seen<FaultSeen>): void {
    this.#fault.tell((listener) => listener(seen));
  }

  /** Tells that the schedule healed. */
  healed(): void {
    this.#heal.tell((listener) => listener());
  }

  /** Tells that a whole operation completed. */
  operationDone(done: Seen<OperationSeen>): void {
    this.#operation.tell((listener) => listener(done));
  }

  /** Tells that an attempt of an operation completed. */
  attemptDone(done: Seen<OperationSeen>): void {
    this.#attempt.tell((listener) => listener(done));
  }

  /** Tells that no workload writes any more. */
  lastWriteDone(): void {
    this.#lastWrite.tell((listener) => listener());
  }

  /** Something that a reader of the report should know. */
  noted(text: string): void {
    this.#note.tell((listener) => listener(text));
  }
}
