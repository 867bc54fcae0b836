import type { NodeId } from '../../../base/units.ts';
import type { ProcessChange, Seen } from '../define.ts';

/** Whether a process that this happened to can do something; null when that says nothing of it. */
const runs: { readonly [change in ProcessChange]: boolean } = {
  up: true,
  resumed: true,
  crashed: false,
  exited: false,
  paused: false,
  'program-error': false,
};

/** Which nodes have a process that runs. Every node counts as running until something is seen of it. */
export class RunningNodes {
  readonly #nodes: readonly NodeId[];
  readonly #idle = new Set<NodeId>();

  constructor(nodes: readonly NodeId[]) {
    this.#nodes = nodes;
  }

  /** In the order in which the run names them. */
  get all(): readonly NodeId[] {
    return this.#nodes.filter((node) => !this.#idle.has(node));
  }

  has(node: NodeId): boolean {
    return !this.#idle.has(node);
  }

  /** Takes note of what happened to a process. */
  changed({ node, data }: Seen<{ readonly change: ProcessChange }>): void {
    if (runs[data.change]) this.#idle.delete(node);
    else this.#idle.add(node);
  }
}
