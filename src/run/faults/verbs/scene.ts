import type { NodeId } from '../../../base/units.ts';
import type { RawVerbs } from '../../../world/raw-verbs.ts';
import type { Crossing } from '../../../world/network/wire-verbs.ts';
import type { World } from '../../../world/world.ts';
import type { RunEvents } from '../../events/events.ts';
import type { ModelWatch } from '../../model-watch.ts';
import type { Strike } from '../strike.ts';

/** What the verbs need of a run. */
export interface VerbScene {
  readonly world: World;
  readonly verbs: RawVerbs;
  readonly events: RunEvents;
  readonly model: ModelWatch;
  /** Whose repetition of a message is being sent; null: nobody's. */
  readonly repeating: { by: object | null };
  /** Some fault keeps its process from running. */
  isHeldDown(node: NodeId): boolean;
  /** A strike did something to a node, or to a message. */
  hitNode(strike: Strike, node: NodeId): void;
  hitMessage(strike: Strike, message: Crossing): void;
  /** A strike did something to what two nodes have with each other. */
  hitLink(strike: Strike, from: NodeId, to: NodeId): void;
}
