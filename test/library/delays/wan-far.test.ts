import { expect, it } from 'vitest';
import { wanFar } from '../../../src/library/delays/wan-far.ts';
import { figuresOf } from '../../support/delay-figures.ts';

it('takes one way what its summary says', () => {
  expect(figuresOf(wanFar)).toEqual({ leastMs: 155, typicalMs: 165, rareMs: 210 });
  expect(wanFar.summary).toContain('165 ms');
  expect(wanFar.summary).toContain('210 ms');
});
