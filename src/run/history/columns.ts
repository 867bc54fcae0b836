import type { NodeId, Value } from '../../base/units.ts';
import { isMismatch as isMismatchError } from '../../history/formats/mismatch.ts';
import { HistoryBuilder, outcome } from '../../history/history.ts';
import { type Cell, nil, type ValueTable } from '../../history/value-table.ts';
import type { OperationHistory, Seen } from '../../library/checks/define.ts';
import type { AttemptRecord, OperationRecord } from './history.ts';
import { sighting } from '../events/sighting.ts';

/** Names of the fields of a request, in the order in which they are declared. */
export interface DeclaredFields {
  readonly body: readonly string[];
  readonly reply: readonly string[];
}

/** What a request of a workload declares; undefined when nothing that serves it declares one. */
export type Declarations = (workload: string, op: string) => DeclaredFields | undefined;

type FieldValues = { readonly [field: string]: Value };

/** The fields of a body or reply; none for what has no fields. */
function fieldsIn(carried: unknown): FieldValues {
  const isObject = typeof carried === 'object' && carried !== null && !Array.isArray(carried);
  // Bodies and replies were copied on their way, so they are plain JSON.
  return isObject ? (carried as FieldValues) : {};
}

/** A body or reply as one cell: its key apart, nothing for no field, a list for several. */
function cellOf(values: ValueTable, fields: FieldValues, declared: readonly string[]): Cell {
  const cells = declared
    .filter((name) => name !== 'key')
    .map((name) => values.cellOf(fields[name] ?? null));
  return cells.length > 1 ? values.list(cells) : (cells[0] ?? nil);
}

/** Fields by operation where nothing declares them: those that occur, in order of appearance. */
function occurring(records: readonly OperationRecord[]): Declarations {
  const found = new Map<string, { readonly body: Set<string>; readonly reply: Set<string> }>();
  for (const { workload, op, body, done } of records) {
    const name = `${workload} ${op}`;
    const fields = found.get(name) ?? { body: new Set<string>(), reply: new Set<string>() };
    found.set(name, fields);
    for (const field of Object.keys(fieldsIn(body))) fields.body.add(field);
    const ended = done?.data.outcome;
    if (ended?.status !== 'ok') continue;
    for (const field of Object.keys(fieldsIn(ended.value))) fields.reply.add(field);
  }
  return (workload, op) => {
    const fields = found.get(`${workload} ${op}`);
    return fields && { body: [...fields.body], reply: [...fields.reply] };
  };
}

/** Gives each operation a process of its client that has no other one at that time. */
class Processes {
  readonly client: number[] = [];
  readonly clients: NodeId[] = [];
  readonly #indexOf = new Map<NodeId, number>();
  readonly #free = new Map<NodeId, number[]>();
  readonly #builder: HistoryBuilder;

  constructor(builder: HistoryBuilder) {
    this.#builder = builder;
  }

  take(client: NodeId): number {
    const index = this.#indexOf.get(client) ?? this.clients.push(client) - 1;
    this.#indexOf.set(client, index);
    this.client.push(index);
    return this.#free.get(client)?.pop() ?? this.#builder.newProcess(client);
  }

  /** The operation of a process has ended, so it may have another one. */
  release(client: NodeId, process: number): void {
    const free = this.#free.get(client);
    if (free === undefined) this.#free.set(client, [process]);
    else free.push(process);
  }
}

/** An invocation or a completion, by its row of the trace. */
interface Edge {
  readonly seq: number;
  readonly record: number;
  readonly isEnd: boolean;
}

function edgesOf(records: readonly OperationRecord[]): Edge[] {
  const edges: Edge[] = [];
  records.forEach(({ beganSeq, done }, record) => {
    edges.push({ seq: beganSeq, record, isEnd: false });
    if (done !== null) edges.push({ seq: done.seq, record, isEnd: true });
  });
  return edges.sort((a, b) => a.seq - b.seq || Number(a.isEnd) - Number(b.isEnd));
}

/** Operations of which an attempt may have been done although nobody was told so. */
function doubtful(attempts: readonly AttemptRecord[]): ReadonlySet<OperationRecord> {
  const found = new Set<OperationRecord>();
  for (const { operation, done } of attempts) {
    if (done?.data.outcome.status === 'unknown') found.add(operation);
  }
  return found;
}

/** The id that the last attempt of each operation carried. */
function lastIds(attempts: readonly AttemptRecord[]): ReadonlyMap<OperationRecord, string> {
  return new Map(attempts.map(({ operation, id }) => [operation, id]));
}

/**
 * What a client saw of an operation in the end, or its beginning: to have given it up is no news of
 * it, and a contradiction in which it takes part stood before.
 */
function seen({ done, ...record }: OperationRecord, isKnown: boolean): Seen<unknown> {
  if (done !== null && isKnown) return done;
  const { workload, client, number, op, body, beganNs: atNs, beganSeq: seq, incarnation } = record;
  const row = { seq, atNs, node: client, incarnation };
  return sighting('invoked', row, op, { workload, client, number, op, body });
}

/** How an operation ended, as those who judge it take it. */
function endOf(
  { op, done }: OperationRecord,
  isDoubtful: boolean,
): { readonly how: 'ok' | 'fail' | 'unknown'; readonly isMismatch: boolean } {
  const ended = done?.data.outcome;
  if (ended?.status !== 'fail') return { how: ended?.status ?? 'unknown', isMismatch: false };
  if (isDoubtful) return { how: 'unknown', isMismatch: false };
  const isMismatch = op === 'cas' && isMismatchError(ended.error);
  return { how: isMismatch ? 'ok' : 'fail', isMismatch };
}

/**
 * Operations in columns, in the order of their rows of the trace. `records` in the order in which
 * they began.
 */
export function operationColumns(
  records: readonly OperationRecord[],
  attempts: readonly AttemptRecord[],
  declared: Declarations,
): OperationHistory {
  const builder = new HistoryBuilder();
  const { values } = builder;
  const processes = new Processes(builder);
  const processOf: number[] = [];
  const undeclared = occurring(records);
  const fields = ({ workload, op }: OperationRecord): DeclaredFields =>
    declared(workload, op) ?? undeclared(workload, op) ?? { body: [], reply: [] };
  const doubts = doubtful(attempts);

  const invoke = (record: OperationRecord): void => {
    const { client, op, body, beganNs, beganSeq } = record;
    const process = processes.take(client);
    processOf.push(process);
    const given = fieldsIn(body);
    const key = values.cellOf(given['key'] ?? null);
    const input = cellOf(values, given, fields(record).body);
    builder.invoke(process, builder.nameOf(op), key, input, beganNs, beganSeq);
  };
  const complete = (record: OperationRecord, index: number): void => {
    const { how, isMismatch } = endOf(record, doubts.has(record));
    const { at = Number.NaN, seq = -1, data } = record.done ?? {};
    if (how === 'unknown') {
      builder.giveUp(index, at, seq);
      return;
    }
    const reply = data?.outcome.status === 'ok' ? fieldsIn(data.outcome.value) : {};
    const answer = cellOf(values, reply, fields(record).reply);
    const output = isMismatch ? values.cellOf(false) : answer;
    builder.complete(index, outcome[how], how === 'ok' ? output : nil, at, seq);
    processes.release(record.client, processOf[index] ?? -1);
  };
  for (const { record: index, isEnd } of edgesOf(records)) {
    const record = records[index];
    if (record === undefined) continue;
    if (isEnd) complete(record, index);
    else invoke(record);
  }
  const recordOf = (operation: number): OperationRecord => {
    const record = records[operation];
    if (record === undefined) throw new RangeError(`no operation ${operation}`);
    return record;
  };
  let ids: ReadonlyMap<OperationRecord, string> | null = null;
  return {
    columns: builder.build(),
    client: Int32Array.from(processes.client),
    clients: processes.clients,
    isFinal: Uint8Array.from(records, ({ phase }) => (phase === 'final-read' ? 1 : 0)),
    seenOf: (operation) => {
      const record = recordOf(operation);
      return seen(record, endOf(record, doubts.has(record)).how !== 'unknown');
    },
    idOf: (operation) => (ids ??= lastIds(attempts)).get(recordOf(operation)) ?? '',
  };
}
