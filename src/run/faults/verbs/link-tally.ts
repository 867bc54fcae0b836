import type { NodeId } from '../../../base/units.ts';
import type { Undo } from '../../../world/verbs.ts';
import type { World } from '../../../world/world.ts';

/** The directed links that a fault has cut: by product of senders and receivers, never pair by pair. */
export class LinkTally {
  readonly #world: World;
  readonly #cuts = new Set<{
    readonly from: ReadonlySet<NodeId>;
    readonly to: ReadonlySet<NodeId>;
  }>();
  /** For cuts of one sender, as most are: how often each link of it is cut. */
  readonly #bySender = new Map<NodeId, Map<NodeId, number>>();

  constructor(world: World) {
    this.#world = world;
  }

  get isEmpty(): boolean {
    return this.#cuts.size === 0 && this.#bySender.size === 0;
  }

  /** Indices of all senders, in order. */
  get from(): readonly number[] {
    return this.#indices([
      ...this.#bySender.keys(),
      ...[...this.#cuts].flatMap(({ from }) => [...from]),
    ]);
  }

  /** Indices of all receivers, in order. */
  get to(): readonly number[] {
    const single = [...this.#bySender.values()].flatMap((peers) => [...peers.keys()]);
    return this.#indices([...single, ...[...this.#cuts].flatMap(({ to }) => [...to])]);
  }

  /** Counts a cut in; the undo takes exactly this one out again. */
  add(from: readonly NodeId[], to: readonly NodeId[]): Undo {
    const [only] = from;
    if (only === undefined || from.length > 1) {
      const cut = { from: new Set(from), to: new Set(to) };
      this.#cuts.add(cut);
      return () => {
        this.#cuts.delete(cut);
      };
    }
    const peers = this.#bySender.get(only) ?? new Map<NodeId, number>();
    for (const peer of to) peers.set(peer, (peers.get(peer) ?? 0) + 1);
    this.#bySender.set(only, peers);
    return () => {
      for (const peer of to) {
        const left = (peers.get(peer) ?? 1) - 1;
        if (left > 0) peers.set(peer, left);
        else peers.delete(peer);
      }
    };
  }

  has(from: NodeId, to: NodeId): boolean {
    if (this.#bySender.get(from)?.has(to) === true) return true;
    for (const cut of this.#cuts) if (cut.from.has(from) && cut.to.has(to)) return true;
    return false;
  }

  #indices(nodes: readonly NodeId[]): readonly number[] {
    const distinct = new Set(nodes.map((node) => this.#world.indexOf(node)));
    return [...distinct].sort((a, b) => a - b);
  }
}
