import { Shelf } from '../../base/shelf.ts';
import type { Strategy } from './define.ts';
import { crashPoints } from './crash-points.ts';
import { delayBounded } from './delay-bounded.ts';
import { exhaustive } from './exhaustive.ts';
import { novelty } from './novelty.ts';
import { pct } from './pct.ts';
import { random } from './random.ts';
import { swarm } from './swarm.ts';

/** All ways of searching. */
export const strategies = new Shelf<Strategy>('strategy', [
  crashPoints,
  delayBounded,
  exhaustive,
  novelty,
  pct,
  random,
  swarm,
]);
