import { expect, it } from 'vitest';
import { satelliteLeo } from '../../../src/library/delays/satellite-leo.ts';
import { figuresOf } from '../../support/delay-figures.ts';

it('takes one way what its summary says', () => {
  expect(figuresOf(satelliteLeo)).toEqual({ leastMs: 12, typicalMs: 18, rareMs: 45 });
  expect(satelliteLeo.summary).toContain('18 ms');
  expect(satelliteLeo.summary).toContain('45 ms');
});
