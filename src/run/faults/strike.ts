import type { NodeId } from '../../base/units.ts';
import type { FaultPlan } from '../../scenario/plan/fault.ts';

/** Which nodes and links an active fault takes out of service. */
export interface Blocked {
  readonly down: ReadonlySet<NodeId>;
  readonly paused: ReadonlySet<NodeId>;
  /** It stays so until the fault ends; false: it may come back before. */
  readonly lasts: boolean;
  /** It cuts this link now, or has cut it before and may again. */
  blocks(from: NodeId, to: NodeId): boolean;
}

/** One stretch of time in which an occurrence of a fault is in effect, and what it did. */
export class Strike {
  readonly plan: FaultPlan;
  /** Which occurrence, from 0. */
  readonly occurrence: number;
  /** Nodes, or links as `a -> b`; the selector itself when a role in it is looked up per message. */
  readonly targets: readonly string[];
  /** The nodes it makes faulty: its targets, or the senders of its links; without those that roles name later. */
  readonly nodes: readonly NodeId[];
  readonly fromNs: number;
  /** When it is to end; null: never. */
  readonly endsNs: number | null;
  /** When it ended; null while it is in effect. */
  untilNs: number | null = null;
  /** Messages it acted on, each of them once however often it was sent again; or changes of nodes. */
  touched = 0;
  readonly #messages = new Set<number>();
  /** Targets that it could do nothing to, because they were down already. */
  readonly alreadyDown: NodeId[] = [];
  /** What is to be said of a target to which it did nothing. */
  readonly idle: string[] = [];
  /** What it takes out of service now. */
  blocked: Blocked | null = null;

  constructor(aim: {
    readonly plan: FaultPlan;
    readonly occurrence: number;
    readonly targets: readonly string[];
    readonly nodes: readonly NodeId[];
    readonly fromNs: number;
    readonly endsNs: number | null;
  }) {
    this.plan = aim.plan;
    this.occurrence = aim.occurrence;
    this.targets = aim.targets;
    this.nodes = aim.nodes;
    this.fromNs = aim.fromNs;
    this.endsNs = aim.endsNs;
  }

  /** It acted on a message, by its id in this run. */
  touchedMessage(id: number): void {
    if (this.#messages.has(id)) return;
    this.#messages.add(id);
    this.touched += 1;
  }
}
