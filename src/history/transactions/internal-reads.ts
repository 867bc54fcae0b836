import { outcome } from '../history.ts';
import { microOperation, unread } from '../transactions.ts';
import { type Cell, nil, type ValueTable } from '../value-table.ts';
import type { AnomalyLog } from './anomaly.ts';
import type { Words } from './words.ts';
import type { Workload } from './workload.ts';
import type { Writes } from './writes.ts';

/**
 * Compares each read of a committed transaction with what the same transaction read and wrote before
 * on that key: the axiom INT of Cerone, Bernardi and Gotsman (2015). A read that already sees what
 * its own transaction writes only later is told by its own name.
 */
export function checkInternalReads(
  writes: Writes,
  workload: Workload,
  log: AnomalyLog,
  words: Words,
): void {
  const isConsistent = workload === 'rw-register' ? registerIsConsistent : listIsConsistent;
  const { history, microCount, transactionOf, previous, keyOf, repeated } = writes;
  for (let i = 0; i < microCount; i += 1) {
    if (history.kind[i] !== microOperation.read || history.value[i] === unread) continue;
    const t = transactionOf[i] ?? 0;
    if (history.outcome[t] !== outcome.ok || repeated[keyOf[i] ?? 0] !== -1) continue;
    if (seesOwnFuture(writes, i, newestOf(writes, i, workload))) {
      log.report('future-read', [t], () => `${words.did(i)}, which it wrote only later`);
    } else if ((previous[i] ?? -1) >= 0 && !isConsistent(writes, i)) {
      const before = previous[i] ?? 0;
      log.report('internal', [t], () => `${words.did(i)}, although before ${words.did(before)}`);
    }
  }
}

/** What a read saw last: the last element of a list, or a register's value. */
function newestOf(writes: Writes, read: number, workload: Workload): Cell {
  const { values, value } = writes.history;
  const cell = value[read] ?? nil;
  return workload === 'rw-register' ? cell : values.elementOf(cell, values.lengthOf(cell) - 1);
}

function seesOwnFuture(writes: Writes, read: number, newest: Cell): boolean {
  if (newest === nil) return false;
  const writer = writes.writerOf(writes.keyOf[read] ?? 0, newest);
  return writer > read && writes.transactionOf[writer] === writes.transactionOf[read];
}

/** Whether a read of a list returns what is left by the micro-operations on its key before it. */
function listIsConsistent(writes: Writes, read: number): boolean {
  const { history, previous } = writes;
  const { values, kind, value } = history;
  const cell = value[read] ?? nil;
  let length = values.lengthOf(cell);
  let at = previous[read] ?? -1;
  while (at >= 0 && kind[at] !== microOperation.read) {
    length -= 1;
    if (values.elementOf(cell, length) !== value[at]) return false;
    at = previous[at] ?? -1;
  }
  const base = at < 0 ? unread : (value[at] ?? nil);
  return base === unread || isPrefix(values, base, cell, length);
}

/** Whether the first `length` elements of a list are all of an earlier one. Nil is the empty list. */
function isPrefix(values: ValueTable, base: Cell, cell: Cell, length: number): boolean {
  if (values.lengthOf(base) !== length) return false;
  if (base === cell) return true;
  const [left, right] = [values.elementsOf(base), values.elementsOf(cell)];
  for (let i = 0; i < length; i += 1) if (left[i] !== right[i]) return false;
  return true;
}

function registerIsConsistent(writes: Writes, read: number): boolean {
  const before = writes.history.value[writes.previous[read] ?? -1];
  return before === unread || before === writes.history.value[read];
}
