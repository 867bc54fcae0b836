import { expect, it } from 'vitest';
import { detectionTime } from '../../../src/library/metrics/detection-time.ts';
import { gauge } from '../../support/gauge.ts';
import { second } from '../../support/stage.ts';

it('is the time from a crash to the suspicion that lasts', () => {
  const { value } = gauge(detectionTime, {}, (stage) => {
    stage.at(10).process('b', 'crashed');
    stage.at(12).observe('a', 'suspected', { peer: 'b' });
    stage.at(13).observe('a', 'trusted', { peer: 'b' });
    stage.at(17).observe('a', 'suspected', { peer: 'b' });
  }).report;
  expect(value).toBe(7 * second);
});

it('is nothing when the crashed node was suspected already', () => {
  const { value } = gauge(detectionTime, {}, (stage) => {
    stage.at(8).observe('a', 'suspected', { peer: 'b' });
    stage.at(10).process('b', 'crashed');
  }).report;
  expect(value).toBe(0);
});

it('has a sample for each crash that was noticed before the node came back', () => {
  const { value } = gauge(detectionTime, { stat: { kind: 'count' } }, (stage) => {
    stage.at(10).process('b', 'crashed');
    stage.at(12).observe('a', 'suspected', { peer: 'b' });
    stage.at(20).process('b', 'up');
    stage.at(21).observe('a', 'trusted', { peer: 'b' });
    stage.at(30).process('b', 'crashed');
    stage.at(33).process('b', 'up');
    stage.at(40).process('b', 'crashed');
    stage.at(44).observe('a', 'suspected', { peer: 'b' });
  }).report;
  expect(value).toBe(2_000_000);
});

it('has none for a crash that nobody noticed, or of which the watcher died', () => {
  const { value } = gauge(detectionTime, {}, (stage) => {
    stage.at(10).process('b', 'crashed');
    stage.at(12).observe('a', 'suspected', { peer: 'b' });
    stage.at(20).process('a', 'crashed');
  }).report;
  expect(value).toBeNull();
});

it('tells crashed nodes apart', () => {
  const { by } = gauge(detectionTime, { by: 'peer' }, (stage) => {
    stage.at(10).process('b', 'crashed');
    stage.at(11).observe('a', 'suspected', { peer: 'b' });
  }).report;
  expect(by).toEqual({ b: second });
});
