import type { SearchBudget, Witness } from '../decision.ts';
import { told } from '../fast-paths/verdict.ts';
import { type History, never, outcome } from '../history.ts';
import { nil } from '../value-table.ts';
import { latestCut, refuted } from './cut.ts';
import { anyTime, type Scope } from './problem.ts';
import type { StateSpace } from './state-space.ts';

/** What one search and all searches for a smaller contradiction may cost. */
const stepsEach = 5_000;
const stepsInAll = 40_000;
const memoBytes = 64 * 1024 * 1024;

/** Looks whether a weaker scope is still impossible; what was not found out counts as possible. */
type Refute = (
  weaker: Scope,
  budget: SearchBudget,
) => { readonly isImpossible: boolean; readonly steps: number };

/** A witness, and what it cost to find it. */
export interface FoundWitness {
  readonly witness: Witness;
  readonly steps: number;
}

/**
 * Makes a contradiction smaller. An operation is let go by allowing more: that it took effect at
 * any time or never, whatever it answered (one that changes nothing simply goes). What is still
 * impossible then was impossible before, so the operations that remain contradict one another.
 */
class Shrinking {
  steps = 0;
  readonly #scope: Scope;
  readonly #answered: ReadonlySet<number>;
  readonly #refute: Refute;

  constructor(scope: Scope, answered: readonly number[], refute: Refute) {
    this.#scope = scope;
    this.#answered = new Set(answered);
    this.#refute = refute;
  }

  /** The smallest contradiction found among operations, in order of invocation. */
  smallest(operations: readonly number[]): readonly number[] {
    let kept = this.#last(operations);
    for (let chunk = Math.ceil(kept.length / 2); chunk > 0; chunk >>= 1) {
      kept = this.#without(kept, chunk);
    }
    return kept;
  }

  /** The last few operations that contradict one another: 1, 2, 4, 8 and so on. */
  #last(operations: readonly number[]): readonly number[] {
    for (let count = 1; count < operations.length; count *= 2) {
      const few = operations.slice(-count);
      if (this.isContradiction(few)) return few;
    }
    return operations;
  }

  /** Lets chunks of operations go, from the first to the last, wherever it stays a contradiction. */
  #without(operations: readonly number[], chunk: number): readonly number[] {
    let kept = operations;
    let at = 0;
    while (at < kept.length) {
      const fewer = [...kept.slice(0, at), ...kept.slice(at + chunk)];
      if (this.isContradiction(fewer)) kept = fewer;
      else at += chunk;
    }
    return kept;
  }

  /** Whether operations alone contradict one another. */
  isContradiction(operations: readonly number[]): boolean {
    if (operations.length === 0 || this.steps >= stepsInAll) return false;
    const kept = new Set(operations);
    const isFree = (operation: number): boolean =>
      this.#answered.has(operation) && !kept.has(operation);
    const weaker = { ...this.#scope, isFree };
    const { isImpossible, steps } = this.#refute(weaker, { steps: stepsEach, memoBytes });
    this.steps += steps;
    return isImpossible;
  }
}

/**
 * The smallest contradiction that is found in a scope that has no order. `operations`: all of it
 * that were answered and count; those of unknown outcome stay what they are.
 */
export function smallerWitness(
  scope: Scope,
  operations: readonly number[],
  refute: Refute,
): FoundWitness {
  const { history, horizon = never } = scope;
  const shrinking = new Shrinking(scope, operations, refute);
  const found = shrinking.smallest(operations);
  // What completed last had to be placed; what began after that had no part in it.
  const completions = found.map((at) => history.completed[at] as number);
  const end = Math.max(...completions.filter((place) => place <= horizon));
  const needed = found.filter((at) => horizon === never || (history.invoked[at] as number) < end);
  const witness = { why: '', operations: needed };
  return { witness: { ...witness, why: whyOf(scope, witness) }, steps: shrinking.steps };
}

/**
 * Why a scope has no order in real time. `horizon`: the completion that no order could get past;
 * what was invoked later had no part in that, nor had other objects.
 */
export function witnessOf(scope: Scope, space: StateSpace, horizon: number): FoundWitness {
  const { history, objects } = scope;
  const all = Array.from(scope.operations);
  const last = all.find((at) => history.completed[at] === horizon);
  const operations =
    objects === null || last === undefined
      ? all
      : all.filter((at) => objects[at] === objects[last]);
  const early = { ...scope, operations, objects: null, horizon };
  const cut = latestCut(early, space);
  const from = cut?.from ?? anyTime;
  const heard = operations.filter(
    (at) =>
      history.outcome[at] === outcome.ok &&
      (history.invoked[at] as number) < horizon &&
      (history.completed[at] as number) >= from,
  );
  const found = smallerWitness({ ...early, from }, heard, (weaker, budget) =>
    refuted(weaker, space, cut?.states ?? [space.initial], budget),
  );
  const steps = found.steps + (cut?.steps ?? 0);
  if (cut === null) return { ...found, steps };
  const left = cut.states.map((state) => space.textOf(state)).join(' or ');
  const why = `${subjectOf(scope, found.witness)}, whichever of the others under way took effect: all that had ended before can only have left ${left}`;
  return { witness: { ...found.witness, why }, steps };
}

/** What a witness says, of its operation that ended last. */
function subjectOf({ history, horizon = never }: Scope, { operations }: Witness): string {
  const ended = operations.filter((at) => (history.completed[at] as number) <= horizon);
  const [first = 0, ...others] = ended.toSorted(
    (a, b) => (history.completed[b] as number) - (history.completed[a] as number),
  );
  const count = operations.length - 1;
  const said = told(history, first) + answerOf(history, first);
  if (others.length === 0 && count === 0) return `${said} cannot be`;
  const rest = count === 1 ? 'one other operation' : `${count} other operations`;
  return `${said} and ${rest} have no common order`;
}

/** What an operation was answered, where its words tell only what it was given. */
function answerOf({ input, output, outcome: ends, values }: History, operation: number): string {
  const answer = output[operation] ?? nil;
  const isTold = (input[operation] ?? nil) === nil || answer === nil;
  return isTold || ends[operation] !== outcome.ok ? '' : `, answered ${values.textOf(answer)},`;
}

/** What a witness says when nothing is known of what came before. What came later has no part in it. */
function whyOf(scope: Scope, witness: Witness): string {
  const isLaterOut = (scope.horizon ?? never) < never;
  const others = isLaterOut ? 'others that had begun by then' : 'others that were answered';
  return `${subjectOf(scope, witness)}, even if all ${others} took effect at any time or never`;
}
