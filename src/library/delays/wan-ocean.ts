import { defineDelay } from './define.ts';

/** Light in glass needs most of it; cables go the long way round. */
export const wanOcean = defineDelay({
  name: 'wan-ocean',
  summary: 'Two regions with an ocean between them: 75 ms, rarely 100 ms.',
  source: 'Round trips between North America and East Asia, remembered, about 150 ms; halved.',
  distribution: { kind: 'lognormal', p50Ns: 7_000_000, p99Ns: 32_000_000, minNs: 68_000_000 },
});
