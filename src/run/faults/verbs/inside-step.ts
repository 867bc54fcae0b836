import type { NodeId } from '../../../base/units.ts';
import type { Unsubscribe } from '../../events/events.ts';
import type { Strike } from '../strike.ts';
import type { VerbScene } from './scene.ts';

/** Most effects of a step that `inside: true` lets happen before it strikes. */
const mostEffects = 7;

/** Where in the target's next step `inside` strikes: after so many effects. */
export function effectsBefore({ world }: VerbScene, strike: Strike, node: NodeId): number {
  const { plan, occurrence } = strike;
  return world.engine.choose(`fault ${plan.id} ${occurrence} inside ${node}`, mostEffects + 1);
}

/** A strike inside a step comes later, or never: it counts when the process changes. */
export function hitAtChange(
  { world, events, hitNode }: VerbScene,
  strike: Strike,
  index: number,
  awaited: 'paused' | 'crashed',
): Unsubscribe {
  let waits = true;
  return events.onProcess((at, change) => {
    if (!waits || at !== index || change !== awaited) return;
    waits = false;
    const node = world.ids[index];
    if (node !== undefined) hitNode(strike, node);
  });
}
