import { Draws, purpose } from '../../base/draw/draw.ts';
import type { Stream } from '../../base/draw/draw.ts';
import type { Happening } from '../../engine/agenda.ts';
import { ChoosingAgenda } from '../../engine/choosing-agenda.ts';
import type { Steering } from '../../run/steering.ts';
import type { RunPlan } from '../../scenario/scenario.ts';
import { DelayDraws, longest, shortest } from '../steering/delay-draws.ts';
import { heads, originOf, ownerOf } from '../steering/lanes.ts';
import { byDecisions } from '../steering/decisions.ts';
import { defineStrategy } from './define.ts';
import type { Subject, Trial } from './define.ts';

/** The deepest bugs that it aims at. */
const deepest = 4;

/** The nodes of a run in the order of their priorities, and the points at which one loses its own. */
class Priorities {
  /** How many decisions there were so far. */
  made = 0;
  /** Node indices, the one that goes first in front. */
  readonly #order: number[];
  readonly #changes: ReadonlySet<number>;

  constructor(nodes: number, own: Stream, decisions: number | null) {
    const lots = Array.from({ length: nodes }, (_, node) => own.at(purpose.tie, node, 0, 0));
    this.#order = lots
      .map((lot, node) => ({ lot, node }))
      .sort((a, b) => a.lot - b.lot || a.node - b.node)
      .map(({ node }) => node);
    const depth = 1 + Math.floor(own.at(purpose.tie, 0, 1, 0) * deepest);
    const changes = decisions === null ? 0 : depth - 1;
    this.#changes = new Set(
      Array.from({ length: changes }, (_, nth) =>
        Math.floor(own.at(purpose.tie, nth, 2, 0) * (decisions ?? 0)),
      ),
    );
  }

  #place(node: number): number {
    return node < 0 ? -1 : this.#order.indexOf(node);
  }

  /** How early what goes from one node to another comes: 0 goes first, 1 last. */
  #share(from: number, to: number): number {
    const last = this.#order.length - 1;
    return last <= 0 ? 0 : Math.max(0, this.#place(from) + this.#place(to)) / (2 * last);
  }

  /** One decision: at a change point, who would go first of the two goes last from now on. */
  #decide(from: number, to: number): void {
    const isChange = this.#changes.has(this.made);
    this.made += 1;
    const place = Math.max(0, Math.min(this.#place(from), this.#place(to)));
    if (isChange) this.#order.push(...this.#order.splice(place, 1));
  }

  #best(due: readonly Happening[], places: readonly number[]): Happening {
    let best = due[0] as Happening;
    let least = Infinity;
    for (const place of places) {
      const happening = due[place] as Happening;
      const share = this.#share(originOf(happening), ownerOf(happening));
      if (share < least) [best, least] = [happening, share];
    }
    return best;
  }

  pick(due: readonly Happening[]): number {
    const places = heads(due);
    if (places.length === 1) return 0;
    const favourite = this.#best(due, places);
    this.#decide(originOf(favourite), ownerOf(favourite));
    return due.indexOf(this.#best(due, places));
  }

  /** How long a message takes, from the shortest to the longest. */
  delay(from: number, to: number): number {
    this.#decide(from, to);
    return shortest + this.#share(from, to) * (longest - shortest);
  }
}

/** `decisions` null: nothing is changed on the way, to count them; `told` is given the count. */
function steeringOf(
  plan: RunPlan,
  decisions: number | null,
  told: (priorities: Priorities) => void = () => undefined,
): Steering {
  const own = new Draws(plan.seed).stream('strategy pct');
  const priorities = new Priorities(plan.nodes.length, own, decisions);
  told(priorities);
  const indices = new Map(plan.nodes.map(({ id }, index) => [id, index]));
  return {
    engine: {
      agenda: new ChoosingAgenda((due) => priorities.pick(due)),
      draws: new DelayDraws(plan.seed, (from, to) =>
        priorities.delay(indices.get(from) ?? -1, indices.get(to) ?? -1),
      ),
    },
  };
}

function trialOf(plan: RunPlan, decisions: number): Trial {
  return { plan, steering: () => steeringOf(plan, decisions) };
}

/** How many decisions a run of the design takes: its own seed, without a change on the way. */
async function decisionsOf({ plan, play }: Subject): Promise<number> {
  let counted: Priorities | null = null;
  const count = (priorities: Priorities): void => {
    counted = priorities;
  };
  await play({ plan, steering: () => steeringOf(plan, null, count) });
  return Math.max(1, (counted as Priorities | null)?.made ?? 1);
}

/** Random priorities with a few changes of them. */
export const pct = defineStrategy({
  name: 'pct',
  summary:
    'Gives each node a priority: what concerns it comes as early or late as links and ties allow, and up to three times a node loses its own.',
  source:
    'S. Burckhardt et al., "A randomized scheduler with probabilistic guarantees of finding bugs", ASPLOS 2010',
  islands: null,
  samples: true,
  ...byDecisions(trialOf, decisionsOf),
});
