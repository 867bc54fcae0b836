import type { AttemptRecord } from './history.ts';
import type { LedgerEntry } from '../report/report.ts';

/**
 * The request ledger: for each attempt, what its client knew and what an observer of everything
 * saw. An attempt that is still under way when the run ends is unknown to its client, and `queued`.
 */
export function ledgerOf(attempts: readonly AttemptRecord[]): LedgerEntry[] {
  return attempts.map(({ operation, attempt, beganNs, done }) => ({
    workload: operation.workload,
    client: operation.client,
    number: operation.number,
    attempt,
    op: operation.op,
    at: beganNs,
    until: done === null ? null : done.at,
    outcome: done === null ? 'unknown' : done.data.outcome.status,
    error: done === null || done.data.outcome.status === 'ok' ? null : done.data.outcome.error,
    truth: done === null ? 'queued' : done.data.truth,
  }));
}
