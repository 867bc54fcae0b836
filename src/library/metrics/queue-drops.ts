import { defineMetric } from './define.ts';

/** Nobody is told of them but who counts. */
export const queueDrops = defineMetric({
  name: 'queue-drops',
  summary: 'How many messages found no room at a link, or no circuit.',
  unit: '1',
  fold: 'count',
  ofLinks: true,
  example: 'dropped: { metric: queue-drops, of: n1 -> n2 }',

  measure(run) {
    run.onPort(({ at, use }) => {
      if (use === 'dropped') run.add(at, 1);
    });
  },
});
