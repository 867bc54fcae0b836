import type { NodeId, TrueTime, Value } from '../../base/units.ts';
import type { OperationSeen, Truth } from '../../library/checks/define.ts';
import type { AnyOutcome } from '../../world/program/protocol.ts';
import type { World } from '../../world/world.ts';
import type { RunEvents } from '../events/events.ts';
import { outcomeValue, type Sighting, sighting } from '../events/sighting.ts';

/** One operation of a client, from its first attempt on. */
export interface OperationRecord {
  readonly workload: string;
  readonly client: NodeId;
  /** Among its client's operations of this workload, from 0. */
  readonly number: number;
  readonly op: string;
  readonly body: Value;
  readonly phase: 'main' | 'final-read';
  readonly beganNs: number;
  /** The row of its first attempt. */
  readonly beganSeq: number;
  /** Which boot of its client began it. */
  readonly incarnation: number;
  /** How it ended; null while it is under way. */
  readonly done: Sighting<OperationSeen> | null;
}

/** One attempt of an operation. */
export interface AttemptRecord {
  readonly operation: OperationRecord;
  /** From 1. */
  readonly attempt: number;
  readonly id: string;
  readonly beganNs: number;
  /** How it ended; null while it is under way. */
  readonly done: Sighting<OperationSeen> | null;
}

type Open<R> = { -readonly [K in keyof R]: R[K] };

/** An attempt that is under way: what `complete` is given back. */
export interface OpenAttempt {
  readonly record: AttemptRecord;
}

/** What a workload says of an operation when it begins. */
export type OperationStart = Pick<
  OperationRecord,
  'workload' | 'client' | 'number' | 'op' | 'body' | 'phase'
>;

/** How an attempt ended. `last`: so the operation ended with it. */
export interface AttemptEnd {
  readonly outcome: AnyOutcome;
  readonly truth: Truth;
  readonly last: boolean;
}

/**
 * Who asked what, when, and what came of it: invocations and completions go into the trace, to
 * checks and metrics, and stay here for ledger and model checking.
 */
export class History {
  /** In the order in which they began. */
  readonly operations: OperationRecord[] = [];
  /** In the order in which they began. */
  readonly attempts: AttemptRecord[] = [];
  readonly #world: World;
  readonly #events: RunEvents;

  constructor(world: World, events: RunEvents) {
    this.#world = world;
    this.#events = events;
  }

  /** The first attempt of an operation. */
  begin(start: OperationStart, id: string, to: NodeId | null): OpenAttempt {
    const beganSeq = this.#invoked(start, 1, id, to);
    // Member by member: a spread would give each operation a shape of its own.
    const operation: OperationRecord = {
      workload: start.workload,
      client: start.client,
      number: start.number,
      op: start.op,
      body: start.body,
      phase: start.phase,
      beganNs: this.#world.engine.nowNs,
      beganSeq,
      incarnation: this.#world.state(start.client).incarnation,
      done: null,
    };
    this.operations.push(operation);
    return this.#attempt(operation, 1, id);
  }

  /** One more attempt of the same operation. */
  again(before: OpenAttempt, id: string, to: NodeId | null): OpenAttempt {
    const { operation, attempt } = before.record;
    this.#invoked(operation, attempt + 1, id, to);
    return this.#attempt(operation, attempt + 1, id);
  }

  /** The end of an attempt; tells those who follow attempts, and operations if it was the last. */
  complete({ record }: OpenAttempt, end: AttemptEnd): void {
    const { operation, attempt, id } = record;
    const { workload, client, number, op, body, phase } = operation;
    const { outcome, truth, last } = end;
    const { engine } = this.#world;
    const index = this.#world.indexOf(client);
    const data = { workload, number, attempt, id, last, truth, outcome: outcomeValue(outcome) };
    const seq = engine.trace.record('completed', index, -1, op, data);
    const { incarnation } = this.#world.state(client);
    const row = { seq, atNs: engine.nowNs, node: client, incarnation };
    const seen = (beganNs: number): Sighting<OperationSeen> =>
      sighting('completed', row, op, {
        workload,
        client,
        number,
        attempt,
        op,
        body,
        outcome,
        began: beganNs as TrueTime,
        phase,
        truth,
        id,
      });
    const attemptDone = seen(record.beganNs);
    (record as Open<AttemptRecord>).done = attemptDone;
    this.#events.attemptDone(attemptDone);
    if (!last) return;
    const operationDone =
      record.beganNs === operation.beganNs ? attemptDone : seen(operation.beganNs);
    (operation as Open<OperationRecord>).done = operationDone;
    this.#events.operationDone(operationDone);
  }

  #attempt(operation: OperationRecord, attempt: number, id: string): OpenAttempt {
    const record: AttemptRecord = {
      operation,
      attempt,
      id,
      beganNs: this.#world.engine.nowNs,
      done: null,
    };
    this.attempts.push(record);
    return { record };
  }

  #invoked(start: OperationStart, attempt: number, id: string, to: NodeId | null): number {
    const { workload, client, number, op, body } = start;
    const { engine } = this.#world;
    const peer = to === null ? -1 : this.#world.indexOf(to);
    const data = { workload, number, attempt, id, body };
    return engine.trace.record('invoked', this.#world.indexOf(client), peer, op, data);
  }
}
