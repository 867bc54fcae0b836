import { expect, it } from 'vitest';
import { count } from '../../../src/library/metrics/count.ts';
import { gauge } from '../../support/gauge.ts';
import { second } from '../../support/stage.ts';

it('counts the events that its condition lets through', () => {
  const settings = { event: 'elected', where: 'term > 1' };
  const { reading, report } = gauge(count, { settings }, (stage) => {
    for (const term of [1, 2, 3]) stage.at(term).observe('a', 'elected', { term });
  });
  expect(reading?.value).toBe(2);
  expect(report).toMatchObject({ value: 2_000_000, unit: 'millionths' });
});

it('is 0 without events, in a window or at all', () => {
  const plan = {
    settings: { event: 'elected' },
    during: { fromNs: 10 * second, untilNs: 20 * second },
  };
  const elsewhere = gauge(count, plan, (stage) => void stage.at(5).observe('a', 'elected'));
  expect(elsewhere.reading?.value).toBe(0);
  expect(gauge(count, plan, () => undefined).reading?.value).toBe(0);
});
