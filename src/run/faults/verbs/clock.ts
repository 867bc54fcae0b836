import type { NodeId } from '../../../base/units.ts';
import type { RawVerbs } from '../../../world/raw-verbs.ts';
import type { ClockVerbs } from '../../../world/time/clock-verbs.ts';
import type { Undo } from '../../../world/verbs.ts';
import type { World } from '../../../world/world.ts';
import type { ModelWatch } from '../../model-watch.ts';
import type { Strike } from '../strike.ts';

/** What touching a clock needs of a run. */
interface ClockScene {
  readonly world: World;
  readonly verbs: RawVerbs;
  readonly model: ModelWatch;
  hitNode(strike: Strike, node: NodeId): void;
}

const stopped = -1_000_000_000;
const nothing: Undo = () => undefined;

/** The clock of one node, as one strike of a fault touches it. */
interface StruckClock {
  readonly scene: ClockScene;
  readonly strike: Strike;
  readonly node: NodeId;
  readonly place: number;
}

/** The clock of the node at a place. */
export function clockAt(scene: ClockScene, strike: Strike, place: number): StruckClock {
  return { scene, strike, place, node: scene.world.ids[place] as NodeId };
}

/** What the oscillator of a node is off by itself. */
function ownPpbOf({ world }: ClockScene, node: NodeId): number {
  return world.machineOf(node)?.clocks.ownPpb ?? 0;
}

/** Bends the oscillator. */
export function hitDrift({ scene, strike, node, place }: StruckClock, ppb: number): Undo {
  const undo = scene.verbs.drift(place, ppb);
  const ownPpb = ownPpbOf(scene, node);
  const settle = scene.model.drifting(strike, node, { ppb, ownPpb });
  scene.hitNode(strike, node);
  return () => {
    settle();
    undo();
  };
}

/** The other verbs of the clock: what it touched is counted. */
export function hitClock(
  { scene, strike, node, place }: StruckClock,
  counted: (undo: Undo) => Undo,
): ClockVerbs {
  const { world, verbs, model } = scene;
  const clock = verbs.clock(place);
  const isKept = world.machineOf(node)?.time.isKept ?? false;
  const lasting = (undo: Undo): Undo => {
    scene.hitNode(strike, node);
    return counted(undo);
  };
  const onKeeper = (begin: () => Undo): Undo => {
    if (isKept) return lasting(begin());
    strike.idle.push(`nobody keeps the clock of ${node} right`);
    return nothing;
  };
  return {
    freeze(which) {
      // What stands still is bound to nothing.
      const settle = model.drifting(strike, node, { ppb: stopped, ownPpb: 0 });
      const thaw = clock.freeze(which);
      return lasting(() => {
        settle();
        thaw();
      });
    },
    coarsen: (stepNs) => lasting(clock.coarsen(stepNs)),
    misread: (byNs) => lasting(clock.misread(byNs)),
    stopSync: () => onKeeper(() => clock.stopSync()),
    misleadSync: (byNs) => onKeeper(() => clock.misleadSync(byNs)),
    leap(seconds) {
      clock.leap(seconds);
      scene.hitNode(strike, node);
    },
    foreseeLeap: (atNs, seconds) => clock.foreseeLeap(atNs, seconds),
  };
}
