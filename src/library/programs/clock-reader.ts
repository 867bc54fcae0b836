import { boolean, duration, integer, wallTime } from '../../base/schema.ts';
import { ns } from '../../base/units.ts';
import { defineProgram } from '../../world/program/program.ts';

/** A machine of which only the clock matters. */
export const clockReader = defineProgram({
  name: 'clock-reader',
  summary: 'Reads its clock again and again and notes what it shows.',

  config: {
    every: duration('Time between readings, by its own monotonic clock.').default('1s').min('1us'),
  },

  events: {
    'clock-read': {
      wall: wallTime('The time of day.'),
      monotonic: duration('The monotonic clock: it means nothing elsewhere.'),
      boot: duration('The boot-time clock, which counts sleep too.'),
      earliest: wallTime('What the true time is not before, as far as the clock knows.'),
      latest: wallTime('What it is not after.'),
      synchronised: boolean('Somebody keeps it right, and believes that it is.'),
      stratum: integer('Distance from a reference clock; 16: none.'),
      claimed: duration('How far off it claims to be at most.'),
    },
  },

  start(node, { every }) {
    node.every(every, () => {
      const { synchronised, stratum, claimedError } = node.clock.status();
      const { earliest, latest } = node.clock.interval();
      node.observe('clock-read', {
        wall: node.clock.wall(),
        monotonic: ns(node.clock.monotonic()),
        boot: ns(node.clock.boot()),
        earliest,
        latest,
        synchronised,
        stratum,
        claimed: claimedError,
      });
    });
  },
});
