import { defineDelay } from './define.ts';

/** Half of the round trips that Pingmesh measured inside a pod (SIGCOMM 2015): p50 0.2 ms, p99 1.3 ms. */
export const sameRack = defineDelay({
  name: 'same-rack',
  summary: 'Two machines of one rack: 0.1 ms, now and then 0.65 ms.',
  distribution: { kind: 'lognormal', p50Ns: 70_000, p99Ns: 620_000, minNs: 30_000 },
});
