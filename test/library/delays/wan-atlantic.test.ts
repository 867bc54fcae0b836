import { expect, it } from 'vitest';
import { wanAtlantic } from '../../../src/library/delays/wan-atlantic.ts';
import { figuresOf } from '../../support/delay-figures.ts';

it('takes one way what its summary says', () => {
  expect(figuresOf(wanAtlantic)).toEqual({ leastMs: 34, typicalMs: 38, rareMs: 50 });
  expect(wanAtlantic.summary).toContain('38 ms');
  expect(wanAtlantic.summary).toContain('50 ms');
});
