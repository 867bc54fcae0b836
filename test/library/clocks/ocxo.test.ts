import { expect, it } from 'vitest';
import { ocxo } from '../../../src/library/clocks/ocxo.ts';
import { driftsOf } from '../../support/clock-figures.ts';

it('drifts by no more than its summary says, either way', async () => {
  const drifts = await driftsOf('ocxo');
  expect(Math.max(...drifts)).toBeLessThanOrEqual(20);
  expect(Math.min(...drifts)).toBeGreaterThanOrEqual(-20);
  expect(new Set(drifts).size).toBeGreaterThan(1);
  expect(ocxo.summary).toMatch(/20 ?ppb/);
});
