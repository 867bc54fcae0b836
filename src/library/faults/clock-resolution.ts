import { duration } from '../../base/schema.ts';
import { defineFault } from './define.ts';

/** Old systems answered in steps of 10 ms: what happened between two of them has one time. */
export const clockResolution = defineFault({
  name: 'clock-resolution',
  summary: 'Make the clocks of a node coarse: readings go forward in steps.',
  chapter: 'Monotonic Versus Time-of-Day Clocks',
  targets: 'nodes',
  needs: {},
  params: {
    to: duration('Programs read whole steps of this; timers are not touched.').min('1ns'),
  },
  example: '{ fault: clock-resolution, target: n2, to: 10ms, at: 5s, duration: 10s }',
  begin: (world, targets, { to }) => targets.map((node) => world.clock(node).coarsen(to)),
});
