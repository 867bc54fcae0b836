import { describe } from 'vitest';
import { type Broken, refuses } from './broken.ts';
import { people } from './memory-host.ts';

const strike = (keys: string): string =>
  `${people}faults: { f: { fault: pause, target: db-1, ${keys} } }\n`;
const wish = (keys: string): string =>
  people.replace('fine:', `w: { check: responds, within: 1s, ${keys} }, fine:`);

const instants: readonly Broken[] = [
  {
    what: '`gst` without a model',
    text: strike('when: gst'),
    told: ['E_MODEL 7:50 `gst` belongs to a partially synchronous model'],
  },
  {
    what: '`gst` under a model that has none',
    text: `${wish('after: gst')}model: { timing: asynchronous }\n`,
    told: ['E_MODEL 4:52 `gst` belongs to a partially synchronous model'],
  },
  {
    what: '`gst` that is `heal`, where there is none',
    text: `${wish('after: gst')}model: { timing: partially-synchronous }\n`,
    told: ['E_NO_HEAL 4:52 "gst" needs `heal`, and the scenario has none'],
  },
  {
    what: '`gst` under a model that cannot be read: that is told',
    text: `${wish('after: gst')}model: { timing: partly-synchronous }\n`,
    told: [
      'E_UNKNOWN_WORD 7:18 unknown word "partly-synchronous" [did you mean "partially-synchronous"?]',
    ],
  },
  {
    what: 'a `gst` that never comes',
    text: `${people}model: { timing: partially-synchronous, gst: 61s }\n`,
    told: ['E_AFTER_END 7:46 `gst` comes after the end of the run'],
  },
  {
    what: 'a wish from an instant on that never comes',
    text: wish('after: 61s'),
    told: ['E_AFTER_END 4:52 `after` comes after the end of the run'],
  },
];

describe('instants', () => refuses(instants));
