import { defineDelay } from './define.ts';

/** The busiest cables of the world lie straight. */
export const wanAtlantic = defineDelay({
  name: 'wan-atlantic',
  summary: 'Two regions on both sides of the Atlantic: 38 ms, rarely 50 ms.',
  source: 'Round trips between Virginia and Ireland, remembered, about 75 ms; halved.',
  distribution: { kind: 'lognormal', p50Ns: 4000000, p99Ns: 16000000, minNs: 34000000 },
});
