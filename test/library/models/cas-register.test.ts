import { expect, it } from 'vitest';
import { casRegister } from '../../../src/library/models/cas-register.ts';
import { linearize } from '../../../src/run/linearize.ts';
import { toldHistory } from '../../support/told-history.ts';

it('lets one of two compare-and-sets from the same value succeed, not both', () => {
  const cas = (to: string, refused: boolean) =>
    ({ op: 'cas', body: { from: '', to }, call: 0, back: to === 'x' ? 1 : 2, refused }) as const;
  expect(linearize(casRegister, toldHistory([cas('x', false), cas('y', true)]), 1000).verdict).toBe(
    'linearizable',
  );
  expect(
    linearize(casRegister, toldHistory([cas('x', false), cas('y', false)]), 1000).verdict,
  ).toBe('impossible');
});
