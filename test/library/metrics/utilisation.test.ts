import { expect, it } from 'vitest';
import { utilisation } from '../../../src/library/metrics/utilisation.ts';
import { gaugePorts } from '../../support/port-gauge.ts';
import { second } from '../../support/stage.ts';

const told = [
  ['a', 'b', 'sent', 3 * second, 5],
  ['a', 'b', 'sent', 6 * second, 25],
  ['b', 'a', 'sent', 30 * second, 40],
  ['a', 'b', 'dropped', 1, 50],
] as const;

it('is the time for which a link sends, of all time and of each period', () => {
  const { report, reading } = gaugePorts(utilisation, 'a -> b', told, { everyNs: 20 * second });
  expect(report).toMatchObject({
    value: 150_000,
    unit: 'millionths',
    series: [150_000, 300_000, 0],
  });
  expect(reading).toMatchObject({ value: 0.15, unit: '1' });
});

it('of several links is that of one in the mean', () => {
  expect(gaugePorts(utilisation, 'a <-> b', told).reading?.value).toBe(0.325);
});

it('gives each period its part of what took longer: a link never sends more than all the time', () => {
  const slow = [['a', 'b', 'sent', 24 * second, 30, 24 * second]] as const;
  const every = gaugePorts(utilisation, 'a -> b', slow, { everyNs: 5 * second }).report.series;
  const million = 1_000_000;
  expect(every?.slice(0, 7)).toEqual([0, 0.8, 1, 1, 1, 1, 0].map((share) => share * million));
  const during = { fromNs: 10 * second, untilNs: 20 * second };
  expect(gaugePorts(utilisation, 'a -> b', slow, { during }).reading?.value).toBe(1);
  // On one of four circuits.
  const part = [['a', 'b', 'sent', 6 * second, 30, 24 * second]] as const;
  expect(gaugePorts(utilisation, 'a -> b', part, { during }).reading?.value).toBe(0.25);
});
