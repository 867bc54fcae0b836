import { expect, it } from 'vitest';
import { tcxo } from '../../../src/library/clocks/tcxo.ts';
import { driftsOf } from '../../support/clock-figures.ts';

it('drifts by no more than its summary says, either way', async () => {
  const drifts = await driftsOf('tcxo');
  expect(Math.max(...drifts)).toBeLessThanOrEqual(2000);
  expect(Math.min(...drifts)).toBeGreaterThanOrEqual(-2000);
  expect(new Set(drifts).size).toBeGreaterThan(1);
  expect(tcxo.summary).toMatch(/2 ?ppm/);
});
