import { defineDelay } from './define.ts';

/** Each message asks the network for its turn; a radio that sleeps takes seconds to wake. */
export const mobile3g = defineDelay({
  name: 'mobile-3g',
  summary: 'A telephone with 3G: 120 ms, rarely 1 s.',
  source:
    'Grigorik, High Performance Browser Networking: round trips of 100 to 500 ms, and up to seconds when the radio has to wake; halved.',
  distribution: { kind: 'lognormal', p50Ns: 70000000, p99Ns: 950000000, minNs: 50000000 },
});
