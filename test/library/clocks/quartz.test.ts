import { expect, it } from 'vitest';
import { quartz } from '../../../src/library/clocks/quartz.ts';
import { driftsOf } from '../../support/clock-figures.ts';

it('drifts by no more than its summary says, either way', async () => {
  const drifts = await driftsOf('quartz');
  expect(Math.max(...drifts)).toBeLessThanOrEqual(50000);
  expect(Math.min(...drifts)).toBeGreaterThanOrEqual(-50000);
  expect(new Set(drifts).size).toBeGreaterThan(1);
  expect(quartz.summary).toMatch(/50 ?ppm/);
});
