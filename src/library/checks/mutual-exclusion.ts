import { event, fieldOf } from '../../base/schema.ts';
import { defineCheck, type Seen } from './define.ts';
import { resourceField, resourceOf } from './events/resource.ts';
import { valueText } from './events/value-text.ts';

interface Accepted {
  readonly holder: string;
  readonly token: number;
  readonly seen: Seen<unknown>;
}

/** Judged at the resource: two clients may both believe they hold the lock; they may not both write. */
export const mutualExclusion = defineCheck({
  name: 'mutual-exclusion',
  summary:
    'No write is accepted from a holder after one from a later holder, and no two holders have one grant.',
  property: 'safety',
  config: {
    event: event('The event with which the resource reports an accepted write.').default(
      'write-accepted',
    ),
    resource: resourceField,
    holder: fieldOf(['event'], 'The field that names the writer.').default('by'),
    token: fieldOf(
      ['event'],
      'The field with the number of the grant that the writer came with.',
    ).default('token'),
  },
  example: 'one-writer: { check: mutual-exclusion, of: store }',
  histories: () => ({
    held: [
      { at: '1s', node: 'store', event: 'write-accepted', data: { file: 'f', by: 'c1', token: 1 } },
      { at: '2s', node: 'store', event: 'write-accepted', data: { file: 'f', by: 'c2', token: 2 } },
    ],
    violated: [
      { at: '1s', node: 'store', event: 'write-accepted', data: { file: 'f', by: 'c2', token: 2 } },
      { at: '2s', node: 'store', event: 'write-accepted', data: { file: 'f', by: 'c1', token: 1 } },
    ],
  }),

  watch(run, config) {
    const newest = new Map<string, Accepted>();
    run.onEvent(config.event, (seen) => {
      const resource = resourceOf(run, seen, config.resource);
      if (resource === null) return;
      const holder = valueText(seen.data[config.holder]);
      const token = seen.data[config.token];
      if (typeof token !== 'number') {
        run.undecided(`${config.token} of ${config.event} is not a number`);
        return;
      }
      const before = newest.get(resource);
      // Only a second writer puts the property to the test.
      if (before && before.holder !== holder) run.exercised();
      if (before && token < before.token) {
        run.violated(
          `a write by ${holder} with token ${token} was accepted after one by ${before.holder} with token ${before.token}`,
          before.seen,
          seen,
        );
        return;
      }
      if (before && token === before.token && before.holder !== holder) {
        run.violated(
          `writes by ${before.holder} and by ${holder} were both accepted with token ${token}`,
          before.seen,
          seen,
        );
        return;
      }
      newest.set(resource, { holder, token, seen });
    });
  },
});
