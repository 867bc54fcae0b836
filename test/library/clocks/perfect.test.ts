import { expect, it } from 'vitest';
import { perfect } from '../../../src/library/clocks/perfect.ts';
import { driftsOf } from '../../support/clock-figures.ts';

it('is right, and needs nothing to be so', async () => {
  expect(new Set(await driftsOf('perfect'))).toEqual(new Set([0]));
  expect(perfect).toMatchObject({ wander: null, receiver: null, offsetNs: { low: 0, high: 0 } });
});
