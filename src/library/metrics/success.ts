import { defineMetric } from './define.ts';

/** Availability as clients see it. */
export const success = defineMetric({
  name: 'success',
  summary: 'Share of operations that went well.',
  unit: '1',
  fold: 'mean',
  example: 'availability: { metric: success, of: orders }',

  measure(run) {
    run.onOperation((done) => run.add(done.at, done.data.outcome.status === 'ok' ? 1 : 0));
  },
});
