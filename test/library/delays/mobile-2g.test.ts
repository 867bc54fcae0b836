import { expect, it } from 'vitest';
import { mobile2g } from '../../../src/library/delays/mobile-2g.ts';
import { figuresOf } from '../../support/delay-figures.ts';

it('takes one way what its summary says', () => {
  const { leastMs, typicalMs, rareMs } = figuresOf(mobile2g);
  expect([leastMs, typicalMs, Math.round(rareMs)]).toEqual([150, 270, 750]);
  expect(mobile2g.summary).toContain('270 ms');
  expect(mobile2g.summary).toContain('750 ms');
});
