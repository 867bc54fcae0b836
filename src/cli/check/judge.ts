import { UsageError } from '../../base/errors.ts';
import type { Decision } from '../../history/decision.ts';
import { regularRegister, safeRegister } from '../../history/consistency/registers.ts';
import { sequentialConsistency } from '../../history/consistency/sequential.ts';
import type { Recorded } from '../../history/formats/reader.ts';
import { type History, outcome } from '../../history/history.ts';
import { linearizability, type Question } from '../../history/linearizability/decide.ts';
import type { Model } from '../../library/models/define.ts';
import { models } from '../../library/models/index.ts';
import { initialProblem } from '../../library/models/space/initial.ts';
import { questionOf, unknownOperations } from '../../library/models/space/space.ts';
import type { CheckResult } from './answer.ts';
import { decidedResult } from './decided-result.ts';
import { emptyResult } from './empty-result.ts';
import { isTransactional, workloadWords, workloadOf } from './isolation.ts';
import { judgedTransactions } from './judge-transactions.ts';
import { type CheckRequest, wordAmong } from './request.ts';
import { toldOperation } from './told.ts';
import { type Promised, promises } from './words.ts';

/** What decides about operations, by what was promised. */
const decisions: { readonly [P in Promised]: (history: History, asked: Question) => Decision } = {
  linearizable: linearizability,
  sequential: sequentialConsistency,
  regular: regularRegister,
  safe: safeRegister,
};

/** Models that know all operations of a history. */
function fittingModels(history: History): readonly string[] {
  return models.items
    .filter((model) => unknownOperations(model, history).length === 0)
    .map(({ name }) => name);
}

function quoted(words: readonly string[]): string {
  return words.map((word) => `"${word}"`).join(', ');
}

/** The model that was named; throws UsageError when it does not fit the history. */
function modelFor(name: string | null, history: History): Model {
  const fitting = fittingModels(history);
  const hint = fitting.length === 0 ? '' : `; these know them all: ${fitting.join(', ')}`;
  if (name === null) {
    throw new UsageError(
      `--model is wanted: what was asked? The operations are ${quoted(history.names)}${hint}`,
    );
  }
  const model = models.get(name);
  if (model === undefined) {
    throw new UsageError(`--model ${name}: the history has no transactions, but operations${hint}`);
  }
  const unknown = unknownOperations(model, history);
  if (unknown.length === 0) return model;
  const known = Object.keys(model.operations).join(', ');
  throw new UsageError(
    `--model ${name} has no operation ${quoted(unknown)}: it knows ${known}${hint}`,
  );
}

function judgedOperations(file: string, history: History, request: CheckRequest): CheckResult {
  const model = modelFor(request.model, history);
  const consistency = wordAmong(
    'consistency of operations',
    request.consistency ?? promises[0],
    promises,
  );
  const { initial, partition, budget } = request;
  const problem = initial === undefined ? null : initialProblem(model, initial);
  if (problem !== null) throw new UsageError(`--initial: ${problem}`);
  const question = { ...questionOf(model, history, initial), partition, budget };
  return decidedResult(file, request, {
    model: model.name,
    consistency,
    operations: history.count,
    decision: decisions[consistency](history, question),
    told: (index) => toldOperation(history, index),
  });
}

/** Whether anybody got an answer: without one every history can be. */
function wasAnswered(columns: Pick<History, 'outcome' | 'count'>): boolean {
  return columns.outcome.subarray(0, columns.count).includes(outcome.ok);
}

/** Judges what a file held. Throws UsageError when the request does not fit it. */
export function judged(file: string, recorded: Recorded, request: CheckRequest): CheckResult {
  const { history, transactions } = recorded;
  const operations = history.count + transactions.count;
  if (!wasAnswered(history) && !wasAnswered(transactions)) {
    const what = operations === 0 ? 'it has no operations' : 'none of its operations was answered';
    const why = `${what}: there is nothing to check`;
    return { ...emptyResult(file, request), operations, why };
  }
  const { model } = request;
  if (model === null && history.count > 0 && transactions.count > 0) {
    throw new UsageError(
      `--model is wanted: the history has transactions, and the operations ${quoted(history.names)} beside them, and one of the two is judged; --model ${workloadOf(transactions)} means the transactions`,
    );
  }
  const meansOperations = model !== null && !isTransactional(model) && history.count > 0;
  if (transactions.count === 0 || meansOperations) return judgedOperations(file, history, request);
  if (model !== null && !isTransactional(model)) {
    throw new UsageError(
      `--model ${model}: the history has transactions: ${workloadWords.join(' or ')} is wanted`,
    );
  }
  if (request.initial !== undefined) {
    throw new UsageError('--initial: transactions are judged from nothing, not from a value');
  }
  return judgedTransactions(file, transactions, model ?? workloadOf(transactions), request);
}
