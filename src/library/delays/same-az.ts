import { defineDelay } from './define.ts';

/** A few more switches than within a rack; the tail comes from virtual machines. */
export const sameAz = defineDelay({
  name: 'same-az',
  summary: 'Two machines of one availability zone: 0.15 ms, rarely 0.6 ms.',
  source:
    'Published measurements inside one zone of a public cloud: round trips of 0.1 to 0.3 ms that seldom pass a millisecond; halved.',
  distribution: { kind: 'lognormal', p50Ns: 70_000, p99Ns: 520_000, minNs: 80_000 },
});
