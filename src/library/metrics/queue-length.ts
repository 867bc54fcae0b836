import { defineMetric } from './define.ts';

/** As each packet finds it when it comes. */
export const queueLength = defineMetric({
  name: 'queue-length',
  summary: 'How many messages wait at a link when one more comes.',
  unit: '1',
  fold: 'mean',
  ofLinks: true,
  example: 'waiting: { metric: queue-length, of: n1 -> n2, stat: p99 }',

  measure(run) {
    run.onPort(({ at, use, amount }) => {
      if (use === 'offered') run.add(at, amount);
    });
  },
});
