import { defineDelay } from './define.ts';

/** Low satellites come and go: every few seconds another one, at another distance. */
export const satelliteLeo = defineDelay({
  name: 'satellite-leo',
  summary: 'By satellites in low orbits: 18 ms, rarely 45 ms.',
  source:
    'Measurements of such networks, remembered: round trips of 25 to 60 ms, with jumps when the satellite changes; halved.',
  distribution: { kind: 'lognormal', p50Ns: 6000000, p99Ns: 33000000, minNs: 12000000 },
});
