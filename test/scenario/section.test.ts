import { describe } from 'vitest';
import { type Broken, refuses } from './broken.ts';
import { head, people } from './memory-host.ts';

const links = (keys: string): string => `${people}links: { defaults: { ${keys} } }\n`;
const db = (keys: string): string => `${head}nodes: { db: { program: ./store.ts, ${keys} } }\n`;

const misspelt: readonly Broken[] = [
  {
    what: 'of the kind of a fault',
    text: `${people}faults: { f: { falt: pause, target: db } }\n`,
    told: ['E_UNKNOWN_KEY 7:16 unknown key "falt" [did you mean "fault"?]'],
  },
  {
    what: 'of the kind of a check',
    text: people.replace('check: no', 'chekc: no'),
    told: ['E_UNKNOWN_KEY 4:19 unknown key "chekc" [did you mean "check"?]'],
  },
  {
    what: 'of the target of a fault',
    text: `${people}faults: { f: { fault: pause, tagret: db } }\n`,
    told: ['E_UNKNOWN_KEY 7:30 unknown key "tagret" [did you mean "target"?]'],
  },
  {
    what: 'of what a metric of links is about',
    text: `${people}metrics: { m: { metric: queue-drops, off: db -> client-1 } }\n`,
    told: ['E_UNKNOWN_KEY 7:38 unknown key "off" [did you mean "of"?]'],
  },
  {
    what: 'of the rate of the nemesis',
    text: `${people}heal: 5s\nnemesis: { rates: 1/s, faults: { p: { fault: pause, target: db, duration: 1s } } }\n`,
    told: ['E_UNKNOWN_KEY 8:12 unknown key "rates" [did you mean "rate"?]'],
  },
  {
    what: 'of the settings of a program that needs some',
    text: `${head}nodes: { g: { program: byzantine-generals, confg: { commander: g } } }\n`,
    told: ['E_UNKNOWN_KEY 5:44 unknown key "confg" [did you mean "config"?]'],
  },
];

const noMap: readonly Broken[] = [
  {
    what: 'a fault',
    text: `${people}faults: { f: 5 }\n`,
    told: ['E_TYPE 7:14 a fault is a map of keys, not a single value'],
  },
  {
    what: 'a list in place of a check',
    text: people.replace('{ check: no-program-errors }', '[x]'),
    told: ['E_TYPE 4:17 a check is a map of keys, not a list'],
  },
  {
    what: 'the shares of operations',
    text: people.replace('{ read: 50%, write: 50% }', '5'),
    told: ['E_TYPE 6:64 `ops` is a map of keys, not a single value'],
  },
  {
    what: 'the nemesis',
    text: `${people}heal: 5s\nnemesis: 5\n`,
    told: ['E_TYPE 8:10 the nemesis is a map of keys, not a single value'],
  },
  {
    what: 'a daemon that keeps a clock',
    text: `${people}clocks: { db: { sync: 5 } }\n`,
    told: [
      'E_TYPE 7:23 expected an object (protocol, servers, interval, select, step-above, panic-above, max-slew), found 5',
    ],
  },
  {
    what: 'bursts of loss',
    text: links('burst: 5'),
    told: ['E_TYPE 7:29 `burst` is a map of keys, not a single value'],
  },
  {
    what: 'the price of messages',
    text: db('cores: 1, cost: 5'),
    told: ['E_TYPE 5:53 `cost` is a map of keys, not a single value'],
  },
];

describe('a misspelt key explains the missing one, and is told alone', () => refuses(misspelt));

describe('what is no map is told once, and lacks nothing', () => refuses(noMap));

describe('a kind has the article that it is spoken with', () =>
  refuses([
    {
      what: 'a vowel',
      text: `${people}faults: { f: { fault: outage } }\n`,
      told: [
        'E_MISSING_KEY 7:11 missing key "target": an outage strikes a failure domain, e.g. `target: rack-1`',
      ],
    },
  ]));
