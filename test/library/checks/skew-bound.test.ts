import { describe, expect, it } from 'vitest';
import { skewBound } from '../../../src/library/checks/skew-bound.ts';
import { judgeSteps, type Step } from '../../support/event-rows.ts';

/** Readings of clocks that are so many ms ahead of true time, one each second. */
function readings(...offsets: readonly (readonly [node: string, aheadMs: number])[]): Step[] {
  return offsets.map(([node, aheadMs], place) => {
    const wall = (place + 1) * 1_000_000_000 + aheadMs * 1_000_000;
    return [node, 'clock-read', { wall }];
  });
}

const config = { bound: '10ms' };

describe('skew-bound', () => {
  it('holds while any two clocks are close, ends included', () => {
    const steps = readings(['a', 100], ['b', 110], ['c', 105]);
    expect(judgeSteps(skewBound, steps, { config }).verdict).toBe('held');
  });

  it('is violated by two that are further apart', () => {
    const steps = readings(['a', -6], ['b', 0], ['c', 5]);
    expect(judgeSteps(skewBound, steps, { config }).why).toBe(
      'the clocks of a and c were 11ms apart',
    );
  });

  it('forgets what a clock showed before its next reading', () => {
    const steps = readings(['a', -20], ['a', 0], ['b', 5]);
    expect(judgeSteps(skewBound, steps, { config }).verdict).toBe('held');
  });

  it('may compare with true time', () => {
    const truly = { config: { ...config, from: 'true-time' } };
    expect(judgeSteps(skewBound, readings(['a', 10]), truly).verdict).toBe('held');
    expect(judgeSteps(skewBound, readings(['a', 11]), truly).why).toBe(
      'a was 11ms ahead of the true time',
    );
    expect(judgeSteps(skewBound, readings(['a', -12]), truly).why).toBe(
      'a was 12ms behind the true time',
    );
  });

  it('is vacuous with one clock, and undecided about what is no number', () => {
    expect(judgeSteps(skewBound, readings(['a', 0]), { config }).verdict).toBe('vacuous');
    const { verdict } = judgeSteps(skewBound, [['a', 'clock-read', { wall: 'noon' }]], { config });
    expect(verdict).toBe('undecided');
  });
});
