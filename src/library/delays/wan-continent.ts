import { defineDelay } from './define.ts';

/** Light in glass needs most of it, so the tail is short. */
export const wanContinent = defineDelay({
  name: 'wan-continent',
  summary: 'Two regions of one continent: 33 ms, rarely 40 ms.',
  source: 'Round trips between the coasts of North America, remembered, about 65 ms; halved.',
  distribution: { kind: 'lognormal', p50Ns: 3_000_000, p99Ns: 10_000_000, minNs: 30_000_000 },
});
