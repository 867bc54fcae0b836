import { defineDelay } from './define.ts';

/** Nearly half round the earth, by way of other continents. */
export const wanFar = defineDelay({
  name: 'wan-far',
  summary: 'Two regions as far apart as there are: 165 ms, rarely 210 ms.',
  source:
    'Round trips between South East Asia and South America, remembered, of 310 to 350 ms; halved.',
  distribution: { kind: 'lognormal', p50Ns: 10000000, p99Ns: 55000000, minNs: 155000000 },
});
