import type { Sampler } from '../../../base/sampler/sampler.ts';
import { ns } from '../../../base/units.ts';
import type { Duration } from '../../../base/units.ts';
import type { Random } from '../../../world/program/node.ts';

/** The finest uniform number in [0, 1) that whole draws can make. */
const steps = 4_503_599_627_370_496; // 2^52

/** A length of time as a distribution draws it, with a fault's own draws. */
export function drawnLength(sampler: Sampler, random: Random): Duration {
  return ns(sampler.sample(random.integer(0, steps - 1) / steps));
}
