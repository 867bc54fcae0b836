import { dependency, type Dependency } from './dependency-graph.ts';

/**
 * Which paths of dependencies count: a machine with one or two states that reads the kinds of the
 * edges. Every path begins in state 0.
 */
export interface Shape {
  readonly states: 1 | 2;
  /** The state after an edge, by state * kinds + kind; -1: the path may not go there. */
  readonly next: Int8Array;
}

/** How many kinds of edges there are. */
export const kinds = Object.keys(dependency).length;

/** What a shape allows, weakest anomaly first. */
export type ShapeName = 'writes' | 'reads' | 'single' | 'nonadjacent' | 'any';

const steps: {
  readonly [name in ShapeName]: (state: number, kind: Dependency) => number;
} = {
  writes: (_, kind) => (kind === dependency.ww ? 0 : -1),
  reads: (_, kind) => (kind === dependency.ww || kind === dependency.wr ? 0 : -1),
  // The state counts anti-dependencies.
  single: (state, kind) => (kind === dependency.rw ? (state === 0 ? 1 : -1) : state),
  // State 1: the last edge was an anti-dependency.
  nonadjacent(state, kind) {
    if (kind === dependency.link) return state;
    if (kind === dependency.rw) return state === 0 ? 1 : -1;
    return 0;
  },
  any: () => 0,
};

/** The shape of a name, with or without the order in each process. */
export function shapeOf(name: ShapeName, withProcesses: boolean): Shape {
  const states = name === 'single' || name === 'nonadjacent' ? 2 : 1;
  const next = new Int8Array(states * kinds);
  for (let state = 0; state < states; state += 1) {
    for (const kind of Object.values(dependency)) {
      const at = state * kinds + kind;
      if (kind !== dependency.process) next[at] = steps[name](state, kind);
      else if (!withProcesses) next[at] = -1;
      else next[at] = name === 'nonadjacent' ? 0 : state;
    }
  }
  return { states, next };
}
