import { expect, it } from 'vitest';
import { wanOcean } from '../../../src/library/delays/wan-ocean.ts';
import { figuresOf } from '../../support/delay-figures.ts';

it('takes one way what its summary says', () => {
  expect(figuresOf(wanOcean)).toEqual({ leastMs: 68, typicalMs: 75, rareMs: 100 });
  expect(wanOcean.summary).toContain('75 ms');
  expect(wanOcean.summary).toContain('100 ms');
});
