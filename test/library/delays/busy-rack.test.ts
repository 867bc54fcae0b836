import { expect, it } from 'vitest';
import { busyRack } from '../../../src/library/delays/busy-rack.ts';
import { figuresOf } from '../../support/delay-figures.ts';

it('takes one way what its summary says', () => {
  expect(figuresOf(busyRack)).toEqual({ leastMs: 0.03, typicalMs: 0.1, rareMs: 0.65 });
  expect(busyRack.summary).toContain('0.1 ms');
  expect(busyRack.summary).toContain('0.65 ms');
});
