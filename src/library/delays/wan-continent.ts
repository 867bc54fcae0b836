import { defineDelay } from './define.ts';

/** Half of the round trip between the coasts of North America, about 65 ms. */
export const wanContinent = defineDelay({
  name: 'wan-continent',
  summary: 'Two regions of one continent: 33 ms, rarely 40 ms.',
  distribution: { kind: 'lognormal', p50Ns: 3_000_000, p99Ns: 10_000_000, minNs: 30_000_000 },
});
