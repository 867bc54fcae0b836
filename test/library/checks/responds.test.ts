import { describe, expect, it } from 'vitest';
import { responds } from '../../../src/library/checks/responds.ts';
import { judge } from '../../support/check-stage.ts';
import { second, type Stage } from '../../support/stage.ts';

const silence = { outcome: { status: 'unknown', error: 'timeout' } } as const;
const refused = { outcome: { status: 'fail', error: 'sold-out' } } as const;
const closed = { outcome: { status: 'fail', error: 'connection-refused' } } as const;

function tell(stage: Stage, outcomes: readonly object[]): void {
  outcomes.forEach((outcome, at) => void stage.at(at + 1).done(outcome));
}

describe('responds', () => {
  it('holds when a share of requests was answered, a refusal being an answer', () => {
    const { verdict } = judge(responds, { config: { share: '75%' } }, (stage) =>
      tell(stage, [{}, refused, {}, silence]),
    );
    expect(verdict).toBe('held');
  });

  it('is violated below that share; a closed port is no answer', () => {
    const { verdict, witness } = judge(responds, { config: { share: '75%' } }, (stage) =>
      tell(stage, [{}, {}, closed, silence]),
    );
    expect(verdict).toBe('violated');
    expect(witness?.why).toBe('2 of 4 requests were answered');
  });

  it('takes a share as it is written, though its double times the requests is a little more', () => {
    for (const answered of [7, 14, 28, 55, 56]) {
      const of = (count: number) =>
        judge(responds, { config: { share: `${answered}%` } }, (stage) => {
          const outcomes = Array.from({ length: 100 }, (_, i) => (i < count ? {} : silence));
          outcomes.forEach((outcome, i) => void stage.at((i + 1) / 2).done(outcome));
        }).verdict;
      expect([answered, of(answered)]).toEqual([answered, 'held']);
      expect([answered, of(answered - 1)]).toEqual([answered, 'violated']);
    }
  });

  it('counts only requests that began in its window', () => {
    const during = { fromNs: 2 * second, untilNs: 3 * second };
    const { verdict } = judge(responds, { plan: { during } }, (stage) =>
      tell(stage, [silence, {}, {}, silence]),
    );
    expect(verdict).toBe('held');
  });

  it('as a goal is reached by the first answer in time', () => {
    const plan = { withinNs: 3 * second };
    expect(judge(responds, { plan }, (stage) => tell(stage, [silence, {}])).verdict).toBe('held');
    expect(judge(responds, { plan }, (stage) => tell(stage, [silence, closed])).verdict).toBe(
      'violated',
    );
  });

  it('is vacuous when nobody asked', () => {
    expect(judge(responds, {}, () => undefined).verdict).toBe('vacuous');
  });
});
