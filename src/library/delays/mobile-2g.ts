import { defineDelay } from './define.ts';

/** The slowest network that many people still have. */
export const mobile2g = defineDelay({
  name: 'mobile-2g',
  summary: 'A telephone with 2G: 300 ms, rarely 1.5 s.',
  source: 'Grigorik, High Performance Browser Networking: round trips of 300 to 1000 ms; halved.',
  distribution: { kind: 'lognormal', p50Ns: 150000000, p99Ns: 1350000000, minNs: 150000000 },
});
