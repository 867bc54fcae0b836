import { defineDelay } from './define.ts';

/**
 * Another building, some tens of kilometres away: the cables are short, and now and then a router
 * is busy.
 */
export const crossAz = defineDelay({
  name: 'cross-az',
  summary: 'Two zones of one region: 0.37 ms, rarely 0.8 ms, one of a thousand 5 ms.',
  source:
    'Published measurements between zones of one region: round trips of 0.3 to 1.5 ms, 0.82 ms on average, with spikes of 12.3 ms in five minutes; halved.',
  distribution: {
    kind: 'mixture',
    parts: [
      {
        weightPpb: 996_500_000,
        of: { kind: 'lognormal', p50Ns: 220_000, p99Ns: 610_000, minNs: 150_000 },
      },
      {
        weightPpb: 3_500_000,
        of: { kind: 'pareto', minNs: 1_000_000, shape: 0.7, maxNs: 6_150_000 },
      },
    ],
  },
});
