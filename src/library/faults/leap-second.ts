import { integer } from '../../base/schema.ts';
import { defineFault } from './define.ts';

/**
 * A minute of 61 seconds, or of 59. What a node does then is the `leap` of its clock; one that
 * spreads it has begun half a day before, as leap seconds are announced. True time counts the
 * seconds that pass: after it, clocks that are right show one less.
 */
export const leapSecond = defineFault({
  name: 'leap-second',
  summary: 'Insert a second in the time of day, or leave one out.',
  chapter: 'Clock Synchronization and Accuracy',
  targets: 'nodes',
  needs: {},
  instant: true,
  params: {
    seconds: integer(
      '1: 23:59:60 is inserted, and clocks that are right show one second less than have passed; -1: 23:59:59 is left out.',
    )
      .default(1)
      .min(-1)
      .max(1),
  },
  foretell: (clock, atNs, { seconds }) => clock.foreseeLeap(atNs, seconds),
  example: '{ fault: leap-second, target: n2, at: 20s }',
  begin(world, targets, { seconds }) {
    for (const node of targets) world.clock(node).leap(seconds);
  },
});
