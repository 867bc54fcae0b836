import { duration, integer, wallTime } from '../../base/schema.ts';
import { protocol } from '../program/protocol.ts';

/**
 * What clocks say to one another over the network: each reply holds the three readings of the
 * exchange that the asker does not have (RFC 5905, §8), and what the server claims of itself.
 */
export const timeService = protocol({
  'time-request': { originate: wallTime('What the asker read when it asked.') },
  'time-answer': {
    originate: wallTime('The same, returned: it tells exchanges apart.'),
    received: wallTime('What the server read when the request came.'),
    transmitted: wallTime('What it read when it answered.'),
    stratum: integer('Distance from a reference clock; 16: not synchronised.'),
    priority: integer('Of a grandmaster (IEEE 1588): the smallest wins.'),
    rootDelay: duration('Way to the reference clock and back.'),
    rootDispersion: duration('How far off the server may be beside that.'),
  },
});
