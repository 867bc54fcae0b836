import { expect, it } from 'vitest';
import { sameRack } from '../../../src/library/delays/same-rack.ts';
import { figuresOf } from '../../support/delay-figures.ts';

it('takes one way what its summary says', () => {
  expect(figuresOf(sameRack)).toEqual({ leastMs: 0.03, typicalMs: 0.1, rareMs: 0.65 });
  expect(sameRack.summary).toContain('0.1 ms');
  expect(sameRack.summary).toContain('0.65 ms');
});
