import { outcome } from '../history.ts';
import { microOperation, unread } from '../transactions.ts';
import { nil } from '../value-table.ts';
import type { Writes } from './writes.ts';

/** In the column of lengths: the answer of a read that says nothing about versions. */
export const unusable = -1;

/** Whether a micro-operation is a read whose answer a committed transaction got. */
export function isAnswered(writes: Writes, micro: number): boolean {
  const { history, transactionOf, keyOf, repeated } = writes;
  return (
    history.kind[micro] === microOperation.read &&
    history.value[micro] !== unread &&
    repeated[keyOf[micro] ?? 0] === -1 &&
    history.outcome[transactionOf[micro] ?? 0] === outcome.ok
  );
}

/**
 * By micro-operation: how many elements of a list that it read are a version, namely all but those that
 * its own transaction had appended before, which stand last. Else its answer is `unusable`.
 */
export function externalLengths(writes: Writes): Int32Array {
  const { history, microCount, previous } = writes;
  const lengths = new Int32Array(microCount).fill(unusable);
  /** How many appends to the same key the transaction had made before. */
  const own = new Int32Array(microCount);
  for (let i = 0; i < microCount; i += 1) {
    const before = previous[i] ?? -1;
    if (before >= 0)
      own[i] = (own[before] ?? 0) + (history.kind[before] === microOperation.read ? 0 : 1);
    if (isAnswered(writes, i)) lengths[i] = externalLength(writes, i, own[i] ?? 0);
  }
  return lengths;
}

function externalLength(writes: Writes, read: number, own: number): number {
  const { history, previous } = writes;
  const { values } = history;
  const cell = history.value[read] ?? nil;
  if (cell !== nil && !values.isList(cell)) return unusable;
  let length = values.lengthOf(cell);
  if (length < own) return unusable;
  let at = previous[read] ?? -1;
  for (let left = own; left > 0; at = previous[at] ?? -1) {
    if (history.kind[at] === microOperation.read) continue;
    left -= 1;
    length -= 1;
    if (values.elementOf(cell, length) !== history.value[at]) return unusable;
  }
  return length;
}
