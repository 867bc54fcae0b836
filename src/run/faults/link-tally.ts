import type { NodeId } from '../../base/units.ts';
import type { World } from '../../world/world.ts';

/** The directed links that a fault has cut: by product of senders and receivers, never pair by pair. */
export class LinkTally {
  readonly #world: World;
  readonly #cuts: { readonly from: ReadonlySet<NodeId>; readonly to: ReadonlySet<NodeId> }[] = [];
  /** For cuts of one sender, as most are. */
  readonly #bySender = new Map<NodeId, Set<NodeId>>();

  constructor(world: World) {
    this.#world = world;
  }

  get isEmpty(): boolean {
    return this.#cuts.length === 0 && this.#bySender.size === 0;
  }

  /** Indices of all senders, in order. */
  get from(): readonly number[] {
    return this.#indices([
      ...this.#bySender.keys(),
      ...this.#cuts.flatMap(({ from }) => [...from]),
    ]);
  }

  /** Indices of all receivers, in order. */
  get to(): readonly number[] {
    const single = [...this.#bySender.values()].flatMap((peers) => [...peers]);
    return this.#indices([...single, ...this.#cuts.flatMap(({ to }) => [...to])]);
  }

  add(from: readonly NodeId[], to: readonly NodeId[]): void {
    const [only] = from;
    if (only === undefined || from.length > 1) {
      this.#cuts.push({ from: new Set(from), to: new Set(to) });
      return;
    }
    const peers = this.#bySender.get(only) ?? new Set();
    for (const peer of to) peers.add(peer);
    this.#bySender.set(only, peers);
  }

  has(from: NodeId, to: NodeId): boolean {
    return (
      this.#bySender.get(from)?.has(to) === true ||
      this.#cuts.some((cut) => cut.from.has(from) && cut.to.has(to))
    );
  }

  #indices(nodes: readonly NodeId[]): readonly number[] {
    const distinct = new Set(nodes.map((node) => this.#world.indexOf(node)));
    return [...distinct].sort((a, b) => a - b);
  }
}
