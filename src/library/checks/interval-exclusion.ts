import { event, fieldOf, integer } from '../../base/schema.ts';
import type { NodeId } from '../../base/units.ts';
import { fieldText, type Told } from './events/decision.ts';
import { defineCheck } from './define.ts';

/** Who is inside, and who was there last. */
interface Section {
  readonly inside: Map<NodeId, Told>;
  last: NodeId | null;
}

/**
 * Mutual exclusion by true time (Lamport, "The Mutual Exclusion Problem", 1986), or k-exclusion with
 * `at-most`. A process that crashes is inside no longer; one that is paused is, and does not know.
 */
export const intervalExclusion = defineCheck({
  name: 'interval-exclusion',
  summary: 'No two nodes hold a resource at the same true time, from acquiring to releasing it.',
  property: 'safety',
  // Who is down, and what nodes hold, was decided before a window begins.
  wholeHistory: true,
  config: {
    event: event('The event with which a node reports that it holds the resource.').default(
      'acquired',
    ),
    released: event(
      'The event with which it reports that it holds it no longer, exact or with `*`.',
    ).default('released'),
    resource: fieldOf(
      ['event', 'released'],
      'The field that names the resource; without it there is only one.',
    ).optional(),
    'at-most': integer('How many nodes may hold it at once.').min(1).default(1),
  },
  example: 'one-inside: { check: interval-exclusion, of: member }',
  histories: () => ({
    held: [
      { at: '1s', node: 'a', event: 'acquired' },
      { at: '2s', node: 'a', event: 'released' },
      { at: '3s', node: 'b', event: 'acquired' },
      { at: '4s', node: 'b', event: 'released' },
    ],
    violated: [
      { at: '1s', node: 'a', event: 'acquired' },
      { at: '2s', node: 'b', event: 'acquired' },
      { at: '3s', node: 'a', event: 'released' },
      { at: '4s', node: 'b', event: 'released' },
    ],
  }),

  watch(run, config) {
    const sections = new Map<string, Section>();
    run.onEvent(config.event, (seen) => {
      const resource = fieldText(seen, config.resource);
      const section = sections.get(resource) ?? { inside: new Map<NodeId, Told>(), last: null };
      sections.set(resource, section);
      const { inside, last } = section;
      if (last !== null && last !== seen.node) run.exercised();
      section.last = seen.node;
      if (inside.has(seen.node)) return;
      const others = [...inside.values()];
      inside.set(seen.node, seen);
      if (inside.size <= config['at-most']) return;
      const holders = others.map(({ node }) => node).join(', ');
      const what = config.resource === undefined ? 'the resource' : resource;
      run.violated(`${seen.node} acquired ${what} while ${holders} held it`, ...others, seen);
    });
    run.onEvent(config.released, (seen) => {
      sections.get(fieldText(seen, config.resource))?.inside.delete(seen.node);
    });
    run.onProcess(({ node, data: { change } }) => {
      if (change !== 'crashed' && change !== 'exited') return;
      for (const { inside } of sections.values()) inside.delete(node);
    });
  },
});
