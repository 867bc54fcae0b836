import { outcome } from '../history.ts';
import { microOperation, type TransactionHistory, unread } from '../transactions.ts';
import { type Cell, nil } from '../value-table.ts';
import type { Components } from './components.ts';
import type { Writes } from './writes.ts';

/** The transactions in an order that the dependencies of an acyclic graph allow. */
export function topological(history: TransactionHistory, all: Components): Int32Array {
  const atComponent = new Int32Array(all.of.length).fill(-1);
  for (let t = 0; t < history.count; t += 1) atComponent[all.of[t] ?? 0] = t;
  // Components are numbered from the last one.
  return atComponent.filter((t) => t >= 0).reverse();
}

/** Whether every committed transaction reads what registers hold when all run one by one in this order. */
export function isSerial(writes: Writes, order: Int32Array): boolean {
  const { history, keys, keyOf, committed } = writes;
  const state: Cell[] = keys.map(() => nil);
  for (const t of order) {
    if (committed[t] !== 1) continue;
    for (let i = history.first[t] ?? 0; i < (history.first[t + 1] ?? 0); i += 1) {
      const value = history.value[i] ?? nil;
      if (history.kind[i] !== microOperation.read) state[keyOf[i] ?? 0] = value;
      else if (
        history.outcome[t] === outcome.ok &&
        value !== unread &&
        value !== state[keyOf[i] ?? 0]
      )
        return false;
    }
  }
  return true;
}
