import { expect, it } from 'vitest';
import { mistakeRecurrence } from '../../../src/library/metrics/mistake-recurrence.ts';
import { gauge } from '../../support/gauge.ts';
import { second, type Stage } from '../../support/stage.ts';

function mistake(stage: Stage, at: number, node: string, peer: string): void {
  stage.at(at).observe(node, 'suspected', { peer });
  stage.at(at + 1).observe(node, 'trusted', { peer });
}

it('is the time from the beginning of one mistake to that of the next of the same pair', () => {
  const { value } = gauge(mistakeRecurrence, {}, (stage) => {
    mistake(stage, 10, 'a', 'b');
    mistake(stage, 14, 'b', 'a');
    mistake(stage, 20, 'a', 'b');
    mistake(stage, 40, 'a', 'b');
  }).report;
  expect(value).toBe(15 * second);
});

it('does not count suspicions of crashed nodes', () => {
  const { value } = gauge(mistakeRecurrence, {}, (stage) => {
    mistake(stage, 10, 'a', 'b');
    stage.at(20).process('b', 'crashed');
    stage.at(21).observe('a', 'suspected', { peer: 'b' });
  }).report;
  expect(value).toBeNull();
});
