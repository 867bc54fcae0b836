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
  const isRegister = workload === 'rw-register';
  const isConsistent = isRegister ? registerIsConsistent : listIsConsistent;
  const { history, microCount, transactionOf, previous, keyOf, repeated } = writes;
  for (let i = 0; i < microCount; i += 1) {
    if (history.kind[i] !== microOperation.read || history.value[i] === unread) continue;
    const t = transactionOf[i] ?? 0;
    if (history.outcome[t] !== outcome.ok || repeated[keyOf[i] ?? 0] !== -1) continue;
    const future = () => `${words.did(i)}, which it wrote only later`;
    if (ownWriteOf(writes, i, newestOf(writes, i, workload)) > i) {
      log.report('future-read', [t], future);
    } else if ((previous[i] ?? -1) >= 0 && !isConsistent(writes, i)) {
      const before = previous[i] ?? 0;
      log.report('internal', [t], () => `${words.did(i)}, although before ${words.did(before)}`);
    } else {
      // What others had left may end with what is its own: no dependency shows that.
      const own = isRegister ? -1 : ownWriteOf(writes, i, lastOfVersion(writes, i));
      if (own > i) log.report('future-read', [t], future);
      else if (own >= 0) {
        const twice = () => `${words.did(i)}, which has ${words.value(own)} twice`;
        log.report('duplicate-elements', [t], twice);
      }
    }
  }
}

/** What a read saw last: the last element of a list, or a register's value. */
function newestOf(writes: Writes, read: number, workload: Workload): Cell {
  const { values, value } = writes.history;
  const cell = value[read] ?? nil;
  return workload === 'rw-register' ? cell : values.elementOf(cell, values.lengthOf(cell) - 1);
}

/**
 * The last element of the list to which a transaction had made the appends before its read; nil where
 * the list does not end with these: an earlier read of it tells that.
 */
function lastOfVersion({ history, previous }: Writes, read: number): Cell {
  const { values, kind, value } = history;
  const cell = value[read] ?? nil;
  let place = values.lengthOf(cell) - 1;
  for (let at = previous[read] ?? -1; at >= 0; at = previous[at] ?? -1) {
    if (kind[at] === microOperation.read) continue;
    if (values.elementOf(cell, place) !== value[at]) return nil;
    place -= 1;
  }
  return place < 0 ? nil : values.elementOf(cell, place);
}

/** The write with which a transaction itself wrote what it read; -1: it did not. */
function ownWriteOf(writes: Writes, read: number, seen: Cell): number {
  if (seen === nil) return -1;
  const writer = writes.writerOf(writes.keyOf[read] ?? 0, seen);
  return writes.transactionOf[writer] === writes.transactionOf[read] ? writer : -1;
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
