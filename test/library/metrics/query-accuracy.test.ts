import { expect, it } from 'vitest';
import { queryAccuracy } from '../../../src/library/metrics/query-accuracy.ts';
import { gauge } from '../../support/gauge.ts';
import { second } from '../../support/stage.ts';

it('is the share of time in which a node that is up is trusted', () => {
  const { by } = gauge(queryAccuracy, { by: 'peer' }, (stage) => {
    stage.at(10).observe('a', 'suspected', { peer: 'b' });
    stage.at(25).observe('a', 'trusted', { peer: 'b' });
  }).report;
  // 15 s of 60 s were wrong; b never doubted a.
  expect(by).toEqual({ a: 1_000_000, b: 750_000 });
});

it('looks at its window only', () => {
  const of = (from: number, until: number) => {
    const during = { fromNs: from * second, untilNs: until * second };
    return gauge(queryAccuracy, { stat: { kind: 'min' }, during }, (stage) => {
      stage.at(10).observe('a', 'suspected', { peer: 'b' });
      stage.at(25).observe('a', 'trusted', { peer: 'b' });
      stage.at(50).process('b', 'crashed');
    }).report.value;
  };
  expect([of(30, 60), of(20, 30), of(0, 20), of(12, 20)]).toEqual([1_000_000, 500_000, 500_000, 0]);
  // Nobody could be asked for it.
  expect(of(52, 60)).toBeNull();
});

it('leaves out the time in which one of the two is down', () => {
  const { value } = gauge(queryAccuracy, { stat: { kind: 'min' } }, (stage) => {
    stage.at(10).observe('a', 'suspected', { peer: 'b' });
    stage.at(20).process('b', 'crashed');
    stage.at(50).process('b', 'up');
    stage.at(50).observe('a', 'trusted', { peer: 'b' });
  }).report;
  // Of 10 s + 10 s + 10 s that b was up, a was wrong in the second.
  expect(value).toBe(666_667);
});

it('counts a suspicion that a node outlives as wrong', () => {
  const { value } = gauge(queryAccuracy, { stat: { kind: 'min' } }, (stage) => {
    stage.at(10).process('b', 'crashed');
    stage.at(12).observe('a', 'suspected', { peer: 'b' });
    stage.at(50).process('b', 'up');
  }).report;
  // Right until 10 s, and wrong from 50 s on.
  expect(value).toBe(500_000);
});

it('keeps apart what each of two thinks of the other, also behind a time in which one was down', () => {
  const { by } = gauge(queryAccuracy, { by: 'peer' }, (stage) => {
    stage.at(10).observe('a', 'suspected', { peer: 'b' });
    stage.at(20).observe('a', 'trusted', { peer: 'b' });
    stage.at(30).process('b', 'crashed');
    stage.at(40).process('b', 'up');
  }).report;
  // Both could be asked for 50 s; of these a was wrong for 10 s, and b never.
  expect(by).toEqual({ a: 1_000_000, b: 800_000 });
});
