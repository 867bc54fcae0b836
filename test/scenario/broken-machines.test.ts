import { describe } from 'vitest';
import { type Broken, refuses } from './broken.ts';
import { head, people } from './memory-host.ts';

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
  {
    what: 'memory by the byte without a unit',
    text: node('memory: { limit: 1MiB, per-byte: 3 }'),
    told: ['E_MISSING_UNIT 5:70 "3" has no unit: add a unit, e.g. 2x [did you mean "3x"?]'],
  },
];

describe('CPU time', () => refuses(cpus));

const disk = (keys: string): string => `${people}disks: { db: { ${keys} } }\n`;
const fault = (keys: string): string => `${people}faults: { f: { target: db-1, ${keys} } }\n`;

const disks: readonly Broken[] = [
  {
    what: 'a speed in bits',
    text: disk('write: 100Mbit/s'),
    told: ['E_TYPE 7:23 disks are measured in bytes, e.g. 500MB/s'],
  },
  {
    what: 'a speed of nothing',
    text: disk('sync: 0B/s'),
    told: ['E_BOUND 7:22 a disk that moves nothing never ends: at least 1B/s'],
  },
  {
    what: 'a size without a unit',
    text: disk('size: 4096'),
    told: ['E_MISSING_UNIT 7:22 "4096" has no unit: add a unit, e.g. 4KiB [did you mean "4096B"?]'],
  },
  {
    what: 'pages of nothing',
    text: disk('page: 0B'),
    told: ['E_BOUND 7:22 this must be at least one byte'],
  },
  {
    what: 'a key that no disk has',
    text: disk('fsync: 5ms'),
    told: ['E_UNKNOWN_KEY 7:16 unknown key "fsync" [did you mean "sync"?]'],
  },
  {
    what: 'an operation that no disk has',
    text: fault('fault: disk-error, match: { op: fsync }'),
    told: ['E_UNKNOWN_WORD 7:62 unknown word "fsync" [did you mean "sync"?]'],
  },
  {
    what: 'an operation that the fault does not act on',
    text: fault('fault: disk-sync-lost, match: { op: read }'),
    told: ['E_SCHEDULE 7:66 a disk-sync-lost acts on sync only'],
  },
  {
    what: 'messages for a disk',
    text: fault('fault: disk-error, match: { message: append, where: term > 1 }'),
    told: [
      'E_SCHEDULE 7:58 a disk-error acts on a disk, not on messages',
      'E_SCHEDULE 7:75 a disk-error acts on a disk, not on messages',
    ],
  },
  {
    what: 'links of a disk',
    text: fault('fault: disk-error, match: { op: sync, nth: 2, per: link }'),
    told: ['E_SCHEDULE 7:81 a disk has no links: count `per: node`, or over all targets'],
  },
  {
    what: 'operations of a disk for messages',
    text: `${people}faults: { f: { fault: loss, target: db-1 -> db-2, match: { op: sync } } }\n`,
    told: ['E_SCHEDULE 7:60 `op` is for faults of a disk, not for a loss'],
  },
  {
    what: 'a disk that is slow in two ways',
    text: fault('fault: disk-slow, factor: 10x, by: 5ms'),
    told: ['E_TARGET 7:61 `factor` and `by` both say what a disk-slow does'],
  },
  {
    what: 'a disk that gets faster',
    text: fault('fault: disk-slow, factor: 0.5x'),
    told: ['E_BOUND 7:56 0.5x is too small: at least 1x is allowed'],
  },
  {
    what: 'a corrupted length',
    text: fault('fault: disk-corrupt, duration: 5s'),
    told: ['E_SCHEDULE 7:51 a disk-corrupt is an instant: it has no `duration`'],
  },
  {
    what: 'a crash that tears by halves',
    text: fault('fault: crash, tear: 50%'),
    told: ['E_TYPE 7:50 expected true or false, found "50%"'],
  },
];

describe('disks', () => refuses(disks));

const memories: readonly Broken[] = [
  {
    what: 'memory without a limit',
    text: node('memory: { base: 1MiB }'),
    told: ['E_MISSING_KEY 5:37 `memory` needs `limit`, e.g. 256MiB'],
  },
  {
    what: 'memory in bits',
    text: node('memory: { limit: 1Mbit/s }'),
    told: ['E_TYPE 5:54 "1Mbit/s" is a bandwidth; a size is wanted, e.g. 4KiB (unit B)'],
  },
  {
    what: 'a process that takes all of it',
    text: node('memory: { limit: 1MiB, base: 2MiB }'),
    told: ['E_BOUND 5:37 the process takes all of `limit` before it does anything'],
  },
  {
    what: 'a word for memory',
    text: node('memory: { max: 1MiB }'),
    told: [
      'E_MISSING_KEY 5:37 `memory` needs `limit`, e.g. 256MiB',
      'E_UNKNOWN_KEY 5:47 unknown key "max"',
    ],
  },
];

describe('memory', () => refuses(memories));

const supervisors: readonly Broken[] = [
  {
    what: 'a supervisor that does nothing',
    text: node('restart: {}'),
    told: ['E_MISSING_KEY 5:37 `restart` needs `after`, `notify` or both'],
  },
  {
    what: 'somebody unknown to be told',
    text: node('restart: { notify: dv }'),
    told: ['E_UNKNOWN_NODE 5:56 unknown node "dv" [did you mean "db"?]'],
  },
  {
    what: 'somebody to be told who does not hear it',
    text: node('restart: { notify: db }'),
    told: [
      'E_UNKNOWN_MESSAGE 5:56 db does not hear of it: its program has no message "process-ended"',
    ],
  },
];

describe('supervisors', () => refuses(supervisors));

const pushes: readonly Broken[] = [
  {
    what: 'a setting that the program does not have',
    text: fault('fault: config-push, set: { saef: true }'),
    told: ['E_UNKNOWN_KEY 7:57 unknown key "saef" [did you mean "safe"?]'],
  },
  {
    what: 'a setting of the wrong kind',
    text: fault('fault: config-push, set: { lease: 5 }'),
    told: ['E_MISSING_UNIT 7:64 "5" has no unit: add a unit, e.g. 30s [did you mean "5s"?]'],
  },
  {
    what: 'settings of who has none',
    text: `${people}faults: { f: { fault: config-push, target: client-1, set: { safe: true } } }\n`,
    told: ['E_TARGET 7:54 client runs no program: it has no settings'],
  },
  {
    what: 'nothing to push',
    text: fault('fault: config-push'),
    told: ['E_MISSING_KEY 7:11 missing key "set" (map of any values)'],
  },
  {
    what: 'a version that nobody will have',
    text: `${people}faults: { f: { fault: rolling-restart, target: db, version: v2 }, g: { fault: crash, target: version:v3 } }\n`,
    told: ['E_EMPTY_SELECTION 7:94 no node has the label version:v3 [did you mean "version:v2"?]'],
  },
];

describe('what is pushed and rolled out', () => refuses(pushes));
