import { expect, it } from 'vitest';
import { queueDrops } from '../../../src/library/metrics/queue-drops.ts';
import { gaugePorts } from '../../support/port-gauge.ts';

it('counts what found no room', () => {
  const told = [
    ['a', 'b', 'dropped', 1, 1],
    ['a', 'b', 'offered', 7, 2],
    ['a', 'b', 'dropped', 1, 3],
    ['b', 'a', 'dropped', 1, 3],
  ] as const;
  expect(gaugePorts(queueDrops, 'a -> b', told).reading).toMatchObject({ value: 2, unit: '1' });
  expect(gaugePorts(queueDrops, 'a -> b', []).reading?.value).toBe(0);
});
