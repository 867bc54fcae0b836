import { expect, it } from 'vitest';
import { rubidium } from '../../../src/library/clocks/rubidium.ts';
import { driftsOf } from '../../support/clock-figures.ts';

it('drifts by no more than its summary says, either way', async () => {
  const drifts = await driftsOf('rubidium');
  expect(Math.max(...drifts)).toBeLessThanOrEqual(1);
  expect(Math.min(...drifts)).toBeGreaterThanOrEqual(-1);
  expect(new Set(drifts).size).toBeGreaterThan(1);
  expect(rubidium.summary).toMatch(/1 ?ppb/);
});
