import { describe } from 'vitest';
import { type Broken, refuses } from './broken.ts';
import { head } from './memory-host.ts';

const asked = `${head}nodes: { db: { count: 3, program: ./store.ts }, client: { count: 2 } }\n`;
const asking = (keys: string): string => `${asked}workloads: { kv: { ${keys} } }\n`;
const requests = (keys: string): string =>
  asking(`workload: requests, rate: 1/s, ops: { read: 100% }, ${keys}`);
const script = (keys: string, step = 'node: client-1'): string =>
  asking(`workload: script, ${keys} steps: [{ at: 1s, op: read, key: a, ${step} }]`);

const parties: readonly Broken[] = [
  {
    what: 'nobody who is asked',
    text: requests('to: leadr'),
    told: ['E_UNKNOWN_NODE 6:76 unknown node "leadr" [did you mean "leader"?]'],
  },
  {
    what: 'nobody who is asked, and all that is wrong beside it',
    text: requests('to: leadr, keys: 0'),
    told: [
      'E_UNKNOWN_NODE 6:76 unknown node "leadr" [did you mean "leader"?]',
      'E_BOUND 6:89 0 is too small: at least 1 is allowed',
    ],
  },
  {
    what: 'clients with a program among others',
    text: requests('from: all'),
    told: [
      'E_WORKLOAD 6:78 some of these nodes have a program and some have none: make two workloads of it',
    ],
  },
  {
    what: 'a request that nobody serves, where the file does not say who is asked',
    text: `${asked}workloads: { kv: { workload: requests, rate: 1/s, ops: { raed: 100% } } }\n`,
    told: ['E_UNKNOWN_OPERATION 6:14 no program here serves `raed`'],
  },
  {
    what: 'nobody who is asked by a script',
    text: script('to: leadr,'),
    told: ['E_UNKNOWN_NODE 6:42 unknown node "leadr" [did you mean "leader"?]'],
  },
  {
    what: 'nobody who is asked by a step',
    text: script('', 'node: client-1, to: leadr'),
    told: ['E_UNKNOWN_NODE 6:95 unknown node "leadr" [did you mean "leader"?]'],
  },
];

describe('who asks and who is asked', () => refuses(parties));
