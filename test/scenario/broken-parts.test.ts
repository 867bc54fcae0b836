import { describe } from 'vitest';
import { type Broken, refuses } from './broken.ts';
import { head, people } from './memory-host.ts';

const served = `${head}nodes: { db: { program: ./store.ts }, c: }\n`;
const workload = (keys: string): string => `${served}workloads: { kv: { ${keys} } }\n`;
const variant = (keys: string): string => `${people}variants: { a: { ${keys} } }\n`;

const generals = `${head}nodes: { g: { count: 4, program: byzantine-generals, config: { commander: g-1 } } }\n`;
const treason = (keys: string): string => `${generals}faults: { t: { target: g-1, ${keys} } }\n`;

const standing = (domains: string, place = ''): string =>
  `${head}domains: { ${domains} }\nnodes: { db: { ${place} } }\n`;

const parts: readonly Broken[] = [
  {
    what: 'a clock that drifts beyond the bound of the model',
    text: `${people}clocks: { defaults: { drift: -60ppm..10ppm } }\nmodel: { timing: synchronous, bound: { drift: 50ppm } }\n`,
    told: ['E_MODEL 8:47 the clock of client-1 may drift by 60ppm, beyond this bound'],
  },
  {
    what: 'a domain that stands nowhere',
    text: standing('rack: { r1: pud-1 }, pdu: { pdu: { count: 2 } }'),
    told: ['E_UNKNOWN_DOMAIN 5:24 no domain is called "pud-1" [did you mean "pdu-1"?]'],
  },
  {
    what: 'a parent of another kind than is said',
    text: standing('rack: { r1: { dc: p } }, pdu: { p: }'),
    told: ['E_UNKNOWN_DOMAIN 5:30 "p" is a pdu, not a dc'],
  },
  {
    what: 'two domains of one name',
    text: standing('rack: { a: }, pdu: { a: }'),
    told: ['E_NAME 5:33 "a" is a rack and a pdu: names are unique over all kinds'],
  },
  {
    what: 'a circle of domains',
    text: standing('rack: { r: p }, pdu: { p: { rack: r } }'),
    told: ['E_DOMAIN_CYCLE 5:35 "p" stands in itself: domains make no circle'],
  },
  {
    what: 'alternatives of two kinds',
    text: standing('rack: { r: p | s }, pdu: { p: }, switch: { s: }'),
    told: [
      'E_UNKNOWN_DOMAIN 5:23 either of two keeps it up only if they are of one kind: a pdu is no switch',
    ],
  },
  {
    what: 'a place that is no domain',
    text: standing('rack: { r1: }', 'place: r2'),
    told: ['E_UNKNOWN_DOMAIN 6:23 no domain is called "r2" [did you mean "r1"?]'],
  },
  {
    what: 'a domain where nodes are wanted',
    text: `${standing('rack: { r1: }', 'place: r1')}faults: { f: { fault: pause, target: r1 } }\n`,
    told: ['E_SELECTOR 7:38 "r1" is a domain, and nodes are wanted [did you mean "rack:r1"?]'],
  },
  {
    what: 'rates of what there is not, of too little, and of too much',
    text: `${standing('rack: { r1: }', 'place: r1')}faults: { f: { fault: infrastructure, rates: { rakc: { mtbf: 1d, mttr: 1h }, node: { mtbf: 1d, rate: 1/d } } } }\n`,
    told: [
      'E_UNKNOWN_DOMAIN 7:48 no domain is a rakc [did you mean "rack"?]',
      'E_SCHEDULE 7:78 `mtbf` and `rate` say the same',
      'E_MISSING_KEY 7:78 missing key "mttr" or "lasts"',
    ],
  },
  {
    what: 'a length of what fails by itself',
    text: `${standing('rack: { r1: }', 'place: r1')}faults: { f: { fault: infrastructure, duration: 1s } }\n`,
    told: [
      'E_MISSING_KEY 7:11 missing key "preset" or "rates": nothing fails',
      'E_SCHEDULE 7:39 `duration` does not go with what fails by itself: it has `at` and `until` only',
    ],
  },
  {
    what: 'a request that only some of those serve who are asked',
    text: `${head}nodes: { a: { program: ./store.ts }, b: { program: ./buyer.ts }, c: {} }
workloads: { w: { workload: requests, from: c, to: all except c, rate: 1/s, ops: { buy: 100% } } }
`,
    told: ['E_UNKNOWN_OPERATION 6:52 "a" is asked too, and has no request "buy"'],
  },
  {
    what: 'a request that is handed to programs of which some do not know it',
    text: `${head}nodes: { a: { program: ./store.ts }, b: { program: ./buyer.ts } }
workloads: { w: { workload: requests, from: [a, b], rate: 1/s, ops: { buy: 100% } } }
`,
    told: ['E_UNKNOWN_OPERATION 6:45 "a" is asked too, and has no request "buy"'],
  },
  {
    what: 'a step that asks whom nobody serves',
    text: `${head}nodes: { a: { program: ./store.ts }, b: { program: ./buyer.ts }, c: {} }
workloads: { w: { workload: script, to: [a, b], steps: [{ at: 1s, node: c, op: buy, item: x }] } }
`,
    told: ['E_UNKNOWN_OPERATION 6:57 "a" is asked too, and has no request "buy"'],
  },
  {
    what: 'a field that the event of a check does not have, and a default that does not fit',
    text: `${people}checks: { same: { check: agreement, event: applied, value: kee }, ranks: { check: single-leader, event: applied } }\n`.replace(
      /checks: .*fine.*\n/,
      '',
    ),
    told: [
      'E_UNKNOWN_FIELD 6:60 the event "applied" has no field "kee" [did you mean "key"?]',
      'E_UNKNOWN_FIELD 6:105 the default of "term" does not fit here: the event "applied" has no field "term"',
    ],
  },
  {
    what: 'an empty list where somebody is to be named',
    text: `${people}faults: { f: { fault: pause, target: [] }, g: { fault: loss, target: [] } }\n`,
    told: [
      'E_SELECTOR 7:38 an empty list names nobody: leave the key out, or say who',
      'E_SELECTOR 7:70 an empty list names nobody: leave the key out, or say who',
    ],
  },
  {
    what: 'an outage of what is no domain',
    text: `${standing('rack: { r1: }', 'place: r1')}faults: { f: { fault: outage, target: db } }\n`,
    told: ['E_UNKNOWN_DOMAIN 7:39 unknown domain "db"'],
  },
  {
    what: 'a field that no message of a liar has',
    text: treason('fault: equivocate, field: valeu, say: [attack]'),
    told: [
      'E_UNKNOWN_FIELD 6:55 no message that the target sends has a field "valeu" [did you mean "value"?]',
    ],
  },
  {
    what: 'a word that the field cannot hold',
    text: treason('fault: equivocate, field: value, say: [atack]'),
    told: ['E_BOUND 6:68 "atack" is no value that the field may have [did you mean "attack"?]'],
  },
  {
    what: 'nothing to say',
    text: treason('fault: equivocate, field: value, say: []'),
    told: ['E_TYPE 6:67 `say` lists what the receivers are told, in turn'],
  },
  {
    what: 'a lie that the program does not know',
    text: treason('fault: lie, lie: split-order'),
    told: [
      'E_UNKNOWN_LIE 6:46 the program of the target knows no lie "split-order" [did you mean "split-orders"?]',
    ],
  },
  {
    what: 'a liar who is not named',
    text: `${generals}faults: { t: { fault: withhold, match: { message: order } } }\n`,
    told: [
      'E_MISSING_KEY 6:11 missing key "target": a withhold strikes nodes, e.g. `target: one of db`',
    ],
  },
  {
    what: 'shares that are not the whole',
    text: workload('workload: requests, rate: 1/s, ops: { read: 50%, write: 40% }'),
    told: ['E_SHARES 6:56 the shares of `ops` sum to 90%, not to 100%'],
  },
  {
    what: 'a request that nobody serves',
    text: workload('workload: requests, rate: 1/s, ops: { raed: 100% }, to: db'),
    told: [
      'E_UNKNOWN_OPERATION 6:58 the program that serves has no request "raed" [did you mean "read"?]',
    ],
  },
  {
    what: 'no `ops` where several are served',
    text: workload('workload: requests, rate: 1/s'),
    told: ['E_MISSING_KEY 6:14 missing key "ops": the program serves several requests'],
  },
  {
    what: 'transactions of a request that has no place for them',
    text: workload('workload: transactions, rate: 1/s, ops: { read: 100% }, to: db'),
    told: ['E_UNKNOWN_FIELD 6:60 the request "read" has no field "operations"'],
  },
  {
    what: 'no arrivals',
    text: workload('workload: requests, to: db, ops: { read: 100% }'),
    told: ['E_MISSING_KEY 6:14 a workload says how requests arrive'],
  },
  {
    what: 'two arrivals',
    text: workload('workload: requests, rate: 1/s, every: 1s, ops: { read: 100% }'),
    told: ['E_TWO_SCHEDULES 6:51 `rate` and `every` both say how requests arrive'],
  },
  {
    what: 'keys of which it is said only how they are drawn',
    text: workload(
      'workload: requests, rate: 1/s, ops: { read: 100% }, keys: { choice: zipf, skew: 1.5 }',
    ),
    told: ['E_MISSING_KEY 6:72 missing key "count" of `keys`'],
  },
  {
    what: '`settle` without `until`',
    text: workload('workload: requests, rate: 1/s, settle: 1s, ops: { read: 100% }'),
    told: ['E_WORKLOAD 6:51 `settle` needs `until`: it comes when no new operations begin'],
  },
  {
    what: '`to` of clients with a program',
    text: `${head}nodes: { b: { program: ./buyer.ts } }\nworkloads: { w: { workload: requests, from: b, to: b, rate: 1/s } }\n`,
    told: [
      'E_WORKLOAD 6:48 `to` is for clients without a program; these hand each operation to their own program',
    ],
  },
  {
    what: 'steps: a field that is missing, misspelt, a request and a node that are not there',
    text: [
      `${served}workloads:`,
      '  w:',
      '    workload: script',
      '    to: db',
      '    steps:',
      '      - { at: 1s, node: c, op: write, key: x }',
      '      - { at: 1s, node: nobody, op: read, key: x }',
      '      - { at: 1s, node: c, op: raed, key: x }',
      '      - { at: 1s, node: c, op: read, key: x, vlaue: 1 }',
    ].join('\n'),
    told: [
      'E_MISSING_KEY 11:9 missing key "value" (text)',
      'E_UNKNOWN_NODE 12:25 unknown node "nobody"',
      'E_UNKNOWN_OPERATION 13:32 the program that serves has no request "raed" [did you mean "read"?]',
      'E_UNKNOWN_KEY 14:46 unknown key "vlaue"',
    ],
  },
  {
    what: 'an expectation of a check that is not there',
    text: variant('expect: { fien: violated }'),
    told: ['E_UNKNOWN_CHECK 7:28 no check is called "fien" [did you mean "fine"?]'],
  },
  {
    what: 'an expectation that is no verdict',
    text: variant('expect: { fine: broken }'),
    told: ['E_UNKNOWN_WORD 7:34 "broken" is no verdict'],
  },
  {
    what: 'a workload that is not there',
    text: `${people}metrics: { m: { metric: latency, of: kw } }\n`,
    told: ['E_UNKNOWN_SCOPE 7:38 no workload and no node is called "kw" [did you mean "kv"?]'],
  },
  {
    what: 'an operation and a percentile that are not there',
    text: `${people}metrics: { m: { metric: latency, of: kv.wrte, stat: p101 } }\n`,
    told: [
      'E_UNKNOWN_OPERATION 7:38 the workload "kv" makes no request "wrte" [did you mean "write"?]',
      'E_BOUND 7:53 "p101" is no percentile such as p50, p99 or p99.9',
    ],
  },
  {
    what: 'a metric that is not there',
    text: `${people.replace('fine:', 'm: { check: metric, that: latt <= 1s }, fine:')}metrics: { lat: { metric: latency } }\n`,
    told: ['E_UNKNOWN_METRIC 4:37 unknown name "latt" [did you mean "lat"?]'],
  },
  {
    what: 'a part of a metric that has one value',
    text: `${people.replace('fine:', 'm: { check: metric, that: lat.p50 <= 1s and by.x < 1s }, fine:')}metrics: { lat: { metric: latency, stat: p50 }, by: { metric: latency, by: op } }\n`,
    told: [
      'E_UNKNOWN_METRIC 4:37 unknown name "lat.p50": "lat" has no parts [did you mean "lat"?]',
    ],
  },
  {
    what: 'a metric without its unit',
    text: `${people.replace('fine:', 'm: { check: metric, that: lat <= 1 }, fine:')}metrics: { lat: { metric: latency } }\n`,
    told: ['E_FORMULA 4:37 a duration cannot be compared with a number'],
  },
  {
    what: 'two equally specific entries that differ',
    text: `${people}links:\n  db-1 -> db-2, client-1: { loss: 1% }\n  db-1 -> client-1, client-2: { loss: 2% }\n`,
    told: ['E_EQUAL_SPECIFICITY 9:33 two entries that match 2 each say different things of `loss`'],
  },
  {
    what: '`jitter` on a link',
    text: `${people}links: { defaults: { latency: 1ms, jitter: 1ms } }\n`,
    told: [
      'E_UNKNOWN_KEY 7:36 a link has no `jitter`: its latency is a distribution [write e.g. latency: 4ms..6ms]',
    ],
  },
  {
    what: 'an unbounded latency in a synchronous model',
    text: `${people}model: { timing: synchronous, bound: { delay: 5ms } }\nlinks: { defaults: { latency: { distribution: exponential, mean: 1ms } } }\n`,
    told: [
      'E_MODEL 8:31 a synchronous model has a bound on delays, and this latency has none [add `max: 5ms` to it]',
    ],
  },
  {
    what: 'links that lose or double messages in a synchronous model',
    text: `${people}model: { timing: synchronous, bound: { delay: 5ms } }\nlinks: { defaults: { loss: 1%, duplicate: 1%, messages: { read: { loss: 2% } }, burst: { enter: 1%, leave: 20%, loss: 50% } } }\n`,
    told: [
      'E_MODEL 8:28 a synchronous model has a bound on delays, and what is lost never comes',
      'E_MODEL 8:43 a synchronous model has each message once, and `duplicate` brings some of them twice',
      'E_MODEL 8:73 a synchronous model has a bound on delays, and what is lost never comes',
      'E_MODEL 8:88 a synchronous model has a bound on delays, and what is lost never comes',
    ],
  },
  {
    what: 'messages that take the long way round beyond the bound of a synchronous model',
    text: `${people}model: { timing: synchronous, bound: { delay: 5ms } }\nlinks: { defaults: { latency: 3ms, reorder: 1% } }\n`,
    told: [
      "E_MODEL 8:45 with the latency once more a message may take 6ms, beyond the model's bound of 5ms",
    ],
  },
  {
    what: 'links that change messages in a model whose failures are not Byzantine',
    text: `${people}model: { failures: omission }\nlinks: { defaults: { corrupt: 1% } }\n`,
    told: ['E_MODEL 8:31 a message that was changed is a failure that omission does not have'],
  },
];

const overlays: readonly Broken[] = [
  {
    what: 'an unknown param, and one of another unit',
    text: `${people}params: { load: 5/s, a: 5s }\nfaults: { f: { fault: pause, target: db-1, at: $lod, duration: = $a + 3 } }\n`,
    told: [
      'E_UNKNOWN_PARAM 8:48 unknown parameter "$lod" [did you mean "$load"?]',
      'E_FORMULA 8:66 a number cannot be added to a duration',
    ],
  },
  {
    what: 'params that need one another',
    text: `${people}params: { a: = $b, b: = $a }\n`,
    told: ['E_PARAM_CYCLE 7:14 params need one another in a circle: $a -> $b -> $a'],
  },
  {
    what: 'a path to a fault that is not there',
    text: variant('set: { faults.gc.duration: 5s }'),
    told: ['E_UNKNOWN_PATH 7:25 `faults` has no "gc"'],
  },
  {
    what: 'a path below a key that is misspelt',
    text: `${head}node: { db: }\nvariants: { v: { set: { nodes.db.count: 5 } } }\n`,
    told: ['E_UNKNOWN_KEY 5:1 unknown key "node" [did you mean "nodes"?]'],
  },
  {
    what: 'a path to nothing',
    text: variant('set: { nodez.db.count: 5 }'),
    told: [
      'E_UNKNOWN_PATH 7:25 no key "nodez" stands at the top of a scenario [did you mean "nodes"?]',
    ],
  },
  {
    what: 'a path to a setting that is not there',
    text: variant('set: { nodes.db.config.saef: true }'),
    told: ['E_UNKNOWN_KEY 7:25 unknown key "saef" [did you mean "safe"?]'],
  },
  {
    what: 'a path that a cell and a variant set',
    text: `${people}matrix: { nodes.db.config.safe: [true, false] }\nvariants: { a: { set: { nodes.db.config: { safe: true } } } }\n`,
    told: ['E_SET_TWICE 8:25 the matrix and the variant "a" both set nodes.db.config.safe'],
  },
  {
    what: 'an axis of an unknown param',
    text: `${people}matrix: { seed: 1..5, $n: [1] }\n`,
    told: ['E_UNKNOWN_PARAM 7:23 no param is called "n"'],
  },
  {
    what: 'an empty axis',
    text: `${people}matrix: { seed: [] }\n`,
    told: ['E_TYPE 7:17 the axis "seed" needs a list of values or a range such as 1..10'],
  },
  {
    what: 'a million runs',
    text: `${people}matrix: { seed: 1..1000, nodes.db.count: 1..1000 }\n`,
    told: ['E_TOO_MANY_RUNS 7:1 the matrix asks for 1000000 runs; 100000 are the most'],
  },
  {
    what: 'two cells with the same values',
    text: `${people}matrix: { nodes.db.count: [1, 1] }\n`,
    told: ['E_TWO_CELLS 7:1 two cells of the matrix are called "nodes.db.count=1"'],
  },
  {
    what: 'a list under variants',
    text: `${people}variants: [a, b]\n`,
    told: ['E_TYPE 7:11 `variants` is a map of names to what they set'],
  },
];

describe('workloads, checks, metrics, links', () => refuses(parts));
describe('overlays and formulas', () => refuses(overlays));
