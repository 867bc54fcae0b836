import { event, fieldOf, integer } from '../../base/schema.ts';
import { defineCheck } from './define.ts';
import { watchGauge } from './events/gauge.ts';

/** A queue that is not bounded only moves the overload somewhere else, and later. */
export const queueBound = defineCheck({
  name: 'queue-bound',
  summary: 'A queue never holds more than so many items.',
  property: 'safety',
  config: {
    event: event('The event with which a node reports the length of its queue.').default(
      'queue-length',
    ),
    field: fieldOf(['event'], 'The field with the length.').default('length'),
    'at-most': integer('The greatest length that is allowed.').min(0),
  },
  example: 'short-queues: { check: queue-bound, of: member, at-most: 100 }',
  histories: () => ({
    config: { 'at-most': 100 },
    held: [{ at: '1s', node: 'a', event: 'queue-length', data: { length: 100 } }],
    violated: [{ at: '1s', node: 'a', event: 'queue-length', data: { length: 101 } }],
  }),

  watch(run, { event: name, field, 'at-most': most }) {
    watchGauge(run, { event: name, field, most, print: String });
  },
});
