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
  {
    what: 'a step of who is not among the clients',
    text: script('from: client-2, to: db,'),
    told: ['E_STEP 6:104 client-1 is not in the `from` of its workload'],
  },
  {
    what: 'when and how much of what steps say themselves',
    text: script('to: db, at: 2s, operations: 1, arrivals: even, keys: 2,'),
    told: [
      'E_WORKLOAD 6:46 a script has no `at`: its steps say when',
      'E_WORKLOAD 6:54 a script has no `operations`: its steps are all that is asked',
      'E_WORKLOAD 6:69 `arrivals` needs `rate`',
      'E_WORKLOAD 6:85 a script has no `keys`: its steps say which',
    ],
  },
  {
    what: 'a step after `until`',
    text: script('to: db, until: 500ms,'),
    told: ['E_STEP 6:74 the step comes after the `until` of its workload'],
  },
];

describe('who asks and who is asked', () => refuses(parties));
