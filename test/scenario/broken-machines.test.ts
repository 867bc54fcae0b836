import { describe } from 'vitest';
import { type Broken, refuses } from './broken.ts';
import { head } from './memory-host.ts';

const node = (keys: string): string => `${head}nodes: { db: { program: ./store.ts, ${keys} } }\n`;

const cpus: readonly Broken[] = [
  {
    what: 'no core at all',
    text: node('cores: 0'),
    told: ['E_BOUND 5:44 0 is too small: at least 1 is allowed'],
  },
  {
    what: 'a price without cores',
    text: node('cost: { read: 1ms }'),
    told: ['E_MISSING_KEY 5:37 `cost` needs `cores`: without them CPU time is free'],
  },
  {
    what: 'a price for what is no message of the program',
    text: node('cores: 1, cost: { raed: 1ms }'),
    told: ['E_UNKNOWN_MESSAGE 5:55 store has no message "raed" [did you mean "read"?]'],
  },
  {
    what: 'a price without a unit',
    text: node('cores: 1, cost: { read: 5 }'),
    told: ['E_MISSING_UNIT 5:61 "5" has no unit: add a unit, e.g. 30s [did you mean "5s"?]'],
  },
];

describe('CPU time', () => refuses(cpus));
