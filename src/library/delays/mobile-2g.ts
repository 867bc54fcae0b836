import { defineDelay } from './define.ts';

/** The slowest network that many people still have. */
export const mobile2g = defineDelay({
  name: 'mobile-2g',
  summary: 'A telephone with 2G: 270 ms, rarely 750 ms.',
  source: 'Grigorik, High Performance Browser Networking: round trips of 300 to 1000 ms; halved.',
  distribution: { kind: 'lognormal', p50Ns: 120_000_000, p99Ns: 600_000_000, minNs: 150_000_000 },
});
