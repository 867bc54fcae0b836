import { expect, it } from 'vitest';
import { crossAz } from '../../../src/library/delays/cross-az.ts';
import { figuresOf } from '../../support/delay-figures.ts';

it('takes one way what its summary says', () => {
  expect(figuresOf(crossAz)).toEqual({ leastMs: 0.15, typicalMs: 0.37, rareMs: 0.8 });
  expect(crossAz.summary).toContain('0.37 ms');
  expect(crossAz.summary).toContain('0.8 ms');
});
