import { oneOf } from '../../base/schema.ts';
import { defineFault } from './define.ts';

/** It goes on from where it stood: what it missed is left for whoever keeps it right. */
export const clockFreeze = defineFault({
  name: 'clock-freeze',
  summary: 'Stop the clock of a node: every reading is the same.',
  chapter: 'Clock Synchronization and Accuracy',
  targets: 'nodes',
  needs: { timing: 'partially-synchronous' },
  params: {
    clock: oneOf(
      ['time-of-day', 'all'],
      'The time of day alone, or all three clocks; with `all` no timer of the node comes up.',
    ).default('time-of-day'),
  },
  example: '{ fault: clock-freeze, target: n2, at: 5s, duration: 10s }',
  begin: (world, targets, { clock }) => targets.map((node) => world.clock(node).freeze(clock)),
});
