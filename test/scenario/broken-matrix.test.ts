import { describe, expect, it } from 'vitest';
import { type Broken, refuses } from './broken.ts';
import { load, people, wrongIn } from './memory-host.ts';

const excluding = (formula: string): string =>
  `${people}variants: { safe: , quick: }\nmatrix: { seed: 1..2, exclude: ${formula} }\n`;

const matrices: readonly Broken[] = [
  {
    what: 'a variant that there is not, under `exclude`',
    text: excluding('variant = sfae'),
    told: ['E_FORMULA 8:42 no variant is called "sfae" [did you mean "safe"?]'],
  },
  {
    what: 'the same beside what is there, in quotes and the other way round',
    text: excluding('[seed = 1 and variant != safe, \'seed = 2 or "none" = variant\']'),
    told: ['E_FORMULA 8:76 no variant is called "none"'],
  },
  {
    what: 'an axis with an arrow, without quotation marks',
    text: `${people}links: { client -> db: {} }\nmatrix: { links.client -> db.latency: [1ms, 5ms], exclude: 'links.client -> db.latency = 5ms' }\n`,
    told: [
      'E_FORMULA 8:61 the path of an axis that is no single word stands in quotation marks [did you mean ""links.client -> db.latency""?]',
    ],
  },
  {
    what: 'what a variant sets and what it expects of one check',
    text: `${people}variants: { safe: { set: { checks.fine.expect: violated }, expect: { fine: held } } }\n`,
    told: ['E_SET_TWICE 7:70 checks.fine.expect is set twice here'],
  },
];

describe('cells and variants', () => {
  refuses(matrices);

  it('tell of a name that `exclude` cannot read what it can', async () => {
    const text = `${people}params: { n: 1 }\nmatrix: { $n: [1, 2], exclude: 'm = 2' }\n`;
    const [told] = await wrongIn(text);
    expect(told?.message).toBe('unknown name "m"');
    expect(told?.notes).toEqual(['it may read: $n, params.n, seed, variant']);
  });

  it('may leave out a variant that is not played', async () => {
    const text = excluding('variant = quick and seed = 1');
    const { runs } = await load(text, { options: { variants: ['safe'] } });
    expect(runs.map(({ seed }) => seed)).toEqual(['1', '2']);
  });
});
