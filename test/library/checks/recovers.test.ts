import { describe, expect, it } from 'vitest';
import { recovers } from '../../../src/library/checks/recovers.ts';
import { goodput } from '../../../src/library/metrics/goodput.ts';
import type { MetricPlan } from '../../../src/scenario/plan/check.ts';
import { judge } from '../../support/check-stage.ts';
import { second, type Stage } from '../../support/stage.ts';

const series: MetricPlan = {
  id: 'goodput',
  kind: 'goodput',
  definition: goodput,
  config: {},
  of: { kind: 'all' },
  stat: null,
  during: null,
  everyNs: 10 * second,
  by: null,
};
const config = { metric: 'goodput', to: '90%', 'of-level': '0s..20s' };
const given = { config, metrics: [series], plan: { withinNs: 30 * second } };

/** So many good operations in each period of 10 s. */
const load = (counts: readonly number[]) => (stage: Stage) =>
  counts.forEach((count, period) => {
    for (let n = 0; n < count; n += 1) stage.at(period * 10 + n / count).done();
  });

describe('recovers', () => {
  it('holds when the level is back in time', () => {
    expect(judge(recovers, given, load([10, 10, 1, 9, 9, 9])).verdict).toBe('violated');
    const after = { kind: 'time', text: '20s', atNs: 20 * second } as const;
    const later = { ...given, plan: { ...given.plan, after } };
    const { verdict } = judge(recovers, later, (stage) => {
      load([10, 10, 1, 9, 9, 9])(stage);
      stage.engine.nowNs = 0;
      stage.play();
    });
    expect(verdict).toBe('held');
  });

  it('is violated when it stays low', () => {
    expect(judge(recovers, given, load([10, 10, 1, 5, 5, 5])).verdict).toBe('violated');
  });

  it('has until the end of the run where the scenario says no `within`', () => {
    const open = { config, metrics: [series] };
    expect(judge(recovers, open, load([10, 10, 1, 1, 1, 9])).verdict).toBe('held');
    const { verdict, witness } = judge(recovers, open, load([10, 10, 1, 5, 5, 5]));
    expect(verdict).toBe('violated');
    expect(witness?.why).toContain('goodput never came back');
  });

  it('goes by the level of its window alone: what came behind that does not lower it', () => {
    const open = { config, metrics: [series] };
    expect(judge(recovers, open, load([10, 10, 1, 7, 7, 7])).verdict).toBe('violated');
  });

  it('knows where the window of its metric begins, and where the last period ends', () => {
    const within = (fromNs: number, untilNs: number) => [
      { ...series, during: { fromNs: fromNs * second, untilNs: untilNs * second } },
    ];
    const late = { ...config, 'of-level': '10s..30s' };
    const low = load([0, 10, 10, 1, 5, 5]);
    expect(judge(recovers, { config: late, metrics: within(10, 60) }, low).verdict).toBe(
      'violated',
    );
    const back = { ...given, metrics: within(0, 45), plan: { withinNs: 45 * second } };
    expect(judge(recovers, back, load([10, 10, 1, 1, 9, 0])).verdict).toBe('held');
  });

  it('compares levels as they are and not as doubles round them', () => {
    const exact = { config: { ...config, to: '20%' }, metrics: [series] };
    expect(judge(recovers, exact, load([15, 15, 1, 3, 1, 1])).verdict).toBe('held');
    expect(judge(recovers, exact, load([15, 15, 1, 2, 1, 1])).verdict).toBe('violated');
  });

  it('has not come back by not yet having left', () => {
    const open = { config, metrics: [series] };
    expect(judge(recovers, open, load([10, 10, 10, 1, 1, 1])).verdict).toBe('violated');
    expect(judge(recovers, open, load([10, 10, 10, 1, 1, 9])).verdict).toBe('held');
    expect(judge(recovers, open, load([10, 10, 10, 9, 9, 9])).verdict).toBe('held');
  });

  it('is undecided where there was no level to come back to, or nothing came after it', () => {
    const idle = judge(recovers, { config, metrics: [series] }, load([0, 0, 1, 1, 1, 1]));
    expect(idle.verdict).toBe('undecided');
    expect(idle.notes[0]).toContain('goodput was at 0 in that window');
    const whole = { ...config, 'of-level': '0s..60s' };
    const last = judge(recovers, { config: whole, metrics: [series] }, load([1, 1, 1, 1, 1, 1]));
    expect(last.verdict).toBe('undecided');
  });

  it('is undecided where there was no level to come back to, also with a `within` in which nothing is enough', () => {
    const { verdict, notes } = judge(recovers, given, load([0, 0, 1, 1, 1, 1]));
    expect(verdict).toBe('undecided');
    expect(notes[0]).toContain('goodput was at 0 in that window');
  });

  it('accuses nobody of staying low where its `within` never had the premise unbroken', () => {
    const low = load([10, 10, 1, 5, 5, 5]);
    const broken = (restorable: boolean) => ({
      ...given,
      premise: { changes: [{ atNs: 0, holds: false }], restorable },
    });
    expect(judge(recovers, broken(true), low).verdict).toBe('undecided');
    expect(judge(recovers, broken(false), low).verdict).toBe('unachievable');
  });

  it('is undecided without a series', () => {
    const { verdict, notes } = judge(recovers, { ...given, metrics: [] }, load([1]));
    expect(verdict).toBe('undecided');
    expect(notes[0]).toContain('no series');
  });
});
