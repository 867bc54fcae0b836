import type { NodeId } from '../../base/units.ts';

/** So many nodes, to be found among these. */
export interface Demand {
  readonly among: readonly NodeId[];
  readonly count: number;
}

/** Whether two different nodes are joined; must be symmetric. */
export type Joined = (a: NodeId, b: NodeId) => boolean;

/** Those that are joined to at least so many of the others; repeated, since each loss may cause more. */
function core(nodes: readonly NodeId[], degree: number, joined: Joined): readonly NodeId[] {
  let left = nodes;
  for (;;) {
    const kept = left.filter((node) => {
      let neighbours = 0;
      for (const other of left) {
        if (other !== node && joined(node, other)) neighbours += 1;
        if (neighbours >= degree) return true;
      }
      return neighbours >= degree;
    });
    if (kept.length === left.length) return left;
    left = kept;
  }
}

/** Depth-first over one demand after another; what cannot be completed is left early. */
class CliqueSearch {
  readonly #demands: readonly Demand[];
  readonly #joined: Joined;
  readonly #chosen: NodeId[];

  constructor(fixed: readonly NodeId[], demands: readonly Demand[], joined: Joined) {
    this.#chosen = [...fixed];
    this.#demands = demands;
    this.#joined = joined;
  }

  found(demandIndex = 0): boolean {
    const demand = this.#demands[demandIndex];
    if (demand === undefined) return true;
    const fitting = demand.among.filter((node) => this.#fits(node));
    const pool = core(fitting, demand.count - 1, this.#joined);
    return this.#choose(pool, demand.count, demandIndex);
  }

  #fits(node: NodeId): boolean {
    return this.#chosen.every((other) => other === node || this.#joined(node, other));
  }

  #choose(pool: readonly NodeId[], count: number, demandIndex: number): boolean {
    if (count === 0) return this.found(demandIndex + 1);
    for (let i = 0; i + count <= pool.length; i += 1) {
      const node = pool[i];
      if (node === undefined) return false;
      this.#chosen.push(node);
      const later = pool.slice(i + 1).filter((other) => this.#joined(node, other));
      if (this.#choose(later, count - 1, demandIndex)) return true;
      this.#chosen.pop();
    }
    return false;
  }
}

/**
 * Whether nodes can be chosen, for each demand so many different ones, that are all joined to each
 * other and to the fixed nodes. Exact; fast while few pairs are cut.
 */
export function hasJoinedChoice(
  fixed: readonly NodeId[],
  demands: readonly Demand[],
  joined: Joined,
): boolean {
  const fits = fixed.every((a, i) => fixed.slice(i + 1).every((b) => a === b || joined(a, b)));
  return fits && new CliqueSearch(fixed, demands, joined).found();
}
