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
