import { microOperation } from '../transactions.ts';
import type { AnomalyLog } from './anomaly.ts';
import type { Dependencies } from './dependencies.ts';
import type { Words } from './words.ts';
import type { Writes } from './writes.ts';

/**
 * Reads that see one write of a transaction and miss another one of it (fractured reads: Bailis et
 * al., SIGMOD 2014); where the read that misses came after the one that saw, the transaction
 * vanished again (Bailis et al., VLDB 2014). Looks at reads of each transaction against all
 * writes of those it read from, within a budget of such pairs; answers how many it looked at.
 */
export function checkFracturedReads(
  writes: Writes,
  dependencies: Dependencies,
  budget: number,
  log: AnomalyLog,
  words: Words,
): { readonly steps: number; readonly isComplete: boolean } {
  const { history, keyOf, transactionOf, keys } = writes;
  /** By key: the last read of the transaction at hand, chained by `previous`. */
  const newestRead = new Int32Array(keys.length).fill(-1);
  let steps = 0;
  for (let t = 0; t < history.count; t += 1) {
    const [begin, end] = [history.first[t] ?? 0, history.first[t + 1] ?? 0];
    const sources = new Map<number, number>();
    for (let i = begin; i < end; i += 1) {
      if (!dependencies.isRead(i)) continue;
      newestRead[keyOf[i] ?? 0] = i;
      const source = dependencies.sourceOf(i);
      if (source < 0 || !writes.isCommitted(source) || transactionOf[source] === t) continue;
      const writer = transactionOf[source] ?? 0;
      if (!sources.has(writer)) sources.set(writer, i);
    }
    for (const [writer, seen] of sources) {
      for (let w = history.first[writer] ?? 0; w < (history.first[writer + 1] ?? 0); w += 1) {
        steps += 1;
        if (steps > budget) return { steps, isComplete: false };
        if (history.kind[w] === microOperation.read) continue;
        const missed = missedBy(writes, dependencies, newestRead[keyOf[w] ?? 0] ?? -1, w);
        // One read that sees and misses at once saw a version in between: another anomaly.
        if (missed >= 0 && missed !== seen) report(seen, missed, w);
      }
    }
    for (let i = begin; i < end; i += 1) newestRead[keyOf[i] ?? 0] = -1;
  }
  return { steps, isComplete: true };

  function report(seen: number, missed: number, write: number): void {
    const name = missed > seen ? 'observed-transaction-vanishes' : 'fractured-read';
    const source = dependencies.sourceOf(seen);
    log.report(
      name,
      [transactionOf[seen] ?? 0, transactionOf[write] ?? 0],
      () =>
        `${words.did(seen)}, where ${words.did(source)}, but ${words.did(missed)} without what ${words.did(write)}`,
    );
  }
}

/** The last read of a key by a transaction that misses a write; -1: none does. */
function missedBy(
  writes: Writes,
  dependencies: Dependencies,
  newestRead: number,
  write: number,
): number {
  for (let read = newestRead; read >= 0; read = writes.previous[read] ?? -1) {
    if (dependencies.isRead(read) && dependencies.isAfter(read, write)) return read;
  }
  return -1;
}
