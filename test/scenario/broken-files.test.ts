import { describe, expect, it } from 'vitest';
import { text as word } from '../../src/base/schema.ts';
import { defineProgram } from '../../src/world/program/program.ts';
import { type Events, type Protocol, request } from '../../src/world/program/protocol.ts';
import { type Broken, refuses } from './broken.ts';
import { briefs, head, people } from './memory-host.ts';

const fault = (keys: string): string => `${people}faults: { f: { ${keys} } }\n`;
const program = (path: string): string => `${head}nodes: { a: { program: ${path} } }\n`;

/** A file of the user with a program that declares this. */
const declaring = (contents: { readonly messages?: Protocol; readonly events?: Events }) => {
  const own = defineProgram({ name: 'own', summary: 'Own.', ...contents, start: () => undefined });
  return { 'n.ts': { exports: { own } } };
};

const files: readonly Broken[] = [
  {
    what: 'a key that stands twice',
    text: `${people}seed: 1\nseed: 2\n`,
    told: ['E_DUPLICATE_KEY 8:1 the key "seed" stands here for the second time'],
  },
  {
    what: 'a number and a text that are one name',
    text: `${head}nodes: { 1: , "1": { count: 2 }, null: , "null": }\n`,
    told: [
      'E_DUPLICATE_KEY 5:15 the key "1" stands here for the second time',
      'E_DUPLICATE_KEY 5:42 the key "null" stands here for the second time',
    ],
  },
  {
    what: 'tags of YAML itself, also on keys',
    text: `${people}x-a: !!str 5\n!!str x-b: !own { c: !!map {} }\n`,
    told: [
      'E_TAG 7:6 the tag "!!str" is not understood: scenarios have no tags',
      'E_TAG 8:1 the tag "!!str" is not understood: scenarios have no tags',
      'E_TAG 8:12 the tag "!own" is not understood: scenarios have no tags',
      'E_TAG 8:22 the tag "!!map" is not understood: scenarios have no tags',
    ],
  },
  {
    what: 'maps and lists that are nested too deep',
    text: `${people}x-a: ${'['.repeat(101)}${']'.repeat(101)}\n`,
    told: ['E_YAML 7:105 maps and lists are nested more than 100 deep'],
  },
  {
    what: 'maps and lists that are nested too deep for any reader of YAML',
    text: `x-a: ${'['.repeat(20_000)}\n`,
    told: [expect.stringMatching(/^E_YAML 1:\d+ maps and lists are nested more than 100 deep$/)],
  },
  {
    what: 'a bracket that is not closed',
    text: `${people}faults: { a: { fault: pause\nmetrics: {}\n`,
    told: ['E_YAML 8:1 the indentation does not fit, or a bracket above is not closed'],
  },
  {
    what: 'a tab as indentation',
    text: `${people}faults:\n\ta: {}\n`,
    told: ['E_TAB 8:1 a tab is used for indentation [use blanks]'],
  },
  {
    what: 'an alias bomb',
    text: [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      'b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]',
      'c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]',
      'd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]',
      'e: [*d,*d,*d,*d,*d,*d,*d,*d,*d]',
    ].join('\n'),
    told: ['E_ALIAS_LIMIT 3:8 more than 100 uses of aliases'],
  },
  {
    what: 'an alias without an anchor',
    text: `${people}x-a: *nothing\n`,
    told: ['E_UNKNOWN_ALIAS 7:6 no anchor "nothing" stands above this alias'],
  },
  {
    what: 'an anchor that contains itself',
    text: `${people}x-a: &a { b: *a }\n`,
    told: ['E_UNKNOWN_ALIAS 7:14 anchor "a" contains itself'],
  },
  {
    what: 'a tag',
    text: `${people}x-a: !foo 1\n`,
    told: ['E_TAG 7:6 the tag "!foo" is not understood: scenarios have no tags'],
  },
  {
    what: 'several documents',
    text: `${people}---\na: 1\n`,
    told: ['E_YAML 7:1 the file holds several documents'],
  },
  {
    what: 'another version of YAML',
    text: `%YAML 1.1\n---\n${people}`,
    told: ['E_YAML 1:1 scenarios are YAML 1.2, not 1.1'],
  },
  {
    what: 'a number that is not finite',
    text: `${people}x-a: .inf\n`,
    told: ['E_TYPE 7:6 ".inf" is not a finite number'],
  },
  {
    what: 'an empty file',
    text: '',
    told: [
      'E_EMPTY 1:1 s.yaml is empty: a scenario needs at least version, name, duration and nodes',
    ],
  },
  {
    what: 'a file of comments',
    text: '# only\n',
    told: [
      'E_EMPTY 1:1 s.yaml is empty: a scenario needs at least version, name, duration and nodes',
    ],
  },
  {
    what: 'a list',
    text: '- a\n- b\n',
    told: ['E_NOT_A_MAP 1:1 a scenario is a map of keys such as `version: 1` [this is a list]'],
  },
  {
    what: 'ten megabytes',
    text: `${people}x-a: ${'y'.repeat(10_000_000)}\n`,
    told: ['E_TOO_LARGE 1:1 s.yaml is larger than 1MiB, the most a scenario may be'],
  },
  {
    what: 'a formula that is wrong, of whose value nothing more is said',
    text: people.replace(/duration: .*/, 'duration: "= 5s + 3"'),
    told: ['E_FORMULA 3:14 a number cannot be added to a duration'],
  },
  {
    what: 'an unquoted formula with a comma in a flow map',
    text: fault('fault: pause, target: db-1, at: = min(1s, 2s)'),
    told: [
      'E_YAML 7:48 YAML ends this formula at the comma or bracket [put the whole formula in quotes]',
    ],
  },
];

const bases: readonly Broken[] = [
  {
    what: 'a path out of the folder',
    text: `${people}extends: ../base.yaml\n`,
    given: { files: { '../base.yaml': people } },
    told: ['E_EXTENDS_OUTSIDE 7:10 "../base.yaml" leads out of the folder of the scenario'],
  },
  {
    what: 'a version that must be computed',
    text: people.replace('version: 1', 'version: = 2 - 1'),
    told: ['E_VERSION 1:10 this version of the scenario language is not known: there is 1'],
  },
  {
    what: 'a base in another version of the language',
    text: `${people}extends: ./b.yaml\n`,
    given: { files: { 'b.yaml': 'seed: 5\nversion: 2\n' } },
    told: ['E_VERSION 2:10 this version of the scenario language is not known: there is 1'],
  },
  {
    what: 'a scenario that extends itself',
    text: `${people}extends: ./s.yaml\n`,
    told: ['E_EXTENDS_CYCLE 7:10 the scenario extends itself'],
  },
  {
    what: 'two that extend one another',
    text: `${people}extends: ./b.yaml\n`,
    given: { files: { 'b.yaml': 'extends: ./s.yaml\n' } },
    told: ['E_EXTENDS_CYCLE 7:10 "b.yaml" extends this scenario in turn'],
  },
  {
    what: 'two levels',
    text: `${people}extends: ./b.yaml\n`,
    given: { files: { 'b.yaml': 'extends: ./c.yaml\n' } },
    told: ['E_EXTENDS_DEPTH 7:10 "b.yaml" extends another file itself: there is one level only'],
  },
  {
    what: 'a base that is not there',
    text: `${people}extends: ./b.yaml\n`,
    told: ['E_NOT_FOUND 7:10 there is no file "b.yaml"'],
  },
  {
    what: 'a mistake in the base, at its own place',
    text: `${people}extends: ./b.yaml\n`,
    given: { files: { 'b.yaml': 'version: 1\nname: b\nfaultz: {}\n' } },
    told: ['E_UNKNOWN_KEY 3:1 unknown key "faultz" [did you mean "faults"?]'],
  },
  {
    what: 'a name that only the base has, told at the first key of the file itself',
    text: '# one line more\n\nversion: 1\nduration: 20s\nextends: ./b.yaml\n',
    given: { files: { 'b.yaml': people } },
    told: ['E_MISSING_KEY 3:1 missing key "name"'],
  },
];

const answers: readonly Broken[] = [
  {
    what: 'a report',
    text: '{\n  "runs": [],\n  "schema": "fault-sim.report/1"\n}\n',
    told: ['E_NOT_A_SCENARIO 3:3 s.yaml is no scenario: fault-sim wrote it (fault-sim.report/1)'],
  },
  {
    what: 'a stream of events',
    text: '{"nodes":[],"schema":"fault-sim.events/1","seed":"1"}\n{"at":0}\n',
    told: ['E_NOT_A_SCENARIO 1:13 s.yaml is no scenario: fault-sim wrote it (fault-sim.events/1)'],
  },
];

const modules: readonly Broken[] = [
  {
    what: 'a program that is not there',
    text: program('./gone.ts'),
    told: ['E_NOT_FOUND 5:24 there is no file "gone.ts"'],
  },
  {
    what: 'a folder as program',
    text: program('./folder'),
    given: { files: { 'folder/': '' } },
    told: ['E_IS_FOLDER 5:24 "folder" is a folder; a program is a file'],
  },
  {
    what: 'the folder of the scenario as program',
    text: program('./'),
    given: { files: { './': '' } },
    told: ['E_IS_FOLDER 5:24 "." is a folder; a program is a file'],
  },
  {
    what: 'a program that throws while it is loaded, at its own line',
    text: program('./bad.ts'),
    given: {
      files: { 'bad.ts': 'const a = 1;\nthrow new Error("no");\n' },
      modules: { 'bad.ts': { problem: 'Error: no', file: 'bad.ts', line: 2, column: 7 } },
    },
    told: ['E_MODULE 2:7 "bad.ts" cannot be loaded: Error: no'],
  },
  {
    what: 'a file that is no program',
    text: program('./n.ts'),
    given: { modules: { 'n.ts': { exports: { a: 1, b: {} } } } },
    told: ['E_WRONG_EXPORT 5:24 "n.ts" exports no program'],
  },
  {
    what: 'a file with two programs',
    text: program('./n.ts'),
    given: {
      modules: {
        'n.ts': {
          exports: { a: { kind: 'program', name: 'x' }, b: { kind: 'program', name: 'y' } },
        },
      },
    },
    told: ['E_WRONG_EXPORT 5:24 "n.ts" exports 2 programs: a, b'],
  },
  {
    what: 'a program with an event whose name a scenario cannot write',
    text: program('./n.ts'),
    given: { modules: declaring({ events: { 'paid twice': {} } }) },
    told: [
      'E_NAME 5:24 "n.ts" declares the event "paid twice": a name cannot hold a blank: only letters, digits, "-" and "_"',
    ],
  },
  {
    what: 'a program with a field that reads like a path',
    text: program('./n.ts'),
    given: { modules: declaring({ messages: { pay: request({ 'to.whom': word() }) } }) },
    told: [
      'E_NAME 5:24 "n.ts" declares the field of the message pay "to.whom": a name cannot hold ".": only letters, digits, "-" and "_"',
    ],
  },
  {
    what: "a program with an event that is one of the engine's own",
    text: program('./n.ts'),
    given: { modules: declaring({ events: { crashed: {} } }) },
    told: [
      'E_NAME 5:24 "n.ts" declares the event "crashed": the engine itself reports events of this name',
    ],
  },
  {
    what: 'a program where a fault is wanted',
    text: fault('fault: ./store.ts, target: db-1'),
    told: ['E_WRONG_EXPORT 7:23 "store.ts" exports no fault'],
  },
  {
    what: 'a key that a fault of the user does not have',
    text: `${head}nodes: { b: { program: ./buyer.ts } }\nfaults: { f: { fault: ./stale.ts, target: b, ago: 3s } }\n`,
    told: ['E_UNKNOWN_KEY 6:46 unknown key "ago" [did you mean "age"?]'],
  },
  {
    what: 'a check that watches what nobody reports',
    text: people.replace('{ fine', '{ fr: { check: ./fair.ts }, fine'),
    told: [
      'E_UNKNOWN_EVENT 4:11 fair watches the event "bought", which no program of its nodes has',
    ],
  },
  {
    what: 'a model of the user that is not there',
    text: people.replace('{ fine', '{ copy: { check: linearizable, model: ./no.ts }, fine'),
    told: ['E_NOT_FOUND 4:47 there is no file "no.ts"'],
  },
  {
    what: 'a check where a model is wanted',
    text: people.replace('{ fine', '{ copy: { check: linearizable, model: ./fair.ts }, fine'),
    told: ['E_WRONG_EXPORT 4:47 "fair.ts" exports no model'],
  },
  {
    what: 'a model that the library does not have',
    text: people.replace('{ fine', '{ copy: { check: linearizable, model: regster }, fine'),
    told: ['E_UNKNOWN_WORD 4:47 unknown word "regster" [did you mean "register"?]'],
  },
  {
    what: 'a clock of the user that is not there',
    text: `${people}clocks: { db: { source: ./no.ts } }\n`,
    told: ['E_NOT_FOUND 7:25 there is no file "no.ts"'],
  },
  {
    what: 'a check where a clock is wanted',
    text: `${people}clocks: { db: { source: ./fair.ts } }\n`,
    told: ['E_WRONG_EXPORT 7:25 "fair.ts" exports no clock'],
  },
  {
    what: 'a copy that begins with what its model cannot hold',
    text: people.replace(
      '{ fine',
      '{ copy: { check: linearizable, model: queue, initial: 7 }, order: { check: sequential, model: kv, initial: [7] }, fine',
    ),
    told: [
      'E_BOUND 4:63 queue begins with a list like [], not with 7',
      'E_BOUND 4:116 kv begins with a text, not with a list',
    ],
  },
  {
    what: 'a window of a history',
    text: people.replace(
      '{ fine',
      '{ copy: { check: linearizable, model: register, during: 1s..2s }, fine',
    ),
    told: ['E_WHOLE_HISTORY 4:57 linearizable judges a history as a whole, without `during`'],
  },
];

describe('files that cannot be read', () => refuses(files));
describe('extends', () => refuses(bases));
describe('what fault-sim wrote itself', () => refuses(answers));
describe('files of the user', () => refuses(modules));

it.each([
  'detector-accuracy',
  'detector-completeness',
  'termination',
  'interval-exclusion',
  'validity',
  'prefix-equal',
  'exactly-once-effect',
])(
  'a window of %s is refused: what is seen in it is explained by what lies outside',
  async (check) => {
    const text = people.replace('{ fine', `{ it: { during: 1s..2s, check: ${check} }, fine`);
    expect(await briefs(text)).toContain(
      `E_WHOLE_HISTORY 4:17 ${check} judges a history as a whole, without \`during\``,
    );
  },
);
