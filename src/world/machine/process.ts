import { InternalError } from '../../base/errors.ts';
import { isThenable } from '../../base/thenable.ts';
import { Call } from '../calls/call.ts';
import type { DiskImage } from '../disk/disk.ts';
import type { EffectWatch } from '../effect-watch.ts';
import type { DeclaredKind } from '../message/kind.ts';
import type { Memory } from './memory.ts';
import { DiskError } from '../program/node.ts';
import type {
  AnyHandler,
  Boot,
  CallPort,
  ConnectionPort,
  MachinePort,
  ProcessPort,
  ServicePort,
  Strike,
} from '../ports.ts';
import type { ProgramContents } from '../program/program.ts';
import type { AnyOutcome } from '../program/protocol.ts';

/** Most processes name no state: they share this list. */
const none: readonly object[] = [];

/** Thrown by `exit` to leave the program's code; the process has ended already. */
export const exitSignal: { readonly exit: true } = Object.freeze({ exit: true });

/**
 * One incarnation of a program. It runs in steps: an engine event wakes it, its effects happen at
 * once and in order, and nothing else runs meanwhile. A fault may strike inside a step, between two
 * effects: the rest of the step then runs as a ghost, whose effects are dropped (crashed) or kept
 * until the process goes on (paused).
 */
export class Process implements ProcessPort {
  // What every step asks for stands first, as in `Message`.
  readonly machine: MachinePort;
  /** What handled the kind that came last: most processes hear the same one many times over. */
  #lastKind = -1;
  #lastHandler: AnyHandler | undefined = undefined;
  readonly handlers: (AnyHandler | undefined)[];
  readonly service: ServicePort | null;
  alive = true;
  /** Effects that wait for the end of a pause that struck inside a step; null when there is none. */
  held: (() => void)[] | null = null;
  /** Strikes for the next step, and those that wait for their effect in the open one. */
  #armed: Strike[] | null = null;
  #striking: Strike[] | null;
  /** What `#striking` is while no strike is on its way: not null when every effect is watched. */
  readonly #noStrike: Strike[] | null;
  readonly #watch: EffectWatch | null;
  #effects = 0;
  /** The disk as a stopped process's own step still sees it. */
  ghostDisk: DiskImage | null = null;
  /** A request to itself that the open step has sent: its handler can't wait for the answer. */
  askedItself: string | null = null;
  /** The program wants its handlers one at a time. */
  readonly oneAtATime: boolean;
  /** Handlers that have not finished, and loops beside them. */
  #running = 0;
  #loops = 0;
  readonly contents: ProgramContents;
  readonly declared: ReadonlyMap<string, DeclaredKind>;
  readonly boot: Boot;
  readonly memory: Memory | null;
  #calls: Map<number, Call> | null = null;
  #connections: Set<ConnectionPort> | null = null;
  /** What to do with a connection that someone opens; null: the OS refuses them. */
  #acceptor: ((connection: ConnectionPort) => void) | null = null;
  /** The call that last ended unknown. */
  lastUnknown: CallPort | null = null;
  /** Objects the program named as its state, for the view. */
  states: readonly object[] = none;
  readonly #startProgram: (process: ProcessPort) => unknown;
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
    this.oneAtATime = contents.handlers === 'one-at-a-time';
    this.handlers = machine.world.vocabulary.noHandlers(contents);
    this.#startProgram = start;
    this.#watch = machine.world.effectWatch;
    this.#noStrike = this.#watch === null ? null : [];
    this.#striking = this.#noStrike;
    this.service = machine.world.terms.serviceTime(this);
    this.memory = machine.world.terms.memory(this);
  }

  /** Calls that wait for their end, by number. Made, like its connections, when there is a first one. */
  get calls(): Map<number, Call> {
    return (this.#calls ??= new Map());
  }

  get connections(): Set<ConnectionPort> {
    return (this.#connections ??= new Set());
  }

  /** A handler has not finished, and the program wants them one at a time. */
  get busy(): boolean {
    return this.oneAtATime && this.#running > 0;
  }

  /**
   * What runs now is a handler that others wait for: a call to itself would wait for its own end.
   * While loops run beside it nobody can tell which of them is calling.
   */
  get occupied(): boolean {
    return this.busy && this.#loops === 0;
  }

  /** What the program does with messages of a kind, by its number. */
  handlerOf(kind: number): AnyHandler | undefined {
    if (kind === this.#lastKind) return this.#lastHandler;
    const handler = this.handlers[kind];
    // One that is still to come must be found when it has.
    if (handler !== undefined) {
      this.#lastKind = kind;
      this.#lastHandler = handler;
    }
    return handler;
  }

  serving(by: 1 | -1): void {
    this.#running += by;
  }

  /** Effects go straight through: alive, not stopped inside this step, no strike pending. */
  get direct(): boolean {
    return this.alive && this.held === null && this.#striking === null;
  }

  /** A ghost left effects to be done. */
  get hasHeld(): boolean {
    return this.held !== null && this.held.length > 0;
  }

  // ── Steps ──

  start(): void {
    this.#step(() => this.#startProgram(this), false);
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

  /** A loop beside the handlers: it keeps nobody waiting, and may wait for them. */
  runTask(body: () => unknown): void {
    const asked = this.askedItself;
    try {
      this.follow(body(), false, null);
    } catch (error) {
      this.fail(error);
    }
    this.askedItself = asked;
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
    this.askedItself = null;
    if (this.#armed !== null) {
      this.#striking = this.#armed;
      this.#armed = null;
    }
    this.machine.world.beginStep(this);
  }

  /** The step is over: strikes that found fewer effects than they waited for come now. */
  end(): void {
    const strikes = this.#striking;
    this.#striking = this.#noStrike;
    if (strikes !== null && this.alive) for (const strike of strikes) strike.run();
    this.ghostDisk = null;
    if (this.alive) this.machine.wake();
  }

  /** Follows what a handler returned: a promise keeps the handler open until it settles. */
  follow(result: unknown, counts: boolean, then: ((value: unknown) => void) | null): void {
    if (!isThenable(result)) {
      then?.(result);
      return;
    }
    this.machine.engine.wantsDrain = true;
    if (counts && this.oneAtATime && this.askedItself !== null) {
      this.fail(callToItself(this.askedItself));
    }
    this.#count(counts, 1);
    Promise.resolve(result).then(
      (value) => this.#finished(counts, () => then?.(value)),
      (error: unknown) => this.#finished(counts, () => this.fail(error)),
    );
  }

  #count(isHandler: boolean, by: 1 | -1): void {
    if (isHandler) this.#running += by;
    else this.#loops += by;
  }

  /** A promise that was followed has settled. */
  #finished(isHandler: boolean, action: () => void): void {
    this.#count(isHandler, -1);
    if (!this.alive) return;
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
    if (this.#striking !== null && this.alive && this.held === null) this.#countEffect();
    if (!this.alive) return;
    if (this.held !== null) this.held.push(act);
    else act();
  }

  #countEffect(): void {
    const before = this.#effects++;
    const waiting = (this.#striking as Strike[]).filter(({ after }) => after > before);
    const due = (this.#striking as Strike[]).filter(({ after }) => after <= before);
    this.#striking = waiting.length > 0 ? waiting : this.#noStrike;
    for (const strike of due) strike.run();
    if (this.alive && this.held === null) this.#watch?.before(this.machine.index, this.boot.count);
  }

  /** A fault is to strike inside the next step. */
  arm(strike: Strike): void {
    (this.#armed ??= []).push(strike);
  }

  /** It is not to strike any more. */
  disarm(strike: Strike): void {
    const others = (one: Strike): boolean => one !== strike;
    const armed = this.#armed?.filter(others) ?? [];
    this.#armed = armed.length > 0 ? armed : null;
    if (this.#striking?.includes(strike)) {
      const waiting = this.#striking.filter(others);
      this.#striking = waiting.length > 0 ? waiting : this.#noStrike;
    }
  }

  /** A pause struck: inside its own step the rest of the step becomes a ghost. */
  stopInside(): void {
    const { world } = this.machine;
    if (world.stepOpen && world.current === this && this.held === null) this.held = [];
  }

  /** The pause is over: a ghost that left nothing to do is forgotten. */
  goOn(): void {
    if (this.held?.length === 0) this.held = null;
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

  // ── What it waits for ──

  /** A new call of this process; `begin` sends it. `outside` calls are a workload's: they outlive it. */
  newCall(done: (outcome: AnyOutcome) => void, outside: boolean): Call {
    const call = new Call(this, ++this.#callCount, done, outside);
    this.calls.set(call.number, call);
    return call;
  }

  forgetCall(call: CallPort): void {
    this.calls.delete(call.number);
  }

  /** It takes connections that others open. */
  get listens(): boolean {
    return this.#acceptor !== null;
  }

  listen(acceptor: (connection: ConnectionPort) => void): void {
    this.#acceptor = acceptor;
  }

  /** Someone opened a connection to this process. */
  accepted(connection: ConnectionPort): void {
    this.#acceptor?.(connection);
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
    this.machine.ended(why);
  }

  /** A line in this node's log. */
  log(line: string): void {
    this.effect(() => this.machine.world.logged(this.machine, line));
  }

  /** It ended by itself. */
  exit(code: number): void {
    const why = `exit ${code}`;
    this.machine.kill(why, code === 0 ? 'exited' : 'crashed', true);
    this.machine.ended(code === 0 ? null : why);
  }

  /** The machine has let go of it. */
  die(kernelLives: boolean): void {
    this.alive = false;
    this.held = null;
    this.#armed = null;
    this.#striking = null;
    for (const connection of this.#connections ?? []) connection.orphan(this, kernelLives);
    for (const call of this.#calls?.values() ?? []) {
      if (call.outside)
        call.finish({ status: 'unknown', error: 'gave-up', why: 'the client died' });
    }
  }
}

/** What is wrong with a call that only the end of its own handler could answer. */
export function callToItself(kind: string): Error {
  return new Error(`${kind} to itself can never be answered: handlers run one at a time here`);
}
