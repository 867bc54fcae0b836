import { expect, it } from 'vitest';
import { elapsed } from '../../../src/library/metrics/elapsed.ts';
import { gauge } from '../../support/gauge.ts';
import { second } from '../../support/stage.ts';

it('is what a field of an event says, in ns', () => {
  const { report } = gauge(
    elapsed,
    { settings: { event: 'heard', field: 'took', where: 'n > 1' }, stat: { kind: 'max' } },
    (stage) => {
      for (const n of [1, 2, 3]) stage.at(n).observe('a', 'heard', { n, took: (9 - n) * second });
      stage
        .at(4)
        .observe('a', 'heard', { n: 4 })
        .observe('a', 'other', { n: 5, took: 60 * second });
    },
  );
  expect(report).toMatchObject({ value: 7 * second, unit: 'ns' });
});
