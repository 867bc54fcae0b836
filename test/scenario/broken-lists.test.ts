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

describe('empty lists', () => refuses(lists));
