import { oneOf } from '../../base/schema.ts';
import type { NodeId } from '../../base/units.ts';
import type { Events } from '../../world/program/program.ts';
import { defineCheck, type Seen, type Watch } from './define.ts';
import { detectorFields, Suspicions } from './events/suspicions.ts';

/** A suspicion that should be there. */
interface Missing {
  /** Tells it from the others that are wanted. */
  readonly goal: string;
  readonly down: NodeId;
  readonly by: NodeId;
}

/** Who is down, and who that could suspect it does not. Weak: nobody at all does. */
function missingSuspicions(detectors: Suspicions, kind: 'strong' | 'weak'): Missing[] {
  const down = detectors.nodes.filter((node) => detectors.isDown(node));
  return down.flatMap((node) => {
    const able = detectors.others(node).filter((other) => detectors.isRunning(other));
    const unaware = able.filter((other) => !detectors.suspects(other, node));
    if (kind === 'strong') {
      return unaware.map((by) => ({ goal: `${node} by ${by}`, down: node, by }));
    }
    const nobody = unaware.length === able.length;
    return nobody ? unaware.slice(0, 1).map((by) => ({ goal: node, down: node, by })) : [];
  });
}

/** What is as it should be from the moment at which a node goes down: it was suspected before. */
function suspectedBefore(detectors: Suspicions, down: NodeId, kind: 'strong' | 'weak'): string[] {
  const aware = detectors
    .others(down)
    .filter((other) => detectors.isRunning(other) && detectors.suspects(other, down));
  if (kind === 'strong') return aware.map((by) => `${down} by ${by}`);
  return aware.length === 0 ? [] : [down];
}

/** What is missing now is wanted; what is missing no more was reached, or nobody can want it. */
class Wishes {
  readonly #run: Pick<Watch<Events>, 'triggered' | 'reached'>;
  readonly #missing: () => Missing[];
  #open = new Set<string>();

  constructor(run: Pick<Watch<Events>, 'triggered' | 'reached'>, missing: () => Missing[]) {
    this.#run = run;
    this.#missing = missing;
  }

  look(seen: Seen<unknown>): void {
    const wanted = new Set(this.#missing().map(({ goal }) => goal));
    for (const goal of this.#open) if (!wanted.has(goal)) this.#run.reached(seen, goal);
    for (const goal of wanted) if (!this.#open.has(goal)) this.#run.triggered(seen, goal);
    this.#open = wanted;
  }
}

/**
 * Completeness of a failure detector (Chandra and Toueg, "Unreliable Failure Detectors for Reliable
 * Distributed Systems", 1996): strong, every crashed node is suspected by every node that runs; weak,
 * by some. Each of these suspicions is a goal of its own, with a W of its own.
 */
export const detectorCompleteness = defineCheck({
  name: 'detector-completeness',
  summary: 'A node that crashed is suspected by the others, and stays so while it is down.',
  property: 'liveness',
  // Who is down, and what nodes hold, was decided before a window begins.
  wholeHistory: true,
  triggersItself: true,
  config: {
    ...detectorFields,
    class: oneOf(
      ['strong', 'weak'],
      'Suspected by every node of `of` that runs, or by one of them.',
    ).default('strong'),
  },
  example: 'crashes-are-noticed: { check: detector-completeness, of: member, within: 10s }',
  histories: () => ({
    within: '5s',
    held: [
      { at: '1s', node: 'c', process: 'crashed' },
      { at: '3s', node: 'a', event: 'suspected', data: { peer: 'c' } },
      { at: '4s', node: 'b', event: 'suspected', data: { peer: 'c' } },
    ],
    violated: [
      { at: '1s', node: 'c', process: 'crashed' },
      { at: '3s', node: 'a', event: 'suspected', data: { peer: 'c' } },
      { at: '7s', node: 'b', event: 'suspected', data: { peer: 'c' } },
    ],
  }),

  watch(run, config) {
    const detectors = new Suspicions(run, config, ({ kind, node, seen }) => {
      if (kind === 'down') {
        run.exercised();
        for (const goal of suspectedBefore(detectors, node, config.class)) {
          run.triggered(seen, goal);
          run.reached(seen, goal);
        }
      }
      wishes.look(seen);
    });
    const missing = (): Missing[] => missingSuspicions(detectors, config.class);
    const wishes = new Wishes(run, missing);
    run.atEnd(() => {
      if (run.withinNs !== null) return;
      const [found] = missing();
      if (found === undefined) return;
      run.violated(`${found.by} does not suspect ${found.down}, which is down, at the end`);
    });
  },
});
