import { event, fieldOf } from '../../../base/schema.ts';
import type { NodeId, Value } from '../../../base/units.ts';
import type { Seen } from '../define.ts';

/** How a scenario says which events are the output of a failure detector. */
export const detectorFields = {
  event: event('The event with which a node reports that it suspects another one.').default(
    'suspected',
  ),
  trusted: event('The event with which it reports that it does not, or no longer.').default(
    'trusted',
  ),
  peer: fieldOf(
    ['event', 'trusted'],
    'The field that names the other node, in both events.',
  ).default('peer'),
};

/** The names that a scenario gave to these. */
export interface DetectorConfig {
  readonly event: string;
  readonly trusted: string;
  readonly peer: string;
}

/** What may be followed: a check's run or a metric's. */
interface Followed {
  readonly nodes: readonly NodeId[];
  onEvent(event: string, action: (seen: Seen<{ readonly [field: string]: Value }>) => void): void;
}

/** A change of what nodes hold of one another, or of what they are. */
export interface DetectorChange {
  /** `down`: it crashed or exited. `idle` and `busy`: it was paused, and resumed. */
  readonly kind: 'suspects' | 'trusts' | 'down' | 'up' | 'idle' | 'busy';
  /** Who suspects or trusts, or whose process changed. */
  readonly node: NodeId;
  /** Whom; null when a process changed. */
  readonly peer: NodeId | null;
  readonly seen: Seen<unknown>;
}

const processKinds = [
  ['crashed', 'down'],
  ['exited', 'down'],
  ['started', 'up'],
  ['paused', 'idle'],
  ['resumed', 'busy'],
] as const;

/**
 * The output of the failure detectors of a group beside the truth about its nodes. Every node counts as
 * up, and trusts all others, until something else is seen. Who goes down forgets whom it suspected.
 */
export class Suspicions {
  readonly nodes: readonly NodeId[];
  readonly #suspects = new Map<NodeId, Set<NodeId>>();
  readonly #down = new Set<NodeId>();
  readonly #idle = new Set<NodeId>();
  readonly #onChange: (change: DetectorChange) => void;

  /** Follows a run; tells of each change right after it. */
  constructor(run: Followed, names: DetectorConfig, onChange: (change: DetectorChange) => void) {
    this.nodes = run.nodes;
    this.#onChange = onChange;
    const known = new Set(run.nodes);
    for (const [name, kind] of [
      [names.event, 'suspects'],
      [names.trusted, 'trusts'],
    ] as const) {
      run.onEvent(name, (seen) => {
        const peer = seen.data[names.peer];
        if (typeof peer === 'string' && known.has(peer)) this.#holds(kind, seen, peer);
      });
    }
    for (const [name, kind] of processKinds) {
      run.onEvent(name, (seen) => this.#process(kind, seen));
    }
  }

  isDown(node: NodeId): boolean {
    return this.#down.has(node);
  }

  /** Neither down nor paused. */
  isRunning(node: NodeId): boolean {
    return !this.#down.has(node) && !this.#idle.has(node);
  }

  suspects(node: NodeId, peer: NodeId): boolean {
    return this.#suspects.get(node)?.has(peer) ?? false;
  }

  /** The other nodes. */
  others(node: NodeId): readonly NodeId[] {
    return this.nodes.filter((other) => other !== node);
  }

  #holds(kind: 'suspects' | 'trusts', seen: Seen<unknown>, peer: NodeId): void {
    const held = this.#suspects.get(seen.node) ?? new Set<NodeId>();
    this.#suspects.set(seen.node, held);
    if (held.has(peer) === (kind === 'suspects')) return;
    if (kind === 'suspects') held.add(peer);
    else held.delete(peer);
    this.#onChange({ kind, node: seen.node, peer, seen });
  }

  #process(kind: 'down' | 'up' | 'idle' | 'busy', seen: Seen<unknown>): void {
    const { node } = seen;
    if (kind === 'down' && this.#down.has(node)) return;
    if (kind === 'idle') this.#idle.add(node);
    else this.#idle.delete(node);
    if (kind === 'up') this.#down.delete(node);
    if (kind === 'down') {
      for (const peer of this.#suspects.get(node) ?? []) this.#holds('trusts', seen, peer);
      this.#down.add(node);
    }
    this.#onChange({ kind, node, peer: null, seen });
  }
}
