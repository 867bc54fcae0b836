import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkTransactions } from '../../../src/history/transactions/check.ts';
import type { TransactionModel } from '../../../src/history/transactions/models.ts';
import {
  lineOf,
  registerLineOf,
  smallListHistory,
  smallRegisterHistory,
  type SmallTransaction,
} from '../../support/small-transactions.ts';
import {
  type CycleRule,
  hasNoCycle,
  isSerializable,
  isSnapshotIsolated,
  type Kept,
} from '../../support/transaction-oracle.ts';
import { transactionsOf } from '../../support/transactions.ts';

const pinned = { seed: 42, numRuns: 1500 };

const serial: readonly (readonly [TransactionModel, Kept])[] = [
  ['serializable', 'none'],
  ['strong-session-serializable', 'process'],
  ['strict-serializable', 'realtime'],
];

const snapshot: readonly (readonly [TransactionModel, Kept])[] = [
  ['snapshot-isolation', 'none'],
  ['strong-session-snapshot-isolation', 'process'],
  ['strong-snapshot-isolation', 'realtime'],
];

const byCycles: readonly (readonly [TransactionModel, CycleRule, Kept])[] = [
  ['read-uncommitted', 'writes', 'none'],
  ['strong-session-read-uncommitted', 'writes', 'process'],
  ['strong-read-uncommitted', 'writes', 'realtime'],
  ['read-committed', 'reads', 'none'],
  ['strong-session-read-committed', 'reads', 'process'],
  ['strong-read-committed', 'reads', 'realtime'],
  ['consistent-view', 'single', 'none'],
  ['strong-session-consistent-view', 'single', 'process'],
  ['strong-consistent-view', 'single', 'realtime'],
  ['snapshot-isolation', 'nonadjacent', 'none'],
  ['strong-session-snapshot-isolation', 'nonadjacent', 'process'],
  ['strong-snapshot-isolation', 'nonadjacent', 'realtime'],
  ['repeatable-read', 'any', 'none'],
  ['strict-serializable', 'any', 'realtime'],
];

const listsOf = (history: readonly SmallTransaction[]) =>
  checkTransactions(transactionsOf(...history.map(lineOf)), { workload: 'list-append' });
const registersOf = (history: readonly SmallTransaction[]) =>
  checkTransactions(transactionsOf(...history.map(registerLineOf)), { workload: 'rw-register' });

/** Plays small histories against a definition; answers how often each verdict was given. */
function compare(
  histories: fc.Arbitrary<SmallTransaction[]>,
  verdictOf: (history: readonly SmallTransaction[]) => string | null,
  holds: (history: readonly SmallTransaction[]) => boolean,
): { [verdict: string]: number } {
  const seen: { [verdict: string]: number } = { held: 0, violated: 0, undecided: 0 };
  fc.assert(
    fc.property(histories, (history) => {
      const verdict = verdictOf(history);
      if (verdict === null) return;
      seen[verdict] = (seen[verdict] ?? 0) + 1;
      if (verdict !== 'undecided') expect(verdict).toBe(holds(history) ? 'held' : 'violated');
    }),
    pinned,
  );
  return seen;
}

describe('lists', () => {
  it.each(serial)('%s is judged as all orders of the transactions show', (model, kept) => {
    const seen = compare(
      smallListHistory,
      (history) => listsOf(history).satisfies(model),
      (history) => isSerializable(history, kept),
    );
    expect(seen['undecided']).toBe(0);
    expect(Math.min(seen['held'] ?? 0, seen['violated'] ?? 0)).toBeGreaterThan(100);
  });

  it.each(snapshot)('%s is judged as all orders of snapshots and commits show', (model, kept) => {
    const seen = compare(
      smallListHistory,
      (history) => listsOf(history).satisfies(model),
      (history) => isSnapshotIsolated(history, kept),
    );
    // The order of appends that nobody read may matter to it.
    expect(seen['undecided']).toBeLessThan(30);
    expect(Math.min(seen['held'] ?? 0, seen['violated'] ?? 0)).toBeGreaterThan(100);
  });

  it.each(byCycles)('%s is judged as all cycles show (%s, %s)', (model, rule, kept) => {
    const seen = compare(
      smallListHistory,
      (history) => {
        const findings = listsOf(history);
        const { counts } = findings;
        return counts.has('G1b') || counts.has('internal') ? null : findings.satisfies(model);
      },
      (history) => hasNoCycle(history, rule, kept),
    );
    expect(seen['undecided']).toBeLessThan(60);
    expect(seen['held']).toBeGreaterThan(50);
  });
});

describe('registers', () => {
  it.each(serial)('%s: what is decided is what all orders show', (model, kept) => {
    const seen = compare(
      smallRegisterHistory,
      (history) => registersOf(history).satisfies(model),
      (history) => isSerializable(history, kept),
    );
    if (kept === 'realtime') expect(seen['undecided']).toBe(0);
    else expect(seen['undecided']).toBeLessThan(150);
    expect(Math.min(seen['held'] ?? 0, seen['violated'] ?? 0)).toBeGreaterThan(100);
  });

  it.each(snapshot)('%s: what is decided is what all snapshots show', (model, kept) => {
    const seen = compare(
      smallRegisterHistory,
      (history) => registersOf(history).satisfies(model),
      (history) => isSnapshotIsolated(history, kept),
    );
    expect(Math.min(seen['held'] ?? 0, seen['violated'] ?? 0)).toBeGreaterThan(50);
  });
});
