/** What a run adds to what is known of a space that can be searched to its end. */
export interface SpaceShare {
  /** How many runs there are in all; null: nobody knows before the end. */
  readonly of: number | null;
  /** States that were met for the first time; null: they are not told apart. */
  readonly states: number | null;
  /** Runs that were given up because they had come to a known state. */
  readonly pruned: number;
  /** Nothing is left behind this run. */
  readonly isLast: boolean;
}

/** What two shares, or sums of shares, come to; null: nothing is known of either. */
export function addSpace(a: SpaceShare | null, b: SpaceShare | null): SpaceShare | null {
  if (a === null || b === null) return a ?? b;
  return {
    of: a.of === null || b.of === null ? (a.of ?? b.of) : Math.max(a.of, b.of),
    states: a.states === null || b.states === null ? (a.states ?? b.states) : a.states + b.states,
    pruned: a.pruned + b.pruned,
    isLast: a.isLast || b.isLast,
  };
}

/** How much of a space was searched. */
export interface SpaceReport {
  /** `complete`: nothing is left; `bounded`: something is, or nobody knows. */
  readonly extent: 'complete' | 'bounded';
  /** Runs that are left; null: nobody knows how many. */
  readonly left: number | null;
  readonly states: number | null;
  readonly pruned: number;
}

/** What is said of a space after so many runs; null for a strategy that searches none. */
export function spaceReport(space: SpaceShare | null, runs: number): SpaceReport | null {
  if (space === null) return null;
  const { of, states, pruned, isLast } = space;
  const isComplete = isLast || (of !== null && runs >= of);
  const left = isComplete ? 0 : of === null ? null : of - runs;
  return { extent: isComplete ? 'complete' : 'bounded', left, states, pruned };
}
