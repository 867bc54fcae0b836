import { defineFault } from './define.ts';

/** As a switch that is being set up anew: everything waits, then everything comes at once. */
export const hold = defineFault({
  name: 'hold',
  summary: 'Keep messages back and release them all, in their order, when the fault ends.',
  chapter: 'Network Congestion and Queueing',
  targets: 'links',
  needs: { timing: 'partially-synchronous' },
  example: '{ fault: hold, target: n1 -> n2, at: 5s, duration: 3s }',
  begin: (world) => world.rule({}, () => 'hold'),
});
