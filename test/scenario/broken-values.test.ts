import { describe } from 'vitest';
import { type Broken, refuses } from './broken.ts';
import { head, people } from './memory-host.ts';

const fault = (keys: string): string => `${people}faults: { f: { ${keys} } }\n`;

const values: readonly Broken[] = [
  {
    what: 'an unknown key',
    text: `${people}faultz: {}\n`,
    told: ['E_UNKNOWN_KEY 7:1 unknown key "faultz" [did you mean "faults"?]'],
  },
  {
    what: 'an unknown node',
    text: fault('fault: pause, target: bd-1'),
    told: ['E_UNKNOWN_NODE 7:38 unknown node "bd-1" [did you mean "db-1"?]'],
  },
  {
    what: 'a role among nodes of which none may hold it',
    text: fault('fault: pause, target: leader of client'),
    told: ['E_SELECTOR 7:38 none of them is ever leader: their programs have no such role'],
  },
  {
    what: 'a wrong unit',
    text: fault('fault: pause, target: db-1, at: 5sec'),
    told: ['E_QUANTITY 7:48 "sec" is not a unit [did you mean "5s"?]'],
  },
  {
    what: 'a bare number as duration',
    text: fault('fault: pause, target: db-1, at: 5'),
    told: ['E_MISSING_UNIT 7:48 "5" has no unit: add a unit, e.g. 30s [did you mean "5s"?]'],
  },
  {
    what: 'a fraction as share',
    text: fault('fault: loss, target: db -> client, probability: 0.25'),
    told: [
      'E_MISSING_UNIT 7:64 "0.25" has no unit: a share is written in percent, e.g. 25% [did you mean "25%"?]',
    ],
  },
  {
    what: 'code in a formula',
    text: fault('fault: pause, target: db-1, at: "= process.exit(1)"'),
    told: [
      'E_FORMULA 7:51 "process.exit" is not a function; there are min, max, abs, sqrt, length',
    ],
  },
  {
    what: 'code in a condition',
    text: fault(
      'fault: pause, target: db-1, when: { event: elected, where: "constructor.constructor(1)" }',
    ),
    told: [
      'E_FORMULA 7:76 "constructor.constructor" is not a function; there are min, max, abs, sqrt, length',
    ],
  },
  {
    what: 'a billion nodes',
    text: `${head}nodes: { a: { count: 1000000000 } }\n`,
    told: ['E_TOO_MANY_NODES 5:22 1000000000 nodes are too many: a scenario has at most 100000'],
  },
  {
    what: 'too many nodes, of whom some are wanted',
    text: `${head}nodes: { a: { count: 1000000 } }\nfaults: { f: { fault: pause, target: 2 of a } }\n`,
    told: ['E_TOO_MANY_NODES 5:22 1000000 nodes are too many: a scenario has at most 100000'],
  },
  {
    what: 'too many nodes in all',
    text: `${head}nodes: { a: { count: 60000 }, b: { count: 60000 } }\n`,
    told: ['E_TOO_MANY_NODES 1:1 120000 nodes are too many: a scenario has at most 100000'],
  },
  {
    what: 'a name with a blank, a reserved one, one with a dot',
    text: `${head}nodes: { a b: , majority: , "x.y": }\n`,
    told: [
      'E_NAME 5:10 a name cannot hold a blank: only letters, digits, "-" and "_" [did you mean "a-b"?]',
      'E_NAME 5:17 "majority" is a word of the scenario language and cannot be a name [did you mean "majority-1"?]',
      'E_NAME 5:30 a name cannot hold ".": only letters, digits, "-" and "_" [did you mean "x-y"?]',
    ],
  },
  {
    what: 'a scenario whose name is empty',
    text: 'version: 1\nname: ""\nduration: 1s\nnodes: { a: }\nchecks: { s: { check: no-program-errors } }\n',
    told: ['E_NAME 2:8 a name cannot be empty'],
  },
  {
    what: 'two nodes of one name',
    text: `${head}nodes: { a: { count: 2 }, a-1: }\n`,
    told: ['E_NAME 5:27 two nodes are called "a-1": one of "a", one of "a-1"'],
  },
  {
    what: 'nothing to judge',
    text: 'version: 1\nname: x\nduration: 1s\nnodes: { a: }\n',
    told: [
      'E_NOTHING_JUDGED 1:1 nothing is judged or measured: a scenario needs `checks` or `metrics`',
    ],
  },
  {
    what: 'no nodes',
    text: head,
    told: ['E_MISSING_KEY 1:1 a scenario needs `nodes`'],
  },
  {
    what: 'a negative seed',
    text: `${people}seed: -1\n`,
    told: ['E_BOUND 7:7 a seed is a whole number from 0 to 2^64 - 1'],
  },
  {
    what: 'a seed beyond 64 bits',
    text: `${people}seed: "18446744073709551616"\n`,
    told: ['E_BOUND 7:7 a seed is a whole number from 0 to 2^64 - 1'],
  },
  {
    what: 'a month too many',
    text: `${people}epoch: 2020-13-01T00:00:00Z\n`,
    told: [
      'E_TYPE 7:8 "2020-13-01T00:00:00Z" is not an instant in UTC such as 2020-01-01T00:00:00Z',
    ],
  },
  {
    what: 'a row and a topic that the chapter does not have',
    text: `${people}rows: [A99, B1]\ntopics: [leasse]\n`,
    told: [
      'E_UNKNOWN_ROW 7:8 the chapter has no row "A99" [did you mean "A19"?]',
      'E_UNKNOWN_TOPIC 8:10 the chapter has no topic "leasse" [did you mean "leases"?]',
    ],
  },
  {
    what: 'a run of 200 days',
    text: people.replace('60s', '200d'),
    told: ['E_QUANTITY 3:11 "200d" is too long: at most 104 days can be simulated'],
  },
  {
    what: 'ports that make no sense',
    text: `${people}links: { client -> db: { bandwidth: 0, queue: { limit: 5ms, disciplin: fifo, first: [wirte] }, sharing: { circuits: 0 }, burst: { enter: 1%, leave: 0.2 } }, db -> client: { bandwidth: { bucket: 1KiB }, sharing: slots, queue: { first: write } } }\n`,
    told: [
      'E_BOUND 7:37 a link without any bandwidth carries nothing [say `connect: false` when there is no such link]',
      'E_TYPE 7:56 "5ms" is a duration; a size is wanted, e.g. 4KiB (unit B)',
      'E_UNKNOWN_KEY 7:61 unknown key "disciplin" [did you mean "discipline"?]',
      'E_BOUND 7:78 `first` belongs to `discipline: priority`; this queue is fifo',
      'E_UNKNOWN_MESSAGE 7:86 no program here has the message "wirte" [did you mean "write"?]',
      'E_BOUND 7:117 0 is too small: at least 1 is allowed',
      'E_MISSING_KEY 7:122 missing key "loss" of `burst`',
      'E_MISSING_UNIT 7:149 "0.2" has no unit: a share is written in percent, e.g. 20% [did you mean "20%"?]',
      'E_MISSING_KEY 7:174 missing key "rate"',
      'E_UNKNOWN_WORD 7:212 unknown word "slots"',
      'E_BOUND 7:228 `first` belongs to `discipline: priority`; this queue is fifo',
    ],
  },
  {
    what: 'names that nobody can be asked for',
    text: `${people}names: { client: { ttl: 5s, server: db }, db-1: { servers: dbb, attempts: 0 } }\n`,
    told: [
      'E_MISSING_KEY 7:20 missing key "servers": client-1 has nobody to ask',
      'E_UNKNOWN_KEY 7:29 unknown key "server" [did you mean "servers"?]',
      'E_UNKNOWN_NODE 7:60 unknown node "dbb" [did you mean "db"?]',
      'E_BOUND 7:75 0 is too small: at least 1 is allowed',
    ],
  },
  {
    what: 'credits beside what contradicts them',
    text: `${people}links: { client -> db: { queue: { credits: 4, limit: 8 } }, db -> client: { queue: { credits: 0 } }, client -> client: { queue: { credits: 2, discipline: codel }, sharing: { circuits: 2 } } }\n`,
    told: [
      'E_BOUND 7:35 a queue with `credits` drops nothing, and so has no `limit`',
      'E_BOUND 7:95 0 is too small: at least 1 is allowed',
      'E_BOUND 7:131 a queue with `credits` drops nothing, and CoDel works by dropping',
      'E_BOUND 7:131 a circuit waits for no other: it has no `credits`',
    ],
  },
  {
    what: 'metrics of links that are told of something else, and the reverse',
    text: `${people}metrics: { a: { metric: utilisation, of: db }, b: { metric: utilisation }, c: { metric: success, of: db -> client }, d: { metric: queue-drops, of: leader -> client } }\n`,
    told: [
      'E_TYPE 7:42 utilisation is about links, e.g. n1 -> n2',
      'E_MISSING_KEY 7:48 missing key "of": utilisation is about links',
      'E_TYPE 7:102 success is about a workload, an operation or nodes',
      'E_SELECTOR 7:148 "leader -> client" is decided while the run goes on; fixed links are wanted here',
    ],
  },
  {
    what: 'settings out of bounds, misspelt, and of nobody',
    text: `${head}nodes: { db: { program: ./store.ts, config: { lease: 1ms, saef: true, friend: nobody } }, c: }\n`,
    told: [
      'E_BOUND 5:54 1ms is too small: at least 1s is allowed',
      'E_UNKNOWN_KEY 5:59 unknown key "saef" [did you mean "safe"?]',
      'E_UNKNOWN_NODE 5:79 unknown node "nobody"',
    ],
  },
];

const faults: readonly Broken[] = [
  {
    what: 'an unknown kind',
    text: fault('fault: los, target: db-1'),
    told: ['E_UNKNOWN_FAULT 7:23 unknown fault "los" [did you mean "loss"?]'],
  },
  {
    what: 'no kind',
    text: fault('target: db-1'),
    told: ['E_MISSING_KEY 7:11 missing key "fault": "f" does not say its kind'],
  },
  {
    what: 'a begin after the end',
    text: fault('fault: pause, target: db-1, at: 2m'),
    told: ['E_AFTER_END 7:48 the fault begins at 2m, after the end of the run at 1m'],
  },
  {
    what: 'a begin at heal',
    text: `${fault('fault: pause, target: db-1, at: 30s')}heal: 30s\n`,
    told: ['E_AFTER_HEAL 7:48 the fault begins at 30s, when everything is healed (30s)'],
  },
  {
    what: 'two schedules',
    text: fault('fault: pause, target: db-1, every: 2s, rate: 1/s'),
    told: ['E_TWO_SCHEDULES 7:55 `every` and `rate` are two schedules'],
  },
  {
    what: '`at` with `when`',
    text: fault('fault: pause, target: db-1, at: 2s, when: db-2 is down'),
    told: ['E_TWO_SCHEDULES 7:44 `at` and `when` are two schedules'],
  },
  {
    what: '`delay` at a point',
    text: fault('fault: pause, target: db-1, when: { point: before-write, node: db-1 }, delay: 1s'),
    told: ['E_SCHEDULE 7:87 a point stops the program exactly there: `delay` is not allowed'],
  },
  {
    what: '`jitter` without `every`',
    text: fault('fault: pause, target: db-1, jitter: 1s'),
    told: ['E_SCHEDULE 7:44 `jitter` needs `every`'],
  },
  {
    what: 'an unknown event',
    text: fault('fault: pause, target: db-1, when: { event: electd }'),
    told: ['E_UNKNOWN_EVENT 7:59 no program here has the event "electd" [did you mean "elected"?]'],
  },
  {
    what: "an unknown event that is nearly one of the engine's own",
    text: fault('fault: pause, target: db-1, when: { event: crashd }'),
    told: ['E_UNKNOWN_EVENT 7:59 no program here has the event "crashd" [did you mean "crashed"?]'],
  },
  {
    what: 'an event of another program',
    text: fault('fault: pause, target: db-1, when: { event: elected, node: client }'),
    told: ['E_UNKNOWN_EVENT 7:59 no program of client has the event "elected"'],
  },
  {
    what: 'an unknown field',
    text: fault('fault: pause, target: db-1, when: { event: elected, where: trem >= 2 }'),
    told: ['E_UNKNOWN_FIELD 7:75 unknown name "trem" [did you mean "term"?]'],
  },
  {
    what: 'units that do not fit',
    text: fault('fault: pause, target: db-1, when: { event: applied, where: took > 3 }'),
    told: ['E_FORMULA 7:75 a duration cannot be compared with a number'],
  },
  {
    what: 'an unknown point',
    text: fault('fault: pause, target: db-1, when: { point: before-rite, node: db-1 }'),
    told: [
      'E_UNKNOWN_POINT 7:59 no program of db-1 has the point "before-rite" [did you mean "before-write"?]',
    ],
  },
  {
    what: 'an unknown message',
    text: fault('fault: loss, match: { message: apend }'),
    told: [
      'E_UNKNOWN_MESSAGE 7:47 no program here has the message "apend" [did you mean "append"?]',
    ],
  },
  {
    what: 'an empty event, and a condition on it',
    text: fault('fault: pause, target: db-1, when: { event: "", where: term >= 2 }'),
    told: ['E_UNKNOWN_EVENT 7:59 no program here has the event ""'],
  },
  {
    what: 'an empty point',
    text: fault('fault: pause, target: db-1, when: { point: "" }'),
    told: ['E_UNKNOWN_POINT 7:59 no program here has the point ""'],
  },
  {
    what: 'an empty message that is waited for',
    text: fault('fault: pause, target: db-1, when: { message: "" }'),
    told: ['E_UNKNOWN_MESSAGE 7:61 no program here has the message ""'],
  },
  {
    what: 'an empty message that is struck',
    text: fault('fault: loss, match: { message: "" }'),
    told: ['E_UNKNOWN_MESSAGE 7:47 no program here has the message ""'],
  },
  {
    what: 'an unknown role',
    text: fault('fault: crash, target: leadr of db'),
    told: [
      'E_SELECTOR 7:38 "leadr" is not an amount: one, 2, 50%, minority, majority or a role [did you mean "leader"?]',
    ],
  },
  {
    what: 'a link for a fault of nodes',
    text: fault('fault: pause, target: db-1 -> db-2'),
    told: ['E_TARGET 7:43 nodes are wanted as target, and an arrow makes a link'],
  },
  {
    what: 'no target',
    text: fault('fault: loss'),
    told: [
      'E_MISSING_KEY 7:11 missing key "target": a loss strikes a link, e.g. `target: a <-> b`',
    ],
  },
  {
    what: 'a selection of nobody',
    text: fault('fault: crash, target: db except db'),
    told: ['E_EMPTY_SELECTION 7:38 nobody is left: "except" takes all away'],
  },
  {
    what: 'a draw among those of the other side',
    text: fault('fault: loss, target: db -> one of db'),
    told: [
      'E_EMPTY_SELECTION 7:40 nobody is left to draw: an amount on the second side draws among nodes that are not on the first [did you mean "rest -> one of db"?]',
    ],
  },
  {
    what: 'zero length',
    text: fault('fault: pause, target: db-1, duration: 0s'),
    told: ['E_ZERO_LENGTH 7:54 a fault of zero length is never in effect'],
  },
  {
    what: 'a duration of an instant',
    text: fault('fault: clock-jump, by: 1s, target: db-1, duration: 1s'),
    told: ['E_SCHEDULE 7:57 a clock-jump is an instant: it has no `duration`'],
  },
  {
    what: '`until: heal` without heal',
    text: fault('fault: pause, target: db-1, until: heal'),
    told: ['E_NO_HEAL 7:51 `until: heal` needs `heal`, and the scenario has none'],
  },
  {
    what: '`until: heal` with a heal that is wrong',
    text: `${fault('fault: pause, target: db-1, until: heal')}heal: = $gone\n`,
    told: ['E_UNKNOWN_PARAM 8:9 unknown parameter "$gone"'],
  },
  {
    what: '`until: heal` with a heal of no value',
    text: `${fault('fault: pause, target: db-1, until: heal')}heal: ~\n`,
    told: ['E_TYPE 8:7 expected a duration such as 30s, found null'],
  },
  {
    what: '`match` on a fault of processes',
    text: fault('fault: crash, target: db-1, match: { message: append }'),
    told: ['E_SCHEDULE 7:44 a crash does not act on single messages: it has no `match`'],
  },
];

describe('values', () => refuses(values));
describe('faults', () => refuses(faults));

describe('numbers where a name is wanted', () => {
  refuses([
    {
      what: 'of any length',
      text: people.replace(
        'no-program-errors }',
        'recovers, metric: 100000000000000000000, of-level: 1s..5s, after: 10s, within: 5s }',
      ),
      told: [
        'E_TYPE 4:44 expected text, found 100000000000000000000 [put it in quotes: "100000000000000000000"]',
      ],
    },
    {
      what: 'where any value may stand, also inside of it',
      text: people.replace(
        'no-program-errors }',
        'regular-register, initial: { a: [9007199254740993, -9007199254740991] } }, g: { check: regular-register, initial: -9007199254740993 }',
      ),
      told: [
        'E_BOUND 4:59 9007199254740993 is beyond the whole numbers that are kept exactly, up to 9007199254740991 [put it in quotes to make it a text: "9007199254740993"]',
        'E_BOUND 4:140 -9007199254740993 is beyond the whole numbers that are kept exactly, up to 9007199254740991 [put it in quotes to make it a text: "-9007199254740993"]',
      ],
    },
  ]);
});
