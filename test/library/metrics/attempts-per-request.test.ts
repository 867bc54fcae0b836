import { expect, it } from 'vitest';
import { attemptsPerRequest } from '../../../src/library/metrics/attempts-per-request.ts';
import { gauge } from '../../support/gauge.ts';

it('is the mean number of attempts', () => {
  const { reading } = gauge(attemptsPerRequest, {}, (stage) => {
    for (const attempt of [1, 1, 1, 1, 2]) stage.at(1).done({ attempt });
  });
  expect(reading?.value).toBe(1.2);
});
