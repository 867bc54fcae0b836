import { Draws, purpose } from '../../base/draw/draw.ts';
import type { Happening } from '../../engine/agenda.ts';
import { ChoosingAgenda } from '../../engine/choosing-agenda.ts';
import type { Steering } from '../../run/steering.ts';
import type { RunPlan } from '../../scenario/scenario.ts';
import { DelayDraws, longest, shortest } from '../steering/delay-draws.ts';
import { heads } from '../steering/lanes.ts';
import { byDecisions } from '../steering/decisions.ts';
import { defineStrategy } from './define.ts';
import type { Subject, Trial } from './define.ts';

/** The most that is delayed in one run. */
const mostDelays = 4;

/** One order, the first that there is, but for a few decisions that go the other way. */
class FewDelays {
  /** How many decisions there were so far. */
  made = 0;
  readonly #delayed: ReadonlySet<number>;
  /** What was put back, as long as something else of its instant is there. */
  readonly #back = new Set<Happening>();

  constructor(delayed: ReadonlySet<number>) {
    this.#delayed = delayed;
  }

  #isDelayed(): boolean {
    const nth = this.made;
    this.made += 1;
    return this.#delayed.has(nth);
  }

  pick(due: readonly Happening[]): number {
    const places = heads(due);
    if (due.length === 1) this.#back.clear();
    if (places.length === 1) return 0;
    const open = places.filter((place) => !this.#back.has(due[place] as Happening));
    const [first = 0, second] = open.length > 0 ? open : places;
    if (!this.#isDelayed() || second === undefined) return first;
    this.#back.add(due[first] as Happening);
    return second;
  }

  delay(): number {
    return this.#isDelayed() ? longest : shortest;
  }
}

function steeringOf(plan: RunPlan, delays: FewDelays): Steering {
  return {
    engine: {
      agenda: new ChoosingAgenda((due) => delays.pick(due)),
      draws: new DelayDraws(plan.seed, () => delays.delay()),
    },
  };
}

/** Which decisions of so many a seed turns round. */
function drawn(seed: string, decisions: number): ReadonlySet<number> {
  const own = new Draws(seed).stream('strategy delay-bounded');
  const count = 1 + Math.floor(own.at(purpose.tie, 0, 1, 0) * mostDelays);
  return new Set(
    Array.from({ length: count }, (_, nth) =>
      Math.floor(own.at(purpose.tie, nth, 2, 0) * decisions),
    ),
  );
}

function trialOf(plan: RunPlan, decisions: number): Trial {
  return { plan, steering: () => steeringOf(plan, new FewDelays(drawn(plan.seed, decisions))) };
}

async function decisionsOf({ plan, play }: Subject): Promise<number> {
  let counted = new FewDelays(new Set());
  const steering = (): Steering => steeringOf(plan, (counted = new FewDelays(new Set())));
  await play({ plan, steering });
  return Math.max(1, counted.made);
}

/** One fixed order with a few delays in it. */
export const delayBounded = defineStrategy({
  name: 'delay-bounded',
  summary:
    'Plays each message as early as its link allows and ties in one order, but for one to four that are delayed as long as they may be.',
  source: 'M. Emmi, S. Qadeer, Z. Rakamarić, "Delay-bounded scheduling", POPL 2011',
  islands: null,
  samples: true,
  ...byDecisions(trialOf, decisionsOf),
});
