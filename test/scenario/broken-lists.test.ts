import { describe } from 'vitest';
import { type Broken, refuses } from './broken.ts';
import { people } from './memory-host.ts';

const lists: readonly Broken[] = [
  {
    what: 'a trigger without a sentence',
    text: `${people}faults: { f: { fault: pause, target: db-1, when: [] } }\n`,
    told: ['E_SENTENCE 7:50 an empty list says nothing that could become true'],
  },
  {
    what: 'an expectation without a verdict',
    text: people.replace('no-program-errors', 'no-program-errors, expect: []'),
    told: ['E_TYPE 4:53 an empty list expects no verdict at all'],
  },
];

const nobody = 'an empty list names nobody: leave the key out, or say who';
const nothing = 'an empty list says nothing that must hold: leave the key out, or say what';

const wanted: readonly Broken[] = [
  {
    what: 'time servers',
    text: `${people}clocks: { db: { sync: { protocol: ntp, servers: [] } } }\n`,
    told: [`E_SELECTOR 7:49 ${nobody}`],
  },
  {
    what: 'name servers',
    text: `${people}names: { client: { servers: [] } }\n`,
    told: [`E_SELECTOR 7:29 ${nobody}`],
  },
  {
    what: 'whose names are looked up',
    text: `${people}names: { client: { servers: db-1, of: [] } }\n`,
    told: [`E_SELECTOR 7:39 ${nobody}`],
  },
  {
    what: 'what a switch connects',
    text: `${people}switches: { s: { connects: [] } }\n`,
    told: ['E_SELECTOR 7:28 an empty list joins nobody, and no other switch connects "s"'],
  },
  {
    what: 'where nodes stand',
    text: `${people.replace('count: 2 }', 'count: 2, place: [] }')}domains: { rack: { r1: } }\n`,
    told: ['E_SELECTOR 5:76 an empty list is no place: leave the key out, or say in which domain'],
  },
  {
    what: 'the steps of a script',
    text: people.replace(/^workloads.*$/m, 'workloads: { kv: { workload: script, steps: [] } }'),
    told: ['E_TYPE 6:45 an empty list has no steps: the script does nothing'],
  },
  {
    what: 'sentences while which a fault is in effect',
    text: `${people}faults: { f: { fault: pause, target: db-1, while: [] } }\n`,
    told: [`E_SENTENCE 7:51 ${nothing}`],
  },
  {
    what: 'what a nemesis keeps',
    text: `${people}heal: 40s\nnemesis: { rate: 1/s, keep: [], faults: { f: { fault: pause, target: db-1, duration: 1s } } }\n`,
    told: [`E_SENTENCE 8:29 ${nothing}`],
  },
  {
    what: 'a premise',
    text: people.replace('no-program-errors', 'responds, of: kv, within: 5s, premise: []'),
    told: [`E_SENTENCE 4:65 ${nothing}`],
  },
  {
    what: 'the sides of a partition, or one of them',
    text: `${people}faults: { f: { fault: partition, groups: [[db-1], []] }, g: { fault: partition, groups: [] } }\n`,
    told: [`E_SELECTOR 7:51 ${nobody}`, `E_SELECTOR 7:89 ${nobody}`],
  },
  {
    what: 'the servers of names that fail',
    text: `${people}faults: { f: { fault: name-failure, target: client, servers: [] } }\n`,
    told: [`E_SELECTOR 7:62 ${nobody}`],
  },
];

const meant: readonly Broken[] = [
  {
    what: 'of what a switch connects, which another connects',
    text: `${people}switches: { s: { connects: [db, t] }, t: { connects: [] } }\n`,
    told: [],
  },
  { what: 'of topics and rows', text: `${people}topics: []\nrows: []\n`, told: [] },
  {
    what: 'of cells that are left out or added',
    text: `${people}matrix: { seed: [1], exclude: [], include: [] }\n`,
    told: [],
  },
  {
    what: 'of messages that go first',
    text: `${people}links: { db <-> db: { bandwidth: 1Mbit/s, queue: { limit: 5, discipline: priority, first: [] } } }\n`,
    told: [],
  },
];

const draws: readonly Broken[] = [
  {
    what: 'more than are left',
    text: `${people}faults: { f: { fault: pause, target: '2 of db except db-1, db-2' } }\n`,
    told: ['E_SELECTOR 7:39 2 are wanted and "except" leaves 1'],
  },
  {
    what: 'a majority of whom too many are left out',
    text: `${people}faults: { f: { fault: pause, target: db-3, while: 'majority of db except db-1, db-2 is up' } }\n`,
    told: ['E_SENTENCE 7:52 2 are wanted and "except" leaves 1'],
  },
];

describe('draws of those that are not left out', () => refuses(draws));
describe('empty lists', () => refuses(lists));
describe('empty lists where something is wanted', () => refuses(wanted));
describe('empty lists that mean what they say are taken:', () => refuses(meant));
