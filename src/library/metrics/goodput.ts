import { defineMetric } from './define.ts';

/** Work that got done for somebody who still waited for it. */
export const goodput = defineMetric({
  name: 'goodput',
  summary: 'Operations that went well, per second.',
  unit: '/s',
  fold: 'rate',
  example: 'goodput: { metric: goodput, of: orders, every: 1s }',

  measure(run) {
    run.onOperation((done) => {
      if (done.data.outcome.status === 'ok') run.add(done.at, 1);
    });
  },
});
