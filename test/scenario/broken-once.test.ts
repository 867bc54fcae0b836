import { describe } from 'vitest';
import { type Broken, refuses } from './broken.ts';
import { people } from './memory-host.ts';

const whole = `${people}faults: { gc: { fault: pause, target: leader of db, duration: 1s }, cut: { fault: partition, target: db -> db, when: gc ends } }
metrics: { seen: { metric: count, event: elected, of: db }, slow: { metric: latency, of: kv, stat: p99 } }
variants: { a: { expect: { fine: held } }, b: { set: { nodes.db.config.safe: true } } }
`;
const changed = (from: string, to: string): string => {
  if (!whole.includes(from)) throw new Error(`there is no ${from}`);
  return whole.replace(from, to);
};

const once: readonly Broken[] = [
  {
    what: 'nothing that is right',
    text: `${whole}x: 1\n`,
    told: ['E_UNKNOWN_KEY 10:1 unknown key "x"'],
  },
  {
    what: 'checks that are no map',
    text: changed('checks: { fine: { check: no-program-errors } }', 'checks: 5'),
    told: ['E_TYPE 4:9 `checks` is a map of names to definitions'],
  },
  {
    what: 'a name of a check',
    text: changed('checks: { fine:', 'checks: { fine one:'),
    told: [
      'E_NAME 4:11 a name cannot hold a blank: only letters, digits, "-" and "_" [did you mean "fine-one"?]',
    ],
  },
  {
    what: 'a name of a node',
    text: changed('{ db:', '{ d.b:'),
    told: [
      'E_NAME 5:10 a name cannot hold ".": only letters, digits, "-" and "_" [did you mean "d-b"?]',
    ],
  },
  {
    what: 'a program whose key is misspelt',
    text: changed('program:', 'pogram:'),
    told: ['E_UNKNOWN_KEY 5:26 unknown key "pogram" [did you mean "program"?]'],
  },
  {
    what: 'a count that is none, and one whose key is misspelt',
    text: changed('count: 3', 'count: three').replace('count: 2', 'cuont: 2'),
    told: [
      'E_TYPE 5:23 expected a whole number, found "three"',
      'E_UNKNOWN_KEY 5:63 unknown key "cuont" [did you mean "count"?]',
    ],
  },
  {
    what: 'nodes that are not there',
    text: changed('nodes: {', 'x-nodes: {'),
    told: ['E_MISSING_KEY 1:1 a scenario needs `nodes`'],
  },
  {
    what: 'nodes that a variant takes away',
    text: changed('set: { nodes.db.config.safe: true }', 'set: { nodes: null }'),
    told: ['E_MISSING_KEY 1:1 a scenario needs `nodes`'],
  },
  {
    what: 'a kind of domain that is no map of names',
    text: `${people}domains: { rack: r1, pdu: { p1: r1 } }\nfaults: { f: { fault: outage, target: r1 } }\n`,
    told: ['E_TYPE 7:18 a kind of domain is a map of names: { r1: pdu-1, r2: pdu-2 }'],
  },
  {
    what: 'a topology that cannot be built',
    text: `${people}switches: { f: { topology: leaf-spine, connects: db, leaves: four, spines: 2 } }\nfaults: { cut: { fault: partition, target: f-leaf-* <-> f-spine-1 } }\n`,
    told: ['E_TYPE 7:62 expected a whole number, found "four"'],
  },
  {
    what: 'keys that must be there, with formulas that cannot be read',
    text: `${people}faults: { a: { fault: crash, target: = 1 + }, b: { fault: $nix, target: db }, c: { fault: delay, target: db, by: $nix } }\n`,
    told: [
      'E_FORMULA 7:43 a formula ends where a value is wanted',
      'E_UNKNOWN_PARAM 7:59 unknown parameter "$nix"',
      'E_UNKNOWN_PARAM 7:114 unknown parameter "$nix"',
    ],
  },
  {
    what: 'a topology that there is not',
    text: `${people}switches: { f: { topology: leaf-spne, connects: db, leaves: 4 } }\nlinks: { f-leaf-* <-> f-spine-*: { latency: 5ms } }\n`,
    told: ['E_UNKNOWN_WORD 7:28 unknown word "leaf-spne" [did you mean "leaf-spine"?]'],
  },
  {
    what: 'a share of an operation, of which a metric is',
    text: changed('read: 50%', 'read: 50').replace('of: kv,', 'of: kv.read,'),
    told: ['E_MISSING_UNIT 6:72 "50" has no unit: a share is written in percent, e.g. 25%'],
  },
  {
    what: 'rates of failure that are no map',
    text: `${people}faults: { f: { fault: infrastructure, rates: { node: 5 } } }\n`,
    told: ['E_TYPE 7:54 expected an object (mtbf, rate, mttr, lasts), found 5'],
  },
  {
    what: 'steps that are no maps',
    text: people
      .replace('rate: 5/s, ops: { read: 50%, write: 50% }', 'steps: [5, read]')
      .replace('requests', 'script'),
    told: [
      'E_TYPE 6:54 a step is a map of keys, not a single value',
      'E_TYPE 6:57 a step is a map of keys, not a single value',
    ],
  },
  {
    what: 'a workload of which an operation is named',
    text: changed('of: kv, stat', 'of: vk.read, stat'),
    told: ['E_UNKNOWN_SCOPE 8:90 no workload is called "vk" [did you mean "kv.read"?]'],
  },
  {
    what: 'workloads that are no map',
    text: changed('workloads: {', 'workloads: 5 #'),
    told: ['E_TYPE 6:12 `workloads` is a map of names to definitions'],
  },
  {
    what: 'nodes that are no map',
    text: changed('nodes: {', 'nodes: 5 #'),
    told: ['E_TYPE 5:8 `nodes` is a map of names to definitions'],
  },
  {
    what: 'misspelt keys at the top, and what is wrong below and beside them',
    text: changed('faults:', 'fualts:')
      .replace('nodes:', 'nods:')
      .replace('duration: 60s', 'duration: 60')
      .replace('target: leader', 'target: laeder')
      .replace('a: { expect: { fine', 'a: { expect: { fien'),
    told: [
      'E_MISSING_UNIT 3:11 "60" has no unit: add a unit, e.g. 30s [did you mean "60s"?]',
      'E_UNKNOWN_KEY 5:1 unknown key "nods" [did you mean "nodes"?]',
      'E_UNKNOWN_KEY 7:1 unknown key "fualts" [did you mean "faults"?]',
      'E_SELECTOR 7:39 "laeder" is not an amount: one, 2, 50%, minority, majority or a role [did you mean "leader"?]',
      'E_UNKNOWN_CHECK 9:28 no check is called "fien" [did you mean "fine"?]',
    ],
  },
  {
    what: 'an overlay that leads nowhere and an axis without values, with what is wrong beside them',
    text: `${changed('set: { nodes.db', 'set: { nodes.bd').replace('target: leader', 'target: laeder')}matrix: { seed: 5 }\n`,
    told: [
      'E_SELECTOR 7:39 "laeder" is not an amount: one, 2, 50%, minority, majority or a role [did you mean "leader"?]',
      'E_UNKNOWN_PATH 9:56 `nodes` has no "bd" [did you mean "db"?]',
      'E_TYPE 10:17 the axis "seed" needs a list of values or a range such as 1..10',
    ],
  },
  {
    what: 'faults that are no map',
    text: changed('faults: {', 'faults: 5 #').replace(
      /^variants/m,
      'nemesis: { every: 10s, until: 50s, keep: gc is not active, faults: { c: { fault: crash, target: db-1, duration: 1s } } }\nvariants',
    ),
    told: ['E_TYPE 7:9 `faults` is a map of names to definitions'],
  },
];

const twice: readonly Broken[] = [
  {
    what: 'a path that two axes set, however it is written',
    text: `${people}matrix: { links.db->client.loss: [1%], links.db -> client: [{ latency: 2ms, loss: 2% }] }\n`,
    told: [
      'E_SET_TWICE 7:40 another axis beside "links.db -> client" sets links.db -> client.loss too',
    ],
  },
  {
    what: 'a seed that is given twice',
    text: `${people}matrix: { seed: [3, 4, "3", 03, 0x4] }\n`,
    told: [
      'E_TWO_CELLS 7:24 the seed 3 is given twice',
      'E_TWO_CELLS 7:29 the seed 3 is given twice',
      'E_TWO_CELLS 7:33 the seed 4 is given twice',
    ],
  },
  {
    what: 'a seed of a cell that is given twice',
    text: `${people}matrix: { seed: [3, 4], include: [{ seed: 5 }, { seed: 3 }] }\n`,
    told: ['E_TWO_CELLS 7:56 the seed 3 is given twice'],
  },
  {
    what: 'a path that a variant sets twice',
    text: `${people}variants: { v: { set: { nodes.db: { count: 5, config: { safe: true } }, nodes.db.config.lease: 5s, nodes.db.count: 7 } } }\n`,
    told: ['E_SET_TWICE 7:100 nodes.db.count is set twice here'],
  },
];

describe('a value is given once', () => refuses(twice));
describe('one mistake is told once', () => refuses(once));

describe('an end of a workload that is too late', () => {
  refuses([
    {
      what: 'is told once, not also of what comes behind it',
      text: people.replace('rate: 5/s', 'rate: 5/s, settle: 1s, until: 70s'),
      told: ['E_AFTER_END 6:78 `until` comes after the end of the run'],
    },
  ]);
});
