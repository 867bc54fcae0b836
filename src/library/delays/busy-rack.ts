import { defineDelay } from './define.ts';

/** The body is that of a calm rack; what waits behind a full queue or a lost packet makes the tail. */
export const busyRack = defineDelay({
  name: 'busy-rack',
  summary:
    'Two machines of one rack in a busy data centre: 0.1 ms, rarely 0.65 ms, one of a thousand 6 ms, one of ten thousand a third of a second.',
  source:
    'Pingmesh (Guo et al., SIGCOMM 2015), remembered: round trips of 1.3 ms at p99, 11 to 23 ms at p99.9 and up to 1.4 s at p99.99; halved.',
  distribution: {
    kind: 'mixture',
    parts: [
      {
        weightPpb: 997_000_000,
        of: { kind: 'lognormal', p50Ns: 70_000, p99Ns: 550_000, minNs: 30_000 },
      },
      {
        weightPpb: 3_000_000,
        of: { kind: 'pareto', minNs: 1_000_000, shape: 0.59, maxNs: 700_000_000 },
      },
    ],
  },
});
