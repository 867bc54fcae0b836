import { valueText } from '../../base/schema/text.ts';
import { eventTypes, type EventType } from '../../engine/event.ts';
import type { OperationSeen, Seen } from '../../library/checks/define.ts';
import type { TrueTime, Value } from '../../base/units.ts';
import type { AnyOutcome } from '../../world/program/protocol.ts';
import type { WitnessEvent } from '../report/report.ts';

/** Something seen, with the kind of trace row that it was. */
export interface Sighting<D> extends Seen<D> {
  readonly type: EventType;
}

/** Makes a sighting of a row. */
export function sighting<D>(
  type: EventType,
  row: {
    readonly seq: number;
    readonly atNs: number;
    readonly node: string;
    readonly incarnation: number;
  },
  event: string,
  data: D,
): Sighting<D> {
  const { seq, node, incarnation } = row;
  return { type, seq, at: row.atNs as TrueTime, node, incarnation, event, data };
}

/**
 * Throws TypeError unless a value is something that was seen. Who calls `verb` with something else has
 * made it of a piece of one: what it was, and when, could not be told from that.
 */
export function demandSeen(verb: string, value: unknown): void {
  if (isSeen(value)) return;
  const list = Array.isArray(value) ? ': each stands by itself, not in a list' : '';
  throw new TypeError(`${verb}: ${valueText(value)} is no event as it was seen${list}`);
}

function isSeen(value: unknown): value is Seen<unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const { seq, at, node, incarnation, event, data } = value as Partial<Seen<unknown>>;
  const isNumbered = [seq, at, incarnation].every((one) => Number.isSafeInteger(one));
  return isNumbered && typeof node === 'string' && typeof event === 'string' && data !== undefined;
}

/** An outcome as traces and reports carry it. */
export function outcomeValue(outcome: AnyOutcome): Value {
  switch (outcome.status) {
    case 'ok':
      return { status: 'ok', value: plain(outcome.value) };
    case 'fail':
      return { status: 'fail', error: outcome.error, detail: plain(outcome.detail) };
    case 'unknown':
      return { status: 'unknown', error: outcome.error };
  }
}

/** Replies and details were copied on their way, so they are plain JSON. */
function plain(carried: unknown): Value {
  return carried === undefined ? null : (carried as Value);
}

function isOperation(data: unknown): data is OperationSeen {
  return typeof data === 'object' && data !== null && 'workload' in data && 'outcome' in data;
}

function dataOf(data: unknown): Value {
  if (!isOperation(data)) return plain(data);
  const { workload, client, number, attempt, op, body, outcome, truth, began } = data;
  return {
    workload,
    client,
    number,
    attempt,
    op,
    body,
    outcome: outcomeValue(outcome),
    truth,
    began,
  };
}

/** The kind of row behind something seen: what it was made with, or its own name if that is one. */
function typeOf(seen: Seen<unknown>): EventType {
  if ('type' in seen) return (seen as Sighting<unknown>).type;
  return eventTypes.find((type) => type === seen.event) ?? 'observed';
}

/** Something seen, as reports show it. */
export function witnessEvent(seen: Seen<unknown>): WitnessEvent {
  return {
    seq: seen.seq,
    at: seen.at,
    node: seen.node === '' ? null : seen.node,
    incarnation: seen.incarnation,
    type: typeOf(seen),
    event: seen.event,
    data: dataOf(seen.data),
  };
}
