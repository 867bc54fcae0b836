import { expect, it } from 'vitest';
import { goodput } from '../../../src/library/metrics/goodput.ts';
import { gauge } from '../../support/gauge.ts';
import { second } from '../../support/stage.ts';

it('is good operations per second, in all and in each period', () => {
  const { report, reading } = gauge(goodput, { everyNs: 20 * second }, (stage) => {
    for (const at of [1, 2, 3, 25]) stage.at(at).done();
    stage.at(26).done({ outcome: { status: 'fail', error: 'full' } });
  });
  expect(report).toMatchObject({
    value: 66_667,
    unit: 'millionths/s',
    series: [150_000, 50_000, 0],
  });
  expect(reading?.unit).toBe('/s');
});
