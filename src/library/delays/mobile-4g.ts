import { defineDelay } from './define.ts';

/** Half of a round trip below 100 ms, with what it takes to wake the radio in the tail. */
export const mobile4g = defineDelay({
  name: 'mobile-4g',
  summary: 'A telephone with 4G: 35 ms, rarely 250 ms.',
  distribution: { kind: 'lognormal', p50Ns: 20_000_000, p99Ns: 235_000_000, minNs: 15_000_000 },
});
