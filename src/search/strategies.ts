import { Shelf } from '../base/shelf.ts';
import { medianTimerNs } from '../scenario/resolve/median-timer.ts';
import type { RunPlan } from '../scenario/scenario.ts';

/** A way of searching: what each seed is made to play. */
export interface Strategy {
  readonly name: string;
  /** One sentence. */
  readonly summary: string;
  /** The run of one seed. */
  plan(plan: RunPlan, seed: string): RunPlan;
}

const random: Strategy = {
  name: 'random',
  summary: 'Plays each seed as the scenario says: what it draws is drawn anew.',
  plan: (plan, seed) => ({ ...plan, seed }),
};

/** A. Groce et al., "Swarm testing", ISSTA 2012. */
const swarm: Strategy = {
  name: 'swarm',
  summary:
    'Gives the nemesis of each seed a part of its pool, weights and a mean interval of its own.',
  plan(plan, seed) {
    const { nemesis } = plan;
    if (nemesis === null) return { ...plan, seed };
    const turns = { kind: 'swarm', timerNs: medianTimerNs(plan.nodes) } as const;
    return { ...plan, seed, nemesis: { ...nemesis, turns } };
  },
};

/** All ways of searching. */
export const strategies = new Shelf<Strategy>('strategy', [random, swarm]);
