import { never, outcome } from '../../../history/history.ts';
import { type Cell, nil } from '../../../history/value-table.ts';
import type { OperationHistory, Seen } from '../define.ts';

/** One operation of a history, as checks on sets, queues and counters read it. */
export interface Asked {
  readonly operation: number;
  readonly isOk: boolean;
  readonly key: Cell;
  readonly input: Cell;
  readonly output: Cell;
  /** Places in the order of all beginnings and ends. */
  readonly invoked: number;
  readonly completed: number;
}

/** The operations of one name that were not refused, in order of invocation. */
export function operationsNamed(operations: OperationHistory, name: string): readonly Asked[] {
  const { columns } = operations;
  const asked: Asked[] = [];
  for (let operation = 0; operation < columns.count; operation += 1) {
    if (columns.names[columns.name[operation] ?? -1] !== name) continue;
    if (columns.outcome[operation] === outcome.fail) continue;
    asked.push({
      operation,
      isOk: columns.outcome[operation] === outcome.ok,
      key: columns.key[operation] ?? nil,
      input: columns.input[operation] ?? nil,
      output: columns.output[operation] ?? nil,
      invoked: columns.invoked[operation] ?? never,
      completed: columns.completed[operation] ?? never,
    });
  }
  return asked;
}

/** Operations by their keys, in order of appearance. */
export function byKey(asked: readonly Asked[]): ReadonlyMap<Cell, readonly Asked[]> {
  const groups = new Map<Cell, Asked[]>();
  for (const one of asked) {
    const group = groups.get(one.key);
    if (group === undefined) groups.set(one.key, [one]);
    else group.push(one);
  }
  return groups;
}

/** What was seen of some operations, in order of invocation. */
export function seenOf(operations: OperationHistory, asked: readonly Asked[]): Seen<unknown>[] {
  const sorted = [...asked].sort((a, b) => a.operation - b.operation);
  return sorted.map(({ operation }) => operations.seenOf(operation));
}

/** Who asked. */
export function clientOf({ clients, client }: OperationHistory, { operation }: Asked): string {
  return clients[client[operation] ?? -1] ?? '';
}
