import type { Decision } from '../../history/decision.ts';
import type { CheckResult, ToldOperation } from './answer.ts';
import { emptyResult } from './empty-result.ts';
import type { CheckRequest } from './request.ts';

/** What was decided, and about what. */
export interface Decided {
  readonly model: string;
  readonly consistency: string;
  readonly operations: number;
  readonly decision: Decision;
  /** An operation of the history, as an answer shows it. */
  readonly told: (index: number) => ToldOperation;
}

/** The result of a decision about a file. */
export function decidedResult(file: string, request: CheckRequest, decided: Decided): CheckResult {
  const { model, consistency, operations, decision, told } = decided;
  const { verdict, method, steps } = decision;
  const witness = verdict === 'violated' ? decision.witness : null;
  return {
    ...emptyResult(file, request),
    verdict,
    model,
    consistency,
    method,
    operations,
    steps,
    why: verdict === 'undecided' ? decision.why : (witness?.why ?? null),
    witness: witness && { why: witness.why, operations: witness.operations.map(told) },
    prefix: verdict === 'held' ? null : decision.prefix,
  };
}
