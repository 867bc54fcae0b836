import { defineMetric } from './define.ts';

/** Retry amplification: 1 when nobody retries. */
export const attemptsPerRequest = defineMetric({
  name: 'attempts-per-request',
  summary: 'How many attempts an operation took.',
  unit: '1',
  fold: 'mean',
  example: 'amplification: { metric: attempts-per-request, of: traffic, during: 60s..4m }',

  measure(run) {
    run.onOperation((done) => run.add(done.at, done.data.attempt));
  },
});
