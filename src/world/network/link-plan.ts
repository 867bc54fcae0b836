import type { NodeId } from '../../base/units.ts';
import type { LinkClass } from './link.ts';

/** A switch: messages between what it connects go through it. */
export interface SwitchPlan {
  readonly id: NodeId;
  /** What it connects, by index: nodes, and behind them the switches. In natural order. */
  readonly connects: readonly number[];
}

/** What the network needs to know of its links: see `LinkTable` of a scenario. */
export interface LinkPlan {
  readonly classes: readonly LinkClass[];
  classOf(from: number, to: number): number;
  /** Counted on behind the nodes. */
  readonly switches?: readonly SwitchPlan[];
}
