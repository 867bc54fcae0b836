import { defineDelay } from './define.ts';

/** No cable is that long: 36,000 km up and down again. */
export const satellite = defineDelay({
  name: 'satellite',
  summary: 'By a geostationary satellite: 290 ms, rarely 330 ms.',
  source:
    'The height of the geostationary orbit, remembered: round trips of 550 to 650 ms; halved.',
  distribution: { kind: 'lognormal', p50Ns: 10_000_000, p99Ns: 50_000_000, minNs: 280_000_000 },
});
