import { describe } from 'vitest';
import { type Broken, refuses } from './broken.ts';
import { people } from './memory-host.ts';

const clock = (keys: string): string => `${people}clocks: { db: { ${keys} } }\n`;

const values: readonly Broken[] = [
  {
    what: 'an unknown clock',
    text: clock('source: quarz'),
    told: ['E_UNKNOWN_CLOCK 7:25 unknown clock "quarz" [did you mean "quartz"?]'],
  },
  {
    what: 'an unknown leap',
    text: clock('leap: smear'),
    told: ['E_UNKNOWN_WORD 7:23 unknown leap "smear"'],
  },
  {
    what: 'an unknown wander',
    text: clock('wander: random'),
    told: ['E_UNKNOWN_WORD 7:25 unknown wander "random"'],
  },
  {
    what: 'two kinds of wander',
    text: clock('wander: { temperature: 1ppm, every: 1s }'),
    told: ['E_UNKNOWN_KEY 7:46 unknown key "every"'],
  },
  {
    what: 'half an error',
    text: clock('error: { growth: 200ppm }'),
    told: ['E_MISSING_KEY 7:17 missing key "base" (duration)'],
  },
  {
    what: 'a resolution of nothing',
    text: clock('resolution: 0s'),
    told: ['E_BOUND 7:29 this must be longer than 0'],
  },
  {
    what: 'a daemon without servers',
    text: clock('sync: { protocol: ntp }'),
    told: ['E_MISSING_KEY 7:17 missing key "servers" (list of nodes)'],
  },
  {
    what: 'an unknown daemon',
    text: clock('sync: { protocol: ntpd, servers: db-1 }'),
    told: ['E_UNKNOWN_WORD 7:35 unknown word "ntpd" [did you mean "ntp"?]'],
  },
  {
    what: 'a server that serves no time',
    text: clock('sync: { protocol: ntp, servers: db-1 }'),
    told: ['E_TIME_SERVER 7:49 "db-1" does not serve time'],
  },
  {
    what: 'a bare slew',
    text: clock('sync: { protocol: ntp, servers: db-1, max-slew: 500 }'),
    told: [
      'E_MISSING_UNIT 7:65 "500" has no unit: add a unit, e.g. 50ppm [did you mean "500ppm"?]',
    ],
  },
  {
    what: 'a selection where the best master is followed',
    text: clock('sync: { protocol: ptp, servers: db-1, select: average }'),
    told: [
      'E_TIME_SERVER 7:49 "db-1" does not serve time',
      'E_UNKNOWN_KEY 7:55 `select` is for ntp and chrony',
    ],
  },
];

describe('clocks', () => refuses(values));
