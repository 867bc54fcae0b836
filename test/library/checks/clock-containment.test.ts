import { describe, expect, it } from 'vitest';
import { clockContainment } from '../../../src/library/checks/clock-containment.ts';
import { judgeSteps, type Step } from '../../support/event-rows.ts';

/** A reading at 1 s of true time. */
const reads = (earliest: number, latest: number): Step => ['a', 'clock-read', { earliest, latest }];

describe('clock-containment', () => {
  it('holds while the true time is inside, ends included', () => {
    expect(judgeSteps(clockContainment, [reads(999_999_999, 1_000_000_001)]).verdict).toBe('held');
    expect(judgeSteps(clockContainment, [reads(1_000_000_000, 1_000_000_000)]).verdict).toBe(
      'held',
    );
  });

  it('is violated when it is before or after', () => {
    expect(judgeSteps(clockContainment, [reads(1_005_000_000, 1_009_000_000)]).why).toBe(
      'the true time was 5ms before the interval of a',
    );
    expect(judgeSteps(clockContainment, [reads(900_000_000, 998_000_000)]).why).toBe(
      'the true time was 2ms after the interval of a',
    );
  });

  it('is vacuous without a reading, and undecided about one without numbers', () => {
    expect(judgeSteps(clockContainment, [['a', 'hello']]).verdict).toBe('vacuous');
    for (const data of [{ earliest: 1 }, { latest: 2e9 }, { earliest: 'dawn', latest: 'dusk' }]) {
      expect(judgeSteps(clockContainment, [['a', 'clock-read', data]])).toMatchObject({
        verdict: 'undecided',
        notes: [expect.stringContaining('clock-read has no interval of numbers')],
      });
    }
  });
});
