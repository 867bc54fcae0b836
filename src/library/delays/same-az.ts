import { defineDelay } from './define.ts';

/** Half of the round trips seen inside one cloud zone, which stay below a millisecond or two. */
export const sameAz = defineDelay({
  name: 'same-az',
  summary: 'Two machines of one availability zone: 0.25 ms, rarely 1 ms.',
  distribution: { kind: 'lognormal', p50Ns: 150_000, p99Ns: 900_000, minNs: 100_000 },
});
