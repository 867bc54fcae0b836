import { oneOf } from '../../base/schema.ts';
import { defineMetric } from './define.ts';

/** How long clients waited, retries included. */
export const latency = defineMetric({
  name: 'latency',
  summary: 'Time from the first attempt of an operation to its completion.',
  config: {
    outcome: oneOf(
      ['ok', 'any'],
      'Only operations that went well, or all: then those without an answer count with the time that their client waited.',
    ).default('ok'),
  },
  unit: 'ns',
  fold: 'p50',
  example: 'read: { metric: latency, of: orders.read, stat: p99.9 }',

  measure(run, { outcome }) {
    run.onOperation((done) => {
      if (outcome === 'ok' && done.data.outcome.status !== 'ok') return;
      run.add(done.at, done.at - done.data.began);
    });
  },
});
