import { expect, it } from 'vitest';
import { satellite } from '../../../src/library/delays/satellite.ts';
import { figuresOf } from '../../support/delay-figures.ts';

it('takes one way what its summary says', () => {
  expect(figuresOf(satellite)).toEqual({ leastMs: 280, typicalMs: 290, rareMs: 330 });
  expect(satellite.summary).toContain('290 ms');
  expect(satellite.summary).toContain('330 ms');
});
