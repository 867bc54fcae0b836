import type { Decision } from '../decision.ts';
import { allImplied, type Anomaly, type AnomalyLog, type AnomalyName } from './anomaly.ts';
import {
  forbiddenAnomalies,
  impliedModels,
  needsOrders,
  strongestOf,
  type TransactionModel,
  transactionModels,
  violatedModels,
  weakestOf,
} from './models.ts';

/** What transactions did wrong, and what follows for each model. */
export interface TransactionFindings {
  /** The first few of each name, in the order of the search; of cycles short ones. */
  readonly anomalies: readonly Anomaly[];
  /** How many of each name were found; of cycles one for each knot of transactions at most. */
  readonly counts: ReadonlyMap<AnomalyName, number>;
  /** The weakest models that do not hold: none of them implies another one. */
  readonly weakestViolated: readonly TransactionModel[];
  /** The strongest models against which nothing was found. */
  readonly strongestPossible: readonly TransactionModel[];
  /** The work: micro-operations and edges looked at. */
  readonly steps: number;
  /** Why some models are undecided; null: all are decided. */
  readonly why: string | null;
  satisfies(model: TransactionModel): Decision['verdict'];
  /** The same as a decision; its witness is the first anomaly that the model forbids. */
  decide(model: TransactionModel): Decision;
}

/** How far finding nothing is a proof. */
export interface ProofState {
  /** Why nothing at all can be proved; null: it can. */
  readonly unusable: string | null;
  /** Whether the order of all committed writes is known. */
  readonly isOrdered: boolean;
  /** Whether an order that the graph allows always explains all reads: with lists. */
  readonly anyOrderWillDo: boolean;
  /** Models for which an order was found that explains all. */
  readonly shown: ReadonlySet<TransactionModel>;
  /** Anomalies that may be there: their search was given up. */
  readonly open: ReadonlySet<AnomalyName>;
  readonly steps: number;
}

const method = 'dependency-cycles';

class Findings implements TransactionFindings {
  readonly anomalies: readonly Anomaly[];
  readonly counts: ReadonlyMap<AnomalyName, number>;
  readonly weakestViolated: readonly TransactionModel[];
  readonly strongestPossible: readonly TransactionModel[];
  readonly steps: number;
  readonly why: string | null;
  readonly #state: ProofState;
  readonly #violated: ReadonlySet<TransactionModel>;
  readonly #held: ReadonlySet<TransactionModel>;

  constructor(log: AnomalyLog, state: ProofState) {
    this.anomalies = log.told;
    this.counts = log.counts;
    this.steps = state.steps;
    this.#state = state;
    const violated = violatedModels(log.counts.keys());
    const possible = transactionModels.filter((model) => !violated.has(model));
    this.#violated = violated;
    this.#held = this.#provedAmong(possible);
    this.weakestViolated = weakestOf(violated);
    this.strongestPossible = strongestOf(new Set(possible));
    this.why = possible.every((model) => this.#held.has(model)) ? null : this.#reason();
  }

  satisfies(model: TransactionModel): Decision['verdict'] {
    if (this.#violated.has(model)) return 'violated';
    return this.#held.has(model) ? 'held' : 'undecided';
  }

  decide(model: TransactionModel): Decision {
    const verdict = this.satisfies(model);
    const { steps } = this;
    if (verdict === 'held') return { verdict, method, steps };
    if (verdict === 'undecided')
      return { verdict, method, steps, why: this.#reason(), prefix: null };
    return { verdict, method, steps, witness: this.#witness(model), prefix: null };
  }

  #witness(model: TransactionModel): { why: string; operations: readonly number[] } {
    const forbidden = forbiddenAnomalies(model);
    const anomaly = this.anomalies.find(({ name }) =>
      [...allImplied([name])].some((implied) => forbidden.has(implied)),
    );
    const operations = [...new Set(anomaly?.transactions)].sort((a, b) => a - b);
    return { why: anomaly === undefined ? '' : `${anomaly.name}: ${anomaly.why}`, operations };
  }

  /** Of the models against which nothing was found those for which that is a proof. */
  #provedAmong(possible: readonly TransactionModel[]): ReadonlySet<TransactionModel> {
    const held = new Set<TransactionModel>();
    for (const model of possible) {
      if (this.#isProved(model)) for (const implied of impliedModels(model)) held.add(implied);
    }
    return held;
  }

  #isProved(model: TransactionModel): boolean {
    const { unusable, shown, isOrdered, anyOrderWillDo, open } = this.#state;
    if (unusable !== null) return false;
    if (shown.has(model)) return true;
    if ([...forbiddenAnomalies(model)].some((anomaly) => open.has(anomaly))) return false;
    return isOrdered || (anyOrderWillDo && !needsOrders(model));
  }

  #reason(): string {
    const { unusable, open, anyOrderWillDo } = this.#state;
    if (unusable !== null) return unusable;
    if (open.size > 0)
      return `the search for ${[...open].join(', ')} was given up after ${this.#state.steps} steps`;
    return anyOrderWillDo
      ? 'nothing was found, but the order of some appends that nobody read may matter'
      : 'nothing was found, but reads do not show the order of all writes';
  }
}

/** Draws the conclusions from what was found. */
export function conclude(log: AnomalyLog, state: ProofState): TransactionFindings {
  return new Findings(log, state);
}
