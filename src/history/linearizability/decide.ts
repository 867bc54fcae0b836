import type { Decision, FastPath, Part, SearchBudget } from '../decision.ts';
import { fastPaths, type FastPaths } from '../fast-paths/index.ts';
import type { History } from '../history.ts';
import type { Cell } from '../value-table.ts';
import { aboutKey } from './about-key.ts';
import { partsOf } from './parts.ts';
import { Problem } from './problem.ts';
import { relevantOperations } from './relevant-operations.ts';
import { searched } from './restarts.ts';
import type { SearchEnd } from './search.ts';
import type { SpaceOf, StateSpace } from './state-space.ts';
import { witnessOf } from './witness.ts';

/** What one linearizability decision is about, beside the history. */
export interface Question {
  readonly spaceOf: SpaceOf;
  /** Which fast path is tried on each part before the search. */
  readonly fastPath?: ((paths: FastPaths) => FastPath | null) | null;
  /** By operation: the object that it is about, any number; null: all are about one. Default: the keys. */
  readonly objects?: Int32Array | null;
  /** By name: whether the specification knows it; operations of other names are left out. */
  readonly knows?: readonly boolean[];
  /** False: one search over all objects together. Default true: each by itself. */
  readonly partition?: boolean;
  /** What a read finds before anything was written; for definitions that know registers only. */
  readonly initialValue?: Cell;
  readonly budget: SearchBudget;
}

/** The method's name in verdicts. */
const method = 'search for a linear order';

/** Decides parts one after another on one budget, with one state space. */
class Judge {
  /** Work done so far, by fast paths and searches. */
  steps = 0;
  readonly #history: History;
  readonly #question: Question;
  readonly #objects: Int32Array | null;
  readonly #fastPath: FastPath | null;
  #space: StateSpace | null = null;
  /** Placements tried by searches, which the budget limits. */
  #tried = 0;

  constructor(history: History, question: Question, objects: Int32Array | null) {
    this.#history = history;
    this.#question = question;
    this.#objects = objects;
    this.#fastPath = question.fastPath?.(fastPaths) ?? null;
  }

  /** What is to be said of a part that can take the fast path, or else by search. */
  decide(part: Part, isWhole: boolean): Decision {
    const quick = isWhole ? null : (this.#fastPath?.(part) ?? null);
    if (quick === null) return this.#search(part);
    this.steps += quick.steps;
    return quick;
  }

  #search({ operations }: Part): Decision {
    const space = (this.#space ??= this.#question.spaceOf());
    const { budget } = this.#question;
    const scope = { history: this.#history, operations, objects: this.#objects };
    const problem = new Problem(scope, space);
    const rest = { steps: budget.steps - this.#tried, memoBytes: budget.memoBytes };
    const { search, end, steps } = searched(problem, space, rest);
    this.#tried += steps;
    this.steps += steps;
    if (end === 'found') return { verdict: 'held', method, steps };
    const prefix = prefixOf(problem, search.longest.order);
    if (end !== 'none') {
      return { verdict: 'undecided', method, steps, why: whyNot(end, budget), prefix };
    }
    const stuck = problem.completed[search.farthest] as number;
    const witness = witnessOf(scope, space, stuck);
    this.steps += witness.steps;
    return { verdict: 'violated', method, steps, witness: witness.witness, prefix };
  }
}

/** Places of a problem as operations of its history. */
export function prefixOf(
  { count, operation, optionalOperation }: Problem,
  order: Int32Array,
): number[] {
  return Array.from(order, (place) =>
    place < count ? (operation[place] as number) : (optionalOperation[place - count] as number),
  );
}

/** Why a search did not decide, in words. */
export function whyNot(end: Exclude<SearchEnd, 'found' | 'none'>, budget: SearchBudget): string {
  return end === 'steps'
    ? `no order was found or excluded within ${budget.steps} steps`
    : `no order was found or excluded within ${budget.memoBytes} bytes of memory`;
}

/**
 * Whether the operations could have taken effect one at a time, each between its call and its
 * return (Herlihy and Wing 1990). A history of several objects is so exactly when the part of each
 * object is. The first part that cannot be decides; else one that nobody could decide.
 */
export function linearizability(history: History, question: Question): Decision {
  const objects = question.objects === undefined ? history.key : question.objects;
  const operations = relevantOperations(history, question.knows);
  const judge = new Judge(history, question, objects);
  const isWhole = question.partition === false;
  const parts = isWhole || objects === null ? [operations] : partsOf(operations, objects);
  let undecided: Extract<Decision, { verdict: 'undecided' }> | null = null;
  let methods: readonly string[] = [];
  for (const part of parts) {
    const decision = judge.decide({ history, operations: part }, isWhole);
    if (!methods.includes(decision.method)) methods = [...methods, decision.method];
    if (decision.verdict === 'violated') {
      const witness = aboutKey(history, decision.witness);
      return { ...decision, witness, steps: judge.steps };
    }
    if (decision.verdict === 'undecided') undecided ??= decision;
  }
  if (undecided !== null) return { ...undecided, steps: judge.steps };
  const how = methods.length === 0 ? method : methods.join(', ');
  return { verdict: 'held', method: how, steps: judge.steps };
}
