import type { SearchBudget } from '../decision.ts';
import { microOperation, type TransactionHistory } from '../transactions.ts';
import { nil } from '../value-table.ts';
import { AnomalyLog, type AnomalyName } from './anomaly.ts';
import { AppendDependencies } from './append-dependencies.ts';
import { AppendOrder } from './append-order.ts';
import { components } from './components.ts';
import { cycleName, fromSmallest, type Step } from './cycle.ts';
import { type CycleFindings, searchCycles } from './cycle-search.ts';
import type { Dependencies } from './dependencies.ts';
import { conclude, type ProofState, type TransactionFindings } from './findings.ts';
import { checkFracturedReads } from './fractured-reads.ts';
import { checkInternalReads } from './internal-reads.ts';
import { type TransactionModel, transactionModels, violatedModels } from './models.ts';
import { addProcessOrder } from './process-order.ts';
import type { VersionOrder } from './register-order.ts';
import { checkRegistersInTime } from './registers-in-time.ts';
import { RegisterVersions } from './register-versions.ts';
import { shapeOf } from './shape.ts';
import { Words } from './words.ts';
import type { Workload } from './workload.ts';
import { Writes } from './writes.ts';

/** What to look for, and how far. */
export interface TransactionQuestion {
  readonly workload: Workload;
  /** What the search for cycles may cost, in edges looked at. */
  readonly budget?: Pick<SearchBudget, 'steps'>;
  /** Registers only: an order in time that their versions are known to keep. */
  readonly versionOrder?: VersionOrder;
}

/** Edges that a search for cycles may look at unless told otherwise: a second or so. */
const defaultSteps = 50_000_000;

/**
 * Judges transactions by what they read and wrote (Adya 1999; Kingsbury and Alvaro, VLDB 2020).
 *
 * For lists a model is violated exactly when no order explains the history; only where the order of
 * appends that nobody read matters to a model, finding nothing leaves it undecided. For registers the
 * order of writes is known in part: finding nothing proves a model when that part is all, or when an
 * order was found that explains every read.
 */
export function checkTransactions(
  history: TransactionHistory,
  question: TransactionQuestion,
): TransactionFindings {
  const { workload } = question;
  const budget = question.budget?.steps ?? defaultSteps;
  const writes = new Writes(history, workload);
  const words = new Words(writes);
  const log = new AnomalyLog();
  checkInternalReads(writes, workload, log, words);
  const task: Task = { writes, words, log, budget, steps: writes.microCount, open: new Set() };
  const rest =
    workload === 'rw-register'
      ? judgeRegisters(task, question.versionOrder ?? 'none')
      : judgeLists(task);
  return conclude(log, { ...rest, ...task, unusable: unusable(writes, workload, words) });
}

/** One judgement under way. */
interface Task {
  readonly writes: Writes;
  readonly words: Words;
  readonly log: AnomalyLog;
  readonly budget: number;
  steps: number;
  readonly open: Set<AnomalyName>;
}

function judgeLists(task: Task): Pick<ProofState, 'isOrdered' | 'anyOrderWillDo' | 'shown'> {
  const { writes, words, log } = task;
  const order = new AppendOrder(writes, log, words);
  const dependencies = new AppendDependencies(writes, order, log, words);
  const found = judgeCycles(task, dependencies);
  const { isOrdered } = dependencies;
  const shown =
    isOrdered || found.cycles.length === 0
      ? new Set<TransactionModel>()
      : shownByOneOrder(task, dependencies);
  return { isOrdered, anyOrderWillDo: true, shown };
}

/** The models that hold in one order of the appends that nobody read. */
function shownByOneOrder(
  task: Task,
  dependencies: AppendDependencies,
): ReadonlySet<TransactionModel> {
  const { history } = task.writes;
  const shape = shapeOf('nonadjacent', true);
  const snapshots = components(dependencies.edges.build(), shape, history.completed, null);
  task.steps += snapshots.steps;
  dependencies.completeOrder(snapshots);
  const found = searchCycles(dependencies.edges.build(), history, task.budget);
  task.steps += found.steps;
  const violated = violatedModels([
    ...task.log.counts.keys(),
    ...task.open,
    ...found.cycles.map(cycleName),
    ...found.open,
  ]);
  // An update that this order loses shows as a cycle, which cursor stability itself does not forbid.
  const shown = transactionModels.filter(
    (model) => model !== 'cursor-stability' && !violated.has(model),
  );
  return new Set(shown);
}

function judgeRegisters(
  task: Task,
  order: VersionOrder,
): Pick<ProofState, 'isOrdered' | 'anyOrderWillDo' | 'shown'> {
  const { writes, words, log, budget } = task;
  const dependencies = new RegisterVersions(writes, order, log, words);
  const found = judgeCycles(task, dependencies);
  const { isOrdered } = dependencies;
  if (found.all.cyclic.length > 0) return { isOrdered, anyOrderWillDo: false, shown: new Set() };
  const { steps, shown } = checkRegistersInTime(writes, found, budget, log, words);
  task.steps += steps;
  return { isOrdered, anyOrderWillDo: false, shown };
}

/** Looks for cycles and for reads that see a transaction in part, and reports them. */
function judgeCycles(task: Task, dependencies: Dependencies): CycleFindings {
  const { writes, words, log, budget, open } = task;
  addProcessOrder(writes, dependencies.edges);
  const found = searchCycles(dependencies.edges.build(), writes.history, budget);
  task.steps += found.steps;
  for (const name of found.open) open.add(name);
  for (const cycle of found.cycles) reportCycle(cycle, log, words);
  if (found.all.cyclic.length === 0) return found;
  const fractured = checkFracturedReads(writes, dependencies, budget, log, words);
  task.steps += fractured.steps;
  if (!fractured.isComplete) open.add('fractured-read').add('observed-transaction-vanishes');
  return found;
}

function reportCycle(found: readonly Step[], log: AnomalyLog, words: Words): void {
  const cycle = fromSmallest(found);
  const told = cycle.map((step) => words.step(step));
  const name = cycleName(cycle);
  log.reportCycle(name, told);
  const [one, other] = told;
  if (name === 'G2-item' && told.length === 2 && one?.key !== other?.key)
    log.reportCycle('write-skew', told);
}

/** Why nothing can be proved; null: it can. */
function unusable(writes: Writes, workload: Workload, words: Words): string | null {
  const { history, microCount } = writes;
  const foreign = workload === 'rw-register' ? microOperation.append : microOperation.write;
  const stranger = history.kind.subarray(0, microCount).indexOf(foreign);
  if (stranger >= 0) return `${words.did(stranger)}, which is no operation of ${workload}`;
  const again = writes.repeated.find((micro) => micro >= 0);
  if (again === undefined) return null;
  const isNothing = workload === 'rw-register' && history.value[again] === nil;
  return isNothing
    ? `${words.did(again)}, which is there before anything is written: no read tells the two apart`
    : `${words.did(again)}, which was written to it before: a value may be written to a key once`;
}
