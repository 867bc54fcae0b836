import { defineDelay } from './define.ts';

/** Half of the round trip over a geostationary satellite, 550 to 650 ms. */
export const satellite = defineDelay({
  name: 'satellite',
  summary: 'By a geostationary satellite: 290 ms, rarely 330 ms.',
  distribution: { kind: 'lognormal', p50Ns: 10_000_000, p99Ns: 50_000_000, minNs: 280_000_000 },
});
