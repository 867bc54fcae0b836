import { defineDelay } from './define.ts';

/** Most of the time is spent in the hosts, and the tail comes from their queues. */
export const sameRack = defineDelay({
  name: 'same-rack',
  summary: 'Two machines of one rack: 0.1 ms, now and then 0.65 ms.',
  source:
    'Pingmesh (Guo et al., SIGCOMM 2015), remembered: round trips inside a pod of about 0.2 ms, at p99 about 1.3 ms; halved.',
  distribution: { kind: 'lognormal', p50Ns: 70_000, p99Ns: 620_000, minNs: 30_000 },
});
