import { expect, it } from 'vitest';
import { mistakeDuration } from '../../../src/library/metrics/mistake-duration.ts';
import { gauge } from '../../support/gauge.ts';
import { second } from '../../support/stage.ts';

it('is how long a node that is up stays suspected', () => {
  const { value } = gauge(mistakeDuration, {}, (stage) => {
    stage.at(10).observe('a', 'suspected', { peer: 'b' });
    stage.at(12).observe('a', 'trusted', { peer: 'b' });
    stage.at(20).observe('a', 'suspected', { peer: 'b' });
    stage.at(24).observe('a', 'trusted', { peer: 'b' });
  }).report;
  expect(value).toBe(3 * second);
});

it('ends when the suspected node really crashes, or the one that suspects it', () => {
  const { value } = gauge(mistakeDuration, { stat: { kind: 'sum' } }, (stage) => {
    stage.at(10).observe('a', 'suspected', { peer: 'b' });
    stage.at(12).process('b', 'crashed');
    stage.at(20).process('b', 'up');
    stage.at(21).observe('b', 'suspected', { peer: 'a' });
    stage.at(24).process('b', 'crashed');
  }).report;
  expect(value).toBe(5 * second);
});

it('counts one that still stands at the end with the time that it has lasted', () => {
  const { value } = gauge(mistakeDuration, { stat: { kind: 'max' } }, (stage) => {
    stage.at(10).observe('a', 'suspected', { peer: 'b' });
    stage.at(12).observe('a', 'trusted', { peer: 'b' });
    stage.at(20).observe('a', 'suspected', { peer: 'b' });
  }).report;
  expect(value).toBe(40 * second);
});

it('is none when only crashed nodes are suspected', () => {
  const { value } = gauge(mistakeDuration, {}, (stage) => {
    stage.at(10).process('b', 'crashed');
    stage.at(11).observe('a', 'suspected', { peer: 'b' });
    stage.at(20).process('b', 'up');
    stage.at(21).observe('a', 'trusted', { peer: 'b' });
  }).report;
  expect(value).toBeNull();
});
