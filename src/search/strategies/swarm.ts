import { medianTimerNs } from '../../scenario/resolve/faults/median-timer.ts';
import type { RunPlan } from '../../scenario/scenario.ts';
import { bySeedAlone, defineStrategy, eachSeed } from './define.ts';
import type { Trial } from './define.ts';

function trialOf(plan: RunPlan): Trial {
  const { nemesis } = plan;
  if (nemesis === null) return { plan, steering: null };
  const turns = { kind: 'swarm', timerNs: medianTimerNs(plan.nodes) } as const;
  return { plan: { ...plan, nemesis: { ...nemesis, turns } }, steering: null };
}

/** Another mixture of faults for each seed. */
export const swarm = defineStrategy({
  name: 'swarm',
  summary:
    'Gives the nemesis of each seed a part of its pool, weights and a mean interval of its own.',
  source: 'A. Groce et al., "Swarm testing", ISSTA 2012',
  islands: null,
  samples: true,
  refuses: (plan) => (plan.nemesis === null ? 'it has no `nemesis` to make another of' : null),
  search: (subject) =>
    eachSeed(subject, (seed) => ({ trial: trialOf({ ...subject.plan, seed }), how: '' })),
  replay: bySeedAlone(trialOf),
});
