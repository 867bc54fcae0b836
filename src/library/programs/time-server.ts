import { integer } from '../../base/schema.ts';
import { ns } from '../../base/units.ts';
import { defineProgram } from '../../world/program/program.ts';
import { timeService } from '../../world/time/messages.ts';

/**
 * It tells what its own clock shows, and believes it: one whose clock is wrong is a falseticker. A
 * clock that is itself kept by a daemon makes it a server of the next stratum.
 */
export const timeServer = defineProgram({
  name: 'time-server',
  summary: 'Tells the time by its own clock, to daemons of NTP, chrony and PTP.',

  config: {
    stratum: integer(
      'Distance from a reference clock that it claims; without it what keeps its clock says, else 1.',
    )
      .min(1)
      .max(15)
      .optional(),
    priority: integer('As a grandmaster of PTP: the smallest wins.').min(0).max(255).default(128),
  },

  messages: timeService,

  start(node, { stratum, priority }) {
    node.on('time-request', ({ originate }, from) => {
      const received = node.clock.wall();
      const status = node.clock.status();
      node.send(from, 'time-answer', {
        originate,
        received,
        transmitted: received,
        stratum: stratum ?? (status.synchronised ? status.stratum : 1),
        priority,
        rootDelay: ns(0),
        rootDispersion: status.claimedError,
      });
    });
  },
});
