import { describe } from 'vitest';
import { type Broken, refuses } from './broken.ts';
import { people } from './memory-host.ts';

const params: readonly Broken[] = [
  {
    what: 'a formula without a value, and nothing that needs it',
    text: `${people}params: { a: = 1 / 0, b: = $a + 1, c: { d: $b } }
faults: { f: { fault: pause, target: db-1, at: = $b * 1s, duration: $c } }
metrics: { m: { metric: count, event: elected, where: term > $b } }
`,
    told: ['E_FORMULA 7:16 a division by zero'],
  },
  {
    what: 'a param that is none, once',
    text: `${people}params: { a: = $none + 1, b: = $a + 1 }
faults: { f: { fault: pause, target: db-1, at: = $b * 1s } }
`,
    told: ['E_UNKNOWN_PARAM 7:16 unknown parameter "$none"'],
  },
  {
    what: 'a circle, once, and what stands beside it',
    text: `${people}params: { a: = $b + 1, b: = $c + 1, c: = $b + 1, d: = 1 / 0 }
faults: { f: { fault: pause, target: db-1, at: = $a * 1s, duration: = $b * 1s } }
`,
    told: [
      'E_PARAM_CYCLE 7:27 params need one another in a circle: $b -> $c -> $b',
      'E_FORMULA 7:55 a division by zero',
    ],
  },
  {
    what: 'two maps that are compared: no formula looks inside',
    text: `${people}params: { m: { a: 1 } }
faults: { f: { fault: pause, target: db-1, at: = 1s if $m = $m else 2s } }
`,
    told: ['E_FORMULA 8:56 a map cannot be compared with a map'],
  },
  {
    what: 'names that no `$name` can say',
    text: `${people}params: { my.load: 3, "a b": 2, p*: 1, "": 4 }
`,
    told: [
      'E_NAME 7:11 a name cannot hold ".": only letters, digits, "-" and "_" [did you mean "my-load"?]',
      'E_NAME 7:24 a name cannot hold a blank: only letters, digits, "-" and "_" [did you mean "a-b"?]',
      'E_NAME 7:33 a name cannot hold "*": only letters, digits, "-" and "_" [did you mean "p"?]',
      'E_NAME 7:41 a name cannot be empty',
    ],
  },
];

describe('params', () => refuses(params));
