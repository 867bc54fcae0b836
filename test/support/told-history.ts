import type { TrueTime, Value } from '../../src/base/units.ts';
import type { OperationRecord } from '../../src/run/history.ts';
import { sighting } from '../../src/run/sighting.ts';
import type { AnyOutcome } from '../../src/world/protocol.ts';

/** An operation by the trace rows of its call and its return; no return: nobody knows. */
export interface Told {
  readonly op: string;
  readonly body?: Value;
  readonly call: number;
  readonly back?: number;
  readonly reply?: Value;
  readonly refused?: boolean;
}

/** A history as model checking takes it. */
export function toldHistory(told: readonly Told[]): OperationRecord[] {
  return told.map(({ op, body = {}, call, back, reply = {}, refused = false }, number) => {
    const outcome: AnyOutcome = refused
      ? { status: 'fail', error: 'no' }
      : { status: 'ok', value: reply };
    const client = `c${number}`;
    const row = { seq: back ?? -1, atNs: back ?? 0, node: client, incarnation: 1 };
    const seen = {
      workload: 'w',
      client,
      number,
      attempt: 1,
      op,
      body,
      outcome,
      began: call as TrueTime,
      phase: 'main' as const,
      truth: 'done' as const,
      id: `w/${client}#${number}`,
    };
    const done = back === undefined ? null : sighting('completed', row, op, seen);
    return {
      workload: 'w',
      client,
      number,
      op,
      body,
      phase: 'main',
      beganNs: call,
      beganSeq: call,
      done,
    };
  });
}
