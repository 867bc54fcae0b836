import { expect, it } from 'vitest';
import { queueLength } from '../../../src/library/metrics/queue-length.ts';
import { gaugePorts } from '../../support/port-gauge.ts';

it('is what messages find waiting when they come', () => {
  const told = [
    ['a', 'b', 'offered', 0, 1],
    ['a', 'b', 'sent', 5, 2],
    ['a', 'b', 'offered', 3, 2],
    ['b', 'a', 'offered', 9, 3],
  ] as const;
  expect(gaugePorts(queueLength, 'a -> b', told).reading?.value).toBe(1.5);
  const most = gaugePorts(queueLength, 'a <-> b', told, { stat: { kind: 'max' } });
  expect(most.reading?.value).toBe(9);
});
