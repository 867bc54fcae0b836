import { event, fieldOf, formula } from '../../base/schema.ts';
import { defineMetric } from './define.ts';

/** Programs that measure for themselves, by the clocks that they have. */
export const elapsed = defineMetric({
  name: 'elapsed',
  summary: 'Length of time that a program tells in a field of an event.',
  config: {
    event: event('The event, exact or with `*`.'),
    field: fieldOf(['event'], 'The field that holds the length of time.'),
    where: formula('Only when this holds of its fields.').optional(),
  },
  unit: 'ns',
  fold: 'p50',
  example: 'oldest: { metric: elapsed, event: heard, field: age, stat: max }',

  measure(run, { event: name, field, where }) {
    run.onEvent(name, (seen) => {
      const value = seen.data[field];
      if (typeof value !== 'number') return;
      if (where !== undefined && where.evaluate((other) => seen.data[other]) !== true) return;
      run.add(seen.at, value);
    });
  },
});
