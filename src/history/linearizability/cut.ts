import type { SearchBudget } from '../decision.ts';
import { outcome } from '../history.ts';
import { Problem, type Scope } from './problem.ts';
import { Search } from './search.ts';
import type { StateSpace } from './state-space.ts';

/** What one question may cost, and all of them. */
const each = { steps: 5_000, memoBytes: 1 << 26 };
const stepsInAll = 20_000;
/** More of them would explain nothing. */
const mostStates = 4;

/**
 * A place in a history after which there is a contradiction already, whatever of the possible
 * states one copy was in at that place.
 */
export interface Cut {
  /** What completed before this place is behind it. */
  readonly from: number;
  /** The states that an order of all that is behind could have led to. */
  readonly states: readonly number[];
  readonly steps: number;
}

/** Whether a scope has no order from any of some states; what was not found out counts as one. */
export function refuted(
  scope: Scope,
  space: StateSpace,
  states: readonly number[],
  budget: SearchBudget,
): { readonly isImpossible: boolean; readonly steps: number } {
  const problem = new Problem(scope, space);
  let steps = 0;
  for (const state of states) {
    const search = new Search(problem, space, budget, { start: state });
    const end = search.run();
    steps += search.steps;
    if (end !== 'none') return { isImpossible: false, steps };
  }
  return { isImpossible: true, steps };
}

/**
 * The latest cut that is found in a scope of one object without an order. Operations that were
 * under way at a cut may have taken effect before or after it or, which is more than they could, in
 * both places or in none. Looked for backwards, at invocations 1, 2, 4, 8 and so on from the end,
 * then between the last two. Null when none with a few states is found.
 */
export function latestCut(scope: Scope, space: StateSpace): Cut | null {
  const { history, operations, horizon = 0 } = scope;
  const places = Array.from(operations)
    .filter((at) => history.outcome[at] === outcome.ok)
    .map((at) => history.invoked[at] as number)
    .filter((place) => place < horizon);
  let steps = 0;
  const cutAt = (place: number): Cut | null => {
    if (steps > stepsInAll) return null;
    const past = new Search(new Problem({ ...scope, horizon: place }, space), space, each);
    const states = [...(past.reachable() ?? [])].sort((a, b) => a - b);
    steps += past.steps;
    if (states.length === 0 || states.length > mostStates) return null;
    const rest = refuted({ ...scope, from: place }, space, states, each);
    steps += rest.steps;
    return rest.isImpossible ? { from: place, states, steps } : null;
  };
  let found: Cut | null = null;
  let good = places.length;
  let bad = 0;
  for (let back = 1; back < places.length && found === null; back *= 2) {
    found = cutAt(places.at(-back) ?? 0);
    if (found === null) bad = back;
    else good = back;
  }
  while (good - bad > 1 && found !== null) {
    const middle = (good + bad) >>> 1;
    const better = cutAt(places.at(-middle) ?? 0);
    if (better === null) bad = middle;
    else [good, found] = [middle, better];
  }
  return found === null ? null : { ...found, steps };
}
