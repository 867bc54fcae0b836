import { OwnCodeError } from '../../base/errors.ts';
import { fingerprint } from '../../base/schema/copier.ts';
import type { NodeId, Value } from '../../base/units.ts';
import type { DeclaredKind } from '../message/kind.ts';
import type { AnyOutcome } from '../program/protocol.ts';
import type { Truth } from './truth.ts';
import type { CallPort, Due, MachinePort, WorldPort } from '../ports.ts';

/** One attempt of a client's operation. */
export interface AttemptInput {
  readonly client: NodeId;
  /** Whom a plain client asks; null: handed to the client's own program. */
  readonly to: NodeId | null;
  readonly op: string;
  readonly body: object;
  /** On the client's monotonic clock. */
  readonly timeoutNs: number;
  /** What the program sees as `request.id`. */
  readonly id: string;
}

export interface AttemptResult {
  readonly outcome: AnyOutcome;
  /** What really happened, which the client cannot know. */
  readonly truth: Truth;
  readonly atNs: number;
}

/**
 * Asks for one attempt. `done` is called once: at the answer, when the time runs out, or when the
 * client dies. A paused client asks when it goes on. Throws OwnCodeError for a request that nobody
 * there serves, and for a body that it does not take.
 */
export function requestAttempt(
  world: WorldPort,
  attempt: AttemptInput,
  done: (result: AttemptResult) => void,
): void {
  const client = world.machineOf(attempt.client) as MachinePort;
  const server = attempt.to === null ? client : (world.machineOf(attempt.to) as MachinePort);
  const declared = world.vocabulary.declared(world.contentsOf(server)).get(attempt.op);
  if (declared === undefined || declared.answer === null) {
    throw new OwnCodeError(`${server.id} serves no request called ${attempt.op}`);
  }
  const value = bodyOf(declared, server, attempt.body);
  const { lo: low, hi: high } = fingerprint;
  const { process } = client;
  const finish = (outcome: AnyOutcome, truth: Truth): void =>
    done({ outcome, truth, atNs: world.engine.nowNs });
  if (process === null) {
    return finish({ status: 'unknown', error: 'gave-up', why: 'the client is down' }, 'dead');
  }
  const began = process.lastUnknown;
  const call: CallPort = process.newCall((outcome) => {
    // Its own process was to answer: what a client that asks others missed meanwhile is another matter.
    const stoodStill = client === server && outcome.status === 'unknown' && start.isOverdue;
    finish(outcome, stoodStill ? 'paused' : truthOf(call, outcome, began));
  }, true);
  const body = { value, low, high };
  const start = new Start(call, server, declared, body, attempt.timeoutNs, attempt.id);
  client.receive(start);
}

/** A copy of a body. Throws OwnCodeError when the request does not take it. */
function bodyOf(declared: DeclaredKind, server: MachinePort, body: object): Value {
  try {
    return declared.body.copy(body) as Value;
  } catch (thrown) {
    if (!(thrown instanceof TypeError)) throw thrown;
    const { message } = thrown;
    throw new OwnCodeError(`${server.id} does not take what it is asked: ${message}`, {
      cause: thrown,
    });
  }
}

/** The beginning of an attempt, which a paused client puts off. */
class Start implements Due {
  readonly #call: CallPort;
  readonly #server: MachinePort;
  readonly #declared: DeclaredKind;
  readonly #body: { readonly value: Value; readonly low: number; readonly high: number };
  readonly #timeoutNs: number;
  readonly #id: string;
  /** What the client's monotonic clock reads when its patience ends. */
  #deadline = Infinity;
  readonly resumes = true;
  readonly isDatagram = false;

  constructor(
    call: CallPort,
    server: MachinePort,
    declared: DeclaredKind,
    body: { readonly value: Value; readonly low: number; readonly high: number },
    timeoutNs: number,
    id: string,
  ) {
    this.#call = call;
    this.#server = server;
    this.#declared = declared;
    this.#body = body;
    this.#timeoutNs = timeoutNs;
    this.#id = id;
  }

  /** The client itself stood still: it hears of the end of its patience later than it came. */
  get isOverdue(): boolean {
    const { clocks, engine } = this.#call.process.machine;
    // A deadline is met up to 1 ns late: no clock can be asked more exactly.
    return clocks.monotonic(engine.nowNs) > this.#deadline + 1;
  }

  due(): void {
    if (this.#call.settled) return;
    const { clocks, engine } = this.#call.process.machine;
    this.#deadline = clocks.monotonic(engine.nowNs) + this.#timeoutNs;
    this.#call.begin(this.#server, this.#declared, this.#body, {
      timeoutNs: this.#timeoutNs,
      via: 'connection',
      operation: this.#id,
    });
  }
}

/** Of an operation that a program served itself, the truth is that of the call it hung on. */
function truthOf(call: CallPort, outcome: AnyOutcome, before: CallPort | null): Truth {
  const { process } = call;
  const own = call.handler === process;
  if (!own) return call.truth();
  if (call.fate === 'answered' && outcome.status !== 'unknown') return 'done';
  const open = [...process.calls.values()].filter((inner) => inner !== call && !inner.outside);
  const inner = open.at(-1) ?? (process.lastUnknown === before ? null : process.lastUnknown);
  if (inner) return inner.truth();
  return call.fate === 'answered' ? 'done' : call.truth();
}
