import type { Value } from '../../base/units.ts';
import { type History, never, outcome } from '../../history/history.ts';
import { type Cell, nil } from '../../history/value-table.ts';
import { microOperation, type TransactionHistory, unread } from '../../history/transactions.ts';
import type { ToldOperation } from './answer.ts';

const outcomeWords: ReadonlyMap<number, ToldOperation['outcome']> = new Map([
  [outcome.ok, 'ok'],
  [outcome.fail, 'fail'],
]);

/** Columns that operations and transactions have alike. */
type Columns = Pick<
  History,
  | 'invoked'
  | 'completed'
  | 'invokedNs'
  | 'completedNs'
  | 'outcome'
  | 'process'
  | 'invokedLine'
  | 'completedLine'
  | 'processes'
>;

function present(number: number | undefined): number | null {
  return number === undefined || Number.isNaN(number) || number < 0 ? null : number;
}

function when(columns: Columns, index: number) {
  const completed = columns.completed[index] ?? never;
  return {
    index,
    process: columns.processes[columns.process[index] ?? -1] ?? '',
    outcome: outcomeWords.get(columns.outcome[index] ?? outcome.unknown) ?? 'unknown',
    invoked: columns.invoked[index] ?? 0,
    completed: completed === never ? null : completed,
    invokedNs: present(columns.invokedNs[index]),
    completedNs: present(columns.completedNs[index]),
    invokedLine: present(columns.invokedLine[index]),
    completedLine: present(columns.completedLine[index]),
  };
}

/** An operation of a history. */
export function toldOperation(history: History, index: number): ToldOperation {
  const value = (cell: Cell | undefined): Value => history.values.valueOf(cell ?? nil);
  return {
    ...when(history, index),
    op: history.names[history.name[index] ?? -1] ?? '',
    key: value(history.key[index]),
    input: value(history.input[index]),
    output: value(history.output[index]),
  };
}

const microWords: ReadonlyMap<number, string> = new Map([
  [microOperation.read, 'r'],
  [microOperation.append, 'append'],
  [microOperation.write, 'w'],
]);

/** A transaction; its input and output are lists of micro-operations, as Jepsen has them. */
export function toldTransaction(history: TransactionHistory, index: number): ToldOperation {
  const { kind, key, value, values } = history;
  const input: Value[] = [];
  const output: Value[] = [];
  const end = history.first[index + 1] ?? 0;
  for (let i = history.first[index] ?? 0; i < end; i += 1) {
    const what = kind[i] ?? microOperation.read;
    const word = microWords.get(what) ?? '';
    const about = values.valueOf(key[i] ?? nil);
    const cell = value[i] ?? nil;
    const answer = cell === unread ? null : values.valueOf(cell);
    input.push([word, about, what === microOperation.read ? null : answer]);
    output.push([word, about, answer]);
  }
  const told = when(history, index);
  return { ...told, op: 'txn', key: null, input, output: told.outcome === 'ok' ? output : null };
}
