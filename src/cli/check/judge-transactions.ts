import { checkTransactions } from '../../history/transactions/check.ts';
import type { TransactionFindings } from '../../history/transactions/findings.ts';
import { transactionModels } from '../../history/transactions/models.ts';
import type { Workload } from '../../history/transactions/workload.ts';
import type { TransactionHistory } from '../../history/transactions.ts';
import type { CheckResult, ToldIsolation } from './answer.ts';
import { decidedResult } from './decided-result.ts';
import { type CheckRequest, wordAmong } from './request.ts';
import { toldTransaction } from './told.ts';

function toldIsolation(found: TransactionFindings): ToldIsolation {
  const { anomalies, counts, weakestViolated, strongestPossible } = found;
  return {
    anomalies: anomalies.map(({ name, why, transactions }) => ({ name, why, transactions })),
    counts: Object.fromEntries(counts),
    weakestViolated,
    strongestPossible,
  };
}

/** Judges transactions by a level of isolation: strict serializability when none was named. */
export function judgedTransactions(
  file: string,
  history: TransactionHistory,
  workload: Workload,
  request: CheckRequest,
): CheckResult {
  const consistency = wordAmong(
    'consistency of transactions',
    request.consistency ?? 'strict-serializable',
    transactionModels,
  );
  const found = checkTransactions(history, { workload, budget: request.budget });
  const result = decidedResult(file, request, {
    model: workload,
    consistency,
    operations: history.count,
    decision: found.decide(consistency),
    told: (index) => toldTransaction(history, index),
  });
  return { ...result, isolation: toldIsolation(found) };
}
