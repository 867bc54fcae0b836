import { expect, it } from 'vitest';
import { wanContinent } from '../../../src/library/delays/wan-continent.ts';
import { figuresOf } from '../../support/delay-figures.ts';

it('takes one way what its summary says', () => {
  expect(figuresOf(wanContinent)).toEqual({ leastMs: 30, typicalMs: 33, rareMs: 40 });
  expect(wanContinent.summary).toContain('33 ms');
  expect(wanContinent.summary).toContain('40 ms');
});
