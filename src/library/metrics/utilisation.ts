import { defineMetric } from './define.ts';

/** What is reserved and stays empty is not used: circuits show it. */
export const utilisation = defineMetric({
  name: 'utilisation',
  summary: 'Share of the time in which a link sends, of links that have a bandwidth.',
  unit: '1',
  fold: 'share',
  ofLinks: true,
  example: 'used: { metric: utilisation, of: n1 -> n2 }',

  measure(run) {
    run.onPort(({ at, since, use, amount, links }) => {
      if (use === 'sent') run.add(at, amount / links, undefined, since);
    });
  },
});
