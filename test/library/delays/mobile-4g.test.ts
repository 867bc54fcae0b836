import { expect, it } from 'vitest';
import { mobile4g } from '../../../src/library/delays/mobile-4g.ts';
import { figuresOf } from '../../support/delay-figures.ts';

it('takes one way what its summary says', () => {
  expect(figuresOf(mobile4g)).toEqual({ leastMs: 15, typicalMs: 35, rareMs: 100 });
  expect(mobile4g.summary).toContain('35 ms');
  expect(mobile4g.summary).toContain('100 ms');
});
