import { defineDelay } from './define.ts';

/** Half of the round trip between North America and Asia, about 150 ms. */
export const wanOcean = defineDelay({
  name: 'wan-ocean',
  summary: 'Two regions with an ocean between them: 75 ms, rarely 100 ms.',
  distribution: { kind: 'lognormal', p50Ns: 7_000_000, p99Ns: 32_000_000, minNs: 68_000_000 },
});
