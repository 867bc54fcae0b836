import { defineDelay } from './define.ts';

/** The radio network schedules who may send, and a radio that sleeps has to wake first. */
export const mobile4g = defineDelay({
  name: 'mobile-4g',
  summary: 'A telephone with 4G: 35 ms, rarely 100 ms.',
  source:
    'Grigorik, High Performance Browser Networking: round trips below 100 ms, and as much again when the radio has to wake; halved.',
  distribution: { kind: 'lognormal', p50Ns: 20_000_000, p99Ns: 85_000_000, minNs: 15_000_000 },
});
