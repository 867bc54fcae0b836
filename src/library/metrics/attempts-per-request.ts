import { defineMetric } from './define.ts';

/** Retry amplification: 1 when nobody retries. */
export const attemptsPerRequest = defineMetric({
  name: 'attempts-per-request',
  summary: 'How many attempts an operation took.',
  unit: '1',
  fold: 'mean',
  example: 'amplification: { metric: attempts-per-request, of: orders, during: 10s..50s }',

  measure(run) {
    run.onOperation((done) => run.add(done.at, done.data.attempt));
  },
});
