import { expect, it } from 'vitest';
import { goodPeriod } from '../../../src/library/metrics/good-period.ts';
import { gauge } from '../../support/gauge.ts';
import { second, type Stage } from '../../support/stage.ts';

function mistake(stage: Stage, from: number, until: number): void {
  stage.at(from).observe('a', 'suspected', { peer: 'b' });
  stage.at(until).observe('a', 'trusted', { peer: 'b' });
}

it('is the time between two mistakes', () => {
  const { value } = gauge(goodPeriod, {}, (stage) => {
    mistake(stage, 10, 13);
    mistake(stage, 20, 21);
    mistake(stage, 30, 31);
  }).report;
  expect(value).toBe(8 * second);
});

it('does not go on while one of the two is down', () => {
  const { value } = gauge(goodPeriod, {}, (stage) => {
    mistake(stage, 10, 13);
    stage.at(15).process('b', 'crashed');
    stage.at(16).process('b', 'up');
    mistake(stage, 20, 21);
  }).report;
  expect(value).toBeNull();
});
