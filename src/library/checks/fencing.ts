import { event, fieldOf } from '../../base/schema.ts';
import type { Told } from './events/decision.ts';
import { defineCheck } from './define.ts';
import { resourceField, resourceOf } from './events/resource.ts';

interface Newest {
  readonly token: number;
  readonly seen: Told;
}

/**
 * Fencing (chapter: "The Truth Is Defined by the Majority"): the resource remembers the newest token
 * and turns older ones away. Only an older token puts that to the test, so without one it is vacuous.
 */
export const fencing = defineCheck({
  name: 'fencing',
  summary: 'A resource that accepted a token accepts no older one.',
  property: 'safety',
  config: {
    event: event('The event with which the resource reports an accepted write.').default(
      'write-accepted',
    ),
    refused: event('The event with which it reports one that it turned away.').default(
      'write-refused',
    ),
    resource: resourceField,
    token: fieldOf(
      ['event', 'refused'],
      'The field with the token, a number, in both events.',
    ).default('token'),
  },
  example: 'old-tokens-turned-away: { check: fencing, of: store }',
  histories: () => ({
    held: [
      { at: '1s', node: 'store', event: 'write-accepted', data: { file: 'f', token: 2 } },
      { at: '2s', node: 'store', event: 'write-refused', data: { file: 'f', token: 1 } },
    ],
    violated: [
      { at: '1s', node: 'store', event: 'write-accepted', data: { file: 'f', token: 2 } },
      { at: '2s', node: 'store', event: 'write-accepted', data: { file: 'f', token: 1 } },
    ],
  }),

  watch(run, config) {
    const newest = new Map<string, Newest>();
    const tokenOf = (seen: Told): number | null => {
      const token = seen.data[config.token];
      if (typeof token === 'number') return token;
      run.undecided(`${config.token} of ${seen.event} is not a number`);
      return null;
    };
    run.onEvent(config.event, (seen) => {
      const resource = resourceOf(run, seen, config.resource);
      const token = tokenOf(seen);
      if (token === null || resource === null) return;
      const before = newest.get(resource);
      if (before === undefined || before.token <= token) {
        newest.set(resource, { token, seen });
        return;
      }
      run.violated(
        `${resource} was written with token ${token} after token ${before.token} had been accepted`,
        before.seen,
        seen,
      );
    });
    run.onEvent(config.refused, (seen) => {
      const before = newest.get(resourceOf(run, seen, config.resource) ?? '');
      const token = tokenOf(seen);
      if (before !== undefined && token !== null && token < before.token) run.exercised();
    });
  },
});
