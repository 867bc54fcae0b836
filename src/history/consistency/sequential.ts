import type { Decision } from '../decision.ts';
import { type History, outcome } from '../history.ts';
import { aboutKey } from '../linearizability/about-key.ts';
import { linearizability, prefixOf, type Question, whyNot } from '../linearizability/decide.ts';
import { partsOf } from '../linearizability/parts.ts';
import { Problem, type Scope } from '../linearizability/problem.ts';
import { relevantOperations } from '../linearizability/relevant-operations.ts';
import type { StateSpace } from '../linearizability/state-space.ts';
import { smallerWitness } from '../linearizability/witness.ts';
import { ProcessOrderSearch } from './process-order-search.ts';

/** The method's name in verdicts. */
const method = 'search for one order that keeps the order of each process';

/**
 * Whether the operations could have taken effect one at a time, in an order that keeps the order
 * in which each process asked (Lamport 1979). Unlike linearizability it does not come apart by
 * object: all objects are judged together. Processes of one name are one client: what it asked comes
 * after all that it had been told the end of.
 */
export function sequentialConsistency(history: History, question: Question): Decision {
  const objects = question.objects === undefined ? history.key : question.objects;
  const operations = relevantOperations(history, question.knows);
  // Whatever is linearizable is sequentially consistent, and that is often decided fast.
  const strict = linearizability(history, { ...question, partition: true });
  if (strict.verdict === 'held') return strict;
  const space = question.spaceOf();
  const judge = new SequentialJudge(history, question, space, strict.steps);
  // Nor can all be in order when one object by itself is not.
  for (const part of objects === null ? [] : partsOf(operations, objects)) {
    const decision = judge.decide({ history, operations: part, objects: null });
    if (decision.verdict === 'violated') return { ...decision, steps: judge.steps };
  }
  return { ...judge.decide({ history, operations, objects }), steps: judge.steps };
}

/** Decides scopes one after another on one budget. */
class SequentialJudge {
  /** All the work done. */
  steps: number;
  #tried = 0;
  readonly #history: History;
  readonly #question: Question;
  readonly #space: StateSpace;

  constructor(history: History, question: Question, space: StateSpace, steps: number) {
    this.#history = history;
    this.#question = question;
    this.#space = space;
    this.steps = steps;
  }

  decide(scope: Scope): Decision {
    const { budget } = this.#question;
    const problem = new Problem(scope, this.#space);
    const rest = { steps: budget.steps - this.#tried, memoBytes: budget.memoBytes };
    const search = new ProcessOrderSearch(problem, this.#history, this.#space, rest);
    const end = search.run();
    const { steps } = search;
    this.#tried += steps;
    this.steps += steps;
    if (end === 'found') return { verdict: 'held', method, steps };
    const prefix = prefixOf(problem, search.longest.order);
    if (end !== 'none') {
      return { verdict: 'undecided', method, steps, why: whyNot(end, budget), prefix };
    }
    const must = Array.from(scope.operations).filter(
      (at) => this.#history.outcome[at] === outcome.ok,
    );
    const found = smallerWitness(scope, must, (weaker, limit) => {
      const again = new Problem(weaker, this.#space);
      const smaller = new ProcessOrderSearch(again, this.#history, this.#space, limit);
      return { isImpossible: smaller.run() === 'none', steps: smaller.steps };
    });
    this.steps += found.steps;
    const witness = aboutKey(this.#history, found.witness);
    return { verdict: 'violated', method, steps, witness, prefix };
  }
}
