import { defineClock } from './define.ts';

/** Atomic clocks in orbit, and a crystal in an oven for the time when they are not heard. */
export const gps = defineClock({
  name: 'gps',
  summary:
    'A satellite receiver: right to 100 ns; without a signal it drifts as a crystal in an oven.',
  source: 'Timing receivers: 10 to 100 ns with a signal; holdover of an oven-controlled crystal.',
  offsetNs: { low: -100, high: 100 },
  driftPpb: { low: -20, high: 20 },
  receiver: { errorNs: 100, holdoverBoundPpb: 20 },
  example: 'server: { source: gps }',
});
