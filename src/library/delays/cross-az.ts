import { defineDelay } from './define.ts';

/** Another building, some tens of kilometres away. */
export const crossAz = defineDelay({
  name: 'cross-az',
  summary: 'Two zones of one region: 0.5 ms, rarely 6 ms.',
  source:
    'Published measurements between zones of one region: round trips of 0.3 to 1.5 ms, with spikes of 12 ms; halved.',
  distribution: { kind: 'lognormal', p50Ns: 350_000, p99Ns: 5_850_000, minNs: 150_000 },
});
