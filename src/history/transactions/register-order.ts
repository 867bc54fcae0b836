import { ClientOrder } from '../client-order.ts';
import { never } from '../history.ts';
import { microOperation, unread } from '../transactions.ts';
import { nil } from '../value-table.ts';
import { BucketList, membersOf } from './buckets.ts';
import type { Writes } from './writes.ts';

/**
 * An order in time that the versions of each register are known to keep: none, that of each process,
 * or real time. It is a promise of the database that is asked for, not something that reads show.
 */
export type VersionOrder = 'none' | 'process' | 'realtime';

/** What one transaction saw of a key first, and what it left there, and by which micro-operations. */
interface Visit {
  readonly transaction: number;
  /** Versions; -1: none that is known. */
  readonly first: number;
  readonly last: number;
  readonly firstMicro: number;
  readonly lastMicro: number;
}

/** Takes a version, one that follows it, and the micro-operations that saw them in this order. */
export type VersionPair = (version: number, next: number, micro: number, later: number) => void;

/** Adds for each key the versions that follow one another in time, by transactions that touched it. */
export function addOrderInTime(writes: Writes, order: VersionOrder, add: VersionPair): void {
  if (order === 'none') return;
  const { microCount, keyOf, previous, keys } = writes;
  const visits = new BucketList(keys.length);
  for (let i = 0; i < microCount; i += 1) {
    const isFirst = (previous[i] ?? -1) < 0;
    if (isFirst && writes.isCommitted(i)) visits.add(keyOf[i] ?? 0, i);
  }
  const lastOf = lastSights(writes);
  const byKey = visits.build();
  for (let key = 0; key < keys.length; key += 1) {
    if (writes.repeated[key] !== -1) continue;
    const list = Array.from(membersOf(byKey, key), (micro) => visitOf(writes, micro, lastOf));
    if (order === 'process') addByProcess(writes, list, add);
    else addByTime(writes, list, add);
  }
}

/** By the first micro-operation of a transaction on a key: the last one that saw or made a version. */
function lastSights(writes: Writes): Int32Array {
  const last = new Int32Array(writes.microCount).fill(-1);
  const firstOf = new Int32Array(writes.microCount);
  for (let i = 0; i < writes.microCount; i += 1) {
    const before = writes.previous[i] ?? -1;
    const first = before < 0 ? i : (firstOf[before] ?? i);
    firstOf[i] = first;
    if (versionAt(writes, i) >= 0) last[first] = i;
  }
  return last;
}

/** The version that a micro-operation wrote or read; -1: none, or nil. */
function versionAt(writes: Writes, micro: number): number {
  const { history, keyOf, isFinal } = writes;
  if (history.kind[micro] !== microOperation.read) return isFinal[micro] === 1 ? micro : -1;
  const value = history.value[micro] ?? nil;
  if (value === unread || value === nil) return -1;
  const source = writes.writerOf(keyOf[micro] ?? 0, value);
  return source >= 0 && isFinal[source] === 1 && writes.isCommitted(source) ? source : -1;
}

function visitOf(writes: Writes, micro: number, lastOf: Int32Array): Visit {
  const lastMicro = lastOf[micro] ?? -1;
  const isRead = writes.history.kind[micro] === microOperation.read;
  const firstMicro = isRead ? micro : lastMicro;
  return {
    transaction: writes.transactionOf[micro] ?? 0,
    first: firstMicro < 0 ? -1 : versionAt(writes, firstMicro),
    last: lastMicro < 0 ? -1 : versionAt(writes, lastMicro),
    firstMicro,
    lastMicro,
  };
}

function link(from: Visit, to: Visit, add: VersionPair): void {
  if (from.last >= 0 && to.first >= 0 && from.last !== to.first)
    add(from.last, to.first, from.lastMicro, to.firstMicro);
}

function addByProcess(writes: Writes, visits: readonly Visit[], add: VersionPair): void {
  const order = new ClientOrder(writes.history);
  const visitBy = new Map<number, Visit>();
  for (const visit of visits) {
    for (const before of order.follow(visit.transaction)) {
      const earlier = visitBy.get(before);
      if (earlier !== undefined) link(earlier, visit, add);
    }
    visitBy.set(visit.transaction, visit);
  }
}

/** Visits come in order of invocation; only those that no later finished one stands for are kept. */
function addByTime(writes: Writes, visits: readonly Visit[], add: VersionPair): void {
  const { invoked, completed } = writes.history;
  const endOf = (visit: Visit) => completed[visit.transaction] ?? never;
  const beginOf = (visit: Visit) => invoked[visit.transaction] ?? 0;
  let recent: Visit[] = [];
  for (const visit of visits) {
    const ended = recent.filter((other) => endOf(other) < beginOf(visit));
    for (const other of ended) link(other, visit, add);
    // Whoever had ended before another one began that has ended too, is behind that one.
    const behind = ended.filter(({ first }) => first >= 0);
    const begun = behind.reduce((latest, other) => Math.max(latest, beginOf(other)), -1);
    recent = recent.filter((other) => endOf(other) >= begun);
    if (visit.last >= 0 && endOf(visit) !== never) recent.push(visit);
  }
}
