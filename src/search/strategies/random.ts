import { bySeedAlone, defineStrategy, eachSeed } from './define.ts';
import type { Trial } from './define.ts';
import type { RunPlan } from '../../scenario/scenario.ts';

const trialOf = (plan: RunPlan): Trial => ({ plan, steering: null });

/** The scenario as it stands. */
export const random = defineStrategy({
  name: 'random',
  summary: 'Plays each seed as the scenario says: what it draws is drawn anew.',
  source: null,
  islands: null,
  samples: true,
  search: (subject) =>
    eachSeed(subject, (seed) => ({ trial: trialOf({ ...subject.plan, seed }), how: null })),
  replay: bySeedAlone(trialOf),
});
