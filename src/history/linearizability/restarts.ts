import type { SearchBudget } from '../decision.ts';
import type { Problem } from './problem.ts';
import { Search, type SearchEnd } from './search.ts';
import type { StateSpace } from './state-space.ts';

/** Steps of the first tries; each of them looks at candidates in another order. */
const stepsEach = 3_000;
const tries = 6;

function scrambled(word: number): number {
  const a = Math.imul(word ^ (word >>> 16), 0x21f0_aaad);
  const b = Math.imul(a ^ (a >>> 15), 0x735a_2d97);
  return (b ^ (b >>> 15)) >>> 0;
}

/**
 * What candidates are sorted by in a try: first their completion, then their invocation, then
 * completions moved by up to some places, each try in a way of its own.
 */
function ranks({ count, invoked, completed }: Problem, which: number): Int32Array {
  if (which === 0) return completed;
  if (which === 1) return invoked;
  const most = 8 << (which & 3);
  return Int32Array.from({ length: count }, (_, i) => {
    return (completed[i] as number) + (scrambled(i * tries + which) % most);
  });
}

/** A search that came to an end, and what all tries before it cost, too. */
export interface Ended {
  readonly search: Search;
  readonly end: SearchEnd;
  readonly steps: number;
}

/**
 * Searches in several orders, in few steps each, before it does so in one to the end. How long a
 * search takes has a heavy tail: of a hundred histories alike ninety-nine take hundreds of steps and
 * one a million, but hardly ever the same one in two orders (Gomes, Selman and Kautz, "Boosting
 * combinatorial search through randomization", AAAI 1998).
 */
export function searched(problem: Problem, space: StateSpace, budget: SearchBudget): Ended {
  let steps = 0;
  for (let which = 0; which < tries; which += 1) {
    const few = Math.min(stepsEach, budget.steps - steps);
    const search = new Search(
      problem,
      space,
      { ...budget, steps: few },
      { rank: ranks(problem, which) },
    );
    const end = search.run();
    steps += search.steps;
    if (end === 'found' || end === 'none' || steps >= budget.steps) return { search, end, steps };
  }
  const search = new Search(problem, space, { ...budget, steps: budget.steps - steps });
  const end = search.run();
  return { search, end, steps: steps + search.steps };
}
