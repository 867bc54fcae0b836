import { expect, it } from 'vitest';
import { sameAz } from '../../../src/library/delays/same-az.ts';
import { figuresOf } from '../../support/delay-figures.ts';

it('takes one way what its summary says', () => {
  expect(figuresOf(sameAz)).toEqual({ leastMs: 0.08, typicalMs: 0.15, rareMs: 0.6 });
  expect(sameAz.summary).toContain('0.15 ms');
  expect(sameAz.summary).toContain('0.6 ms');
});
