import { event, formula } from '../../base/schema.ts';
import { defineMetric } from './define.ts';

/** How often something happened. */
export const count = defineMetric({
  name: 'count',
  summary: 'How often an event happened.',
  config: {
    event: event('The event, exact or with `*`.'),
    where: formula('Only when this holds of its fields.').optional(),
  },
  unit: '1',
  fold: 'count',
  example: 'leader-changes: { metric: count, event: elected, during: 10s..50s }',

  measure(run, { event: name, where }) {
    run.onEvent(name, (seen) => {
      if (where !== undefined && where.evaluate((field) => seen.data[field]) !== true) return;
      run.add(seen.at, 1);
    });
  },
});
