import { InternalError } from '../base/errors.ts';
import { lanes } from '../base/schema/lanes.ts';
import { eventClass } from '../engine/agenda.ts';
import { answerShape } from './answer.ts';
import { Call } from './call.ts';
import { rowCode } from './row-code.ts';
import type {
  AnyHandler,
  Boot,
  CallPort,
  CallTerms,
  Cargo,
  ConnectionPort,
  MachinePort,
  MessagePort,
  Payload,
  ProcessPort,
  Strike,
} from './ports.ts';
import type { DiskImage } from './disk.ts';
import type { DeclaredKind } from './kind.ts';
import type { ProgramContents } from './program.ts';
import { DiskError } from './node.ts';
import { later } from './protocol.ts';
import type { AnyOutcome } from './protocol.ts';
import { MachineTimer } from './timer.ts';

/** Thrown by `exit` to leave the program's code; the process has ended already. */
export const exitSignal: { readonly exit: true } = Object.freeze({ exit: true });

/**
 * One incarnation of a program. It runs in steps: an engine event wakes it, its effects happen at
 * once and in order, and nothing else runs meanwhile. A fault may strike inside a step, between two
 * effects: the rest of the step then runs as a ghost, whose effects are dropped (crashed) or kept
 * until the process goes on (paused).
 */
export class Process implements ProcessPort {
  readonly machine: MachinePort;
  readonly contents: ProgramContents;
  readonly declared: ReadonlyMap<string, DeclaredKind>;
  readonly boot: Boot;
  readonly handlers: (AnyHandler | undefined)[] = [];
  readonly calls = new Map<number, Call>();
  readonly connections = new Set<ConnectionPort>();
  /** What to do with a connection that someone opens; null: the OS refuses them. */
  acceptor: ((connection: ConnectionPort) => void) | null = null;
  alive = true;
  /** Effects that wait for the end of a pause that struck inside a step; null when there is none. */
  held: (() => void)[] | null = null;
  strike: Strike | null = null;
  /** The disk as a stopped process's own step still sees it. */
  ghostDisk: DiskImage | null = null;
  /** The call that last ended unknown. */
  lastUnknown: CallPort | null = null;
  /** Objects the program named as its state, for the view. */
  readonly states: object[] = [];
  readonly #startProgram: () => unknown;
  readonly #oneAtATime: boolean;
  #running = 0;
  #handling = false;
  #effects = 0;
  #callCount = 0;

  constructor(
    machine: MachinePort,
    contents: ProgramContents,
    boot: Boot,
    start: (process: ProcessPort) => unknown,
  ) {
    this.machine = machine;
    this.contents = contents;
    this.boot = boot;
    this.declared = machine.world.vocabulary.declared(contents);
    this.#oneAtATime = contents.handlers === 'one-at-a-time';
    this.#startProgram = () => start(this);
  }

  /** A handler has not finished, and the program wants them one at a time. */
  get busy(): boolean {
    return this.#oneAtATime && this.#running > 0;
  }

  /** It may not be called by itself now: the call would wait for the handler that made it. */
  get occupied(): boolean {
    return this.busy || (this.#oneAtATime && this.#handling);
  }

  /** Effects go straight through: alive, not stopped inside this step, no strike pending. */
  get direct(): boolean {
    return this.alive && this.held === null && this.strike === null;
  }

  // ── Steps ──

  start(): void {
    this.#step(this.#startProgram, false);
  }

  /** A step that runs an action: a timer's, a result's. */
  tick(action: () => unknown): void {
    this.#step(action, true);
  }

  /** Runs a handler inside the step that is open. */
  run(handler: () => unknown): void {
    try {
      this.follow(handler(), true, null);
    } catch (error) {
      this.fail(error);
    }
  }

  /** A loop beside the handlers: it keeps nobody waiting. */
  runTask(body: () => unknown): void {
    try {
      this.follow(body(), false, null);
    } catch (error) {
      this.fail(error);
    }
  }

  #step(action: () => unknown, counts: boolean): void {
    this.begin();
    try {
      this.follow(action(), counts, null);
    } catch (error) {
      this.fail(error);
    }
  }

  /** Opens a step; the engine closes it, after microtasks, through the world's `settle`. */
  begin(): void {
    this.#effects = 0;
    this.machine.world.beginStep(this);
  }

  /** The step is over: a strike that found fewer effects than it waited for comes now. */
  end(): void {
    const { strike } = this;
    if (strike !== null && this.alive) {
      this.strike = null;
      strike.run();
    }
    this.ghostDisk = null;
    if (this.alive) this.machine.wake();
  }

  /** The pause that struck inside a step is over and the ghost left nothing to do. */
  goOn(): void {
    if (this.held?.length === 0) this.held = null;
  }

  /** Follows what a handler returned: a promise keeps the handler open until it settles. */
  follow(result: unknown, counts: boolean, then: ((value: unknown) => void) | null): void {
    if (!isThenable(result)) {
      then?.(result);
      return;
    }
    this.machine.engine.wantsDrain = true;
    if (counts) this.#running += 1;
    Promise.resolve(result).then(
      (value) => {
        if (counts) this.#running -= 1;
        if (this.alive) this.#continue(() => then?.(value));
      },
      (error: unknown) => {
        if (counts) this.#running -= 1;
        this.fail(error);
      },
    );
  }

  #continue(action: () => void): void {
    try {
      action();
    } catch (error) {
      this.fail(error);
    }
    this.machine.engine.unsettled = true;
  }

  // ── Effects ──

  /** Does an effect now, later, or never: as the faults that struck this step have it. */
  effect(act: () => void): void {
    if (this.alive && this.held === null && this.strike !== null) this.#countEffect(this.strike);
    if (!this.alive) return;
    if (this.held !== null) this.held.push(act);
    else act();
  }

  #countEffect(strike: Strike): void {
    if (this.#effects++ < strike.after) return;
    this.strike = null;
    strike.run();
  }

  /** A pause struck: inside its own step the rest of the step becomes a ghost. */
  stopInside(): void {
    if (this.machine.world.current === this && this.held === null) this.held = [];
  }

  /** The pause is over: does in one step what the ghost left. True when there was something to do. */
  releaseHeld(): boolean {
    const { held } = this;
    if (held === null) return false;
    this.held = null;
    if (held.length === 0) return false;
    this.begin();
    try {
      for (const act of held) this.effect(act);
    } catch (error) {
      this.fail(error);
    }
    return true;
  }

  // ── Messages ──

  /** Takes up a message. */
  take(message: MessagePort): void {
    const { world } = this.machine;
    const { cargo } = message;
    if (cargo.role === 'reply') return this.#takeReply(message);
    this.#record(rowCode.delivered, message);
    this.begin();
    if (world.watchMessages) {
      world.messageReceived(message);
      if (!this.alive) return;
      if (this.held !== null) {
        // Stopped on its doorstep: the message is handled when the process goes on.
        this.held = null;
        this.machine.putBack(message);
        return;
      }
    }
    if (cargo.role === 'stream') return message.connection?.deliver(message);
    const handler = this.handlers[cargo.kind.id];
    if (handler === undefined) return world.unhandled(message);
    cargo.exchange?.call?.handledBy(this);
    this.#handling = true;
    try {
      if (cargo.role === 'datagram') {
        const result = handler(cargo.body, message.from, undefined);
        if (result !== undefined) this.follow(result, true, null);
      } else this.#handleRequest(message, handler);
    } catch (error) {
      this.fail(error);
    }
    this.#handling = false;
  }

  #takeReply(message: MessagePort): void {
    const call = message.cargo.exchange?.call ?? null;
    if (call === null || call.process !== this || !call.waits) {
      this.#record(rowCode['late-reply'], message);
      return;
    }
    this.#record(rowCode.delivered, message);
    this.begin();
    if (this.machine.world.watchMessages) {
      this.machine.world.messageReceived(message);
      if (!this.alive) return;
    }
    call.answered();
    const outcome = outcomeOf(message.cargo);
    try {
      this.effect(() => call.finish(outcome));
    } catch (error) {
      this.fail(error);
    }
  }

  #record(code: number, message: MessagePort): void {
    const { cargo } = message;
    this.machine.engine.trace.messageRow(
      code,
      this.machine.index,
      message.sender.index,
      cargo.kind.nameId,
      cargo.low,
      cargo.high,
      message,
    );
  }

  #handleRequest(message: MessagePort, handler: AnyHandler): void {
    let answered = false;
    const reply = (answer: unknown): void => {
      if (!this.alive) return;
      if (answered)
        return this.machine.world.note(`${this.machine.id} answered one ${message.kindName} twice`);
      answered = true;
      this.#answer(message, answer);
    };
    const request = { reply, id: message.cargo.exchange?.operation ?? '', queued: 0 };
    this.follow(handler(message.body, message.from, request), true, (answer) => {
      if (answer !== later) reply(answer);
    });
  }

  #answer(message: MessagePort, answer: unknown): void {
    const declared = this.declared.get(message.kindName);
    if (!declared?.answer) throw new InternalError(`${message.kindName} takes no answer`);
    const shaped = answerShape(declared.answer, answer, message.kindName);
    const { world } = this.machine;
    const cargo: Cargo = {
      role: 'reply',
      kind: declared.answer.kind,
      body: shaped.body,
      low: lanes[0] as number,
      high: lanes[1] as number,
      exchange: {
        call: message.cargo.exchange?.call ?? null,
        operation: message.cargo.exchange?.operation ?? null,
        status: shaped.status,
        error: shaped.error,
        control: null,
      },
    };
    this.effect(() => world.sendReply(this, message, cargo));
  }

  // ── Calls ──

  /** A new call of this process; `begin` sends it. `outside` calls are a workload's: they outlive it. */
  newCall(done: (outcome: AnyOutcome) => void, outside: boolean): Call {
    const call = new Call(this, ++this.#callCount, done, outside);
    this.calls.set(call.number, call);
    return call;
  }

  /** Sends a call's request and starts its clock. */
  beginCall(
    call: Call,
    to: MachinePort,
    declared: DeclaredKind,
    body: Payload,
    options: CallTerms,
  ): void {
    const { machine } = this;
    const { world } = machine;
    const cargo: Cargo = {
      role: 'request',
      kind: declared.kind,
      body: body.value,
      low: body.low,
      high: body.high,
      exchange: {
        call,
        operation: options.operation ?? `${machine.id}:${this.boot.count}:${call.number}`,
        status: null,
        error: null,
        control: null,
      },
    };
    call.timer = new MachineTimer(this, options.timeoutNs, 0, () => this.#timedOut(call), true);
    call.timer.arm();
    const message = world.network.message(machine, to, cargo);
    if (to === machine)
      machine.engine.agenda.push(machine.engine.nowNs, eventClass.delivery, message);
    else if (options.via === 'datagram') world.network.depart(message);
    else {
      call.connection = machine.connectionTo(to);
      call.connection.remember(call);
      call.connection.send(message, 0);
    }
  }

  forgetCall(call: CallPort): void {
    this.calls.delete(call.number);
  }

  #timedOut(call: Call): void {
    if (call.connection !== null) this.machine.distrust(call.connection);
    call.finish({ status: 'unknown', error: 'timeout' });
  }

  /** Someone opened a connection to this process. */
  accepted(connection: ConnectionPort): void {
    this.acceptor?.(connection);
  }

  // ── The end ──

  /** Its own code failed: an uncaught disk error is a crash, anything else an error of the program. */
  fail(error: unknown): void {
    if (error === exitSignal || !this.alive) return;
    if (error instanceof InternalError) return this.machine.world.broken(error);
    if (this.held !== null) {
      this.held.push(() => this.fail(error));
      return;
    }
    const why = this.machine.world.describeError(error);
    this.machine.kill(why, error instanceof DiskError ? 'crashed' : 'program-error', true);
    this.machine.ended();
  }

  /** A line in this node's log. */
  log(line: string): void {
    this.effect(() => this.machine.world.logged(this.machine, line));
  }

  /** It ended by itself. */
  exit(code: number): void {
    this.machine.kill(`exit ${code}`, code === 0 ? 'exited' : 'crashed', true);
    this.machine.ended();
  }

  /** The machine has let go of it. */
  die(kernelLives: boolean): void {
    this.alive = false;
    this.held = null;
    this.strike = null;
    for (const connection of [...this.connections]) connection.orphan(this, kernelLives);
    for (const call of [...this.calls.values()]) {
      if (call.outside)
        call.finish({ status: 'unknown', error: 'gave-up', why: 'the client died' });
    }
  }
}

function outcomeOf(cargo: Cargo): AnyOutcome {
  switch (cargo.exchange?.status) {
    case 'fail':
      return { status: 'fail', error: cargo.exchange.error as string, detail: cargo.body };
    case 'unknown':
      return typeof cargo.body === 'string'
        ? { status: 'unknown', error: 'gave-up', why: cargo.body }
        : { status: 'unknown', error: 'gave-up' };
    default:
      return { status: 'ok', value: cargo.body };
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as { readonly then?: unknown }).then === 'function'
  );
}
