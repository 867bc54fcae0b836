import { expect, it } from 'vitest';
import { mobile3g } from '../../../src/library/delays/mobile-3g.ts';
import { figuresOf } from '../../support/delay-figures.ts';

it('takes one way what its summary says', () => {
  const { leastMs, typicalMs, rareMs } = figuresOf(mobile3g);
  expect([leastMs, typicalMs, Math.round(rareMs)]).toEqual([50, 120, 1000]);
  expect(mobile3g.summary).toContain('120 ms');
  expect(mobile3g.summary).toContain('1 s');
});
