import { describe, expect, it } from 'vitest';
import { metric } from '../../../src/library/checks/metric.ts';
import { count } from '../../../src/library/metrics/count.ts';
import { elapsed } from '../../../src/library/metrics/elapsed.ts';
import { goodput } from '../../../src/library/metrics/goodput.ts';
import type { MetricPlan } from '../../../src/scenario/plan/check.ts';
import { judge } from '../../support/check-stage.ts';
import { readConfig, type Stage } from '../../support/stage.ts';

const changes: MetricPlan = {
  id: 'changes',
  kind: 'count',
  definition: count,
  config: readConfig(count.config, { event: 'elected' }),
  of: { kind: 'all' },
  stat: null,
  during: null,
  everyNs: null,
  by: 'term',
};

const elections = (terms: readonly number[]) => (stage: Stage) =>
  terms.forEach((term, at) => void stage.at(at + 1).observe('a', 'elected', { term }));

describe('metric', () => {
  it('holds while the formula does', () => {
    const given = { config: { that: 'changes <= 2' }, metrics: [changes] };
    expect(judge(metric, given, elections([1, 2])).verdict).toBe('held');
  });

  it('is violated with the values in the witness', () => {
    const given = { config: { that: 'changes <= 2' }, metrics: [changes] };
    const { verdict, witness } = judge(metric, given, elections([1, 2, 2]));
    expect(verdict).toBe('violated');
    expect(witness?.why).toBe('`changes <= 2` does not hold: changes = 3');
  });

  it('judges a mean of lengths of time that is no whole number of nanoseconds', () => {
    const mean: MetricPlan = {
      ...changes,
      id: 'took',
      kind: 'elapsed',
      definition: elapsed,
      config: readConfig(elapsed.config, { event: 'done', field: 'took' }),
      stat: { kind: 'mean' },
      by: null,
    };
    const why = (that: string): string | undefined =>
      judge(metric, { config: { that }, metrics: [mean] }, (stage) =>
        [1, 2, 2].forEach((took, at) => void stage.at(at + 1).observe('a', 'done', { took })),
      ).witness?.why;
    expect(why('took > 1ns')).toBeUndefined();
    expect(why('took < 2ns')).toBeUndefined();
    expect(why('took > 2ns')).toBe('`took > 2ns` does not hold: took = 2ns');
  });

  it('writes in per cent what it compares with a percentage', () => {
    const why = (that: string): string | undefined =>
      judge(metric, { config: { that }, metrics: [changes] }, elections([1, 2, 2])).witness?.why;
    expect(why('changes <= 99%')).toBe('`changes <= 99%` does not hold: changes = 300%');
    expect(why('not 5% < changes')).toBe('`not 5% < changes` does not hold: changes = 300%');
    expect(why('changes < 1 and changes.2 < 50%')).toBe(
      '`changes < 1 and changes.2 < 50%` does not hold: changes = 3, changes.2 = 200%',
    );
  });

  it('reads one value of `by` after a dot', () => {
    const given = { config: { that: 'changes.2 = 2' }, metrics: [changes] };
    expect(judge(metric, given, elections([1, 2, 2])).verdict).toBe('held');
  });

  it('is vacuous when a metric has no data', () => {
    const slowest = { ...changes, stat: { kind: 'max' } as const };
    const given = { config: { that: 'changes <= 2' }, metrics: [slowest] };
    expect(judge(metric, given, elections([])).verdict).toBe('vacuous');
  });

  it('is vacuous when the formula has no value: a share of nothing', () => {
    const given = { config: { that: '1 / changes <= 50%' }, metrics: [changes] };
    expect(judge(metric, given, elections([1, 2])).verdict).toBe('held');
    expect(judge(metric, given, elections([1])).verdict).toBe('violated');
    expect(judge(metric, given, elections([])).verdict).toBe('vacuous');
  });

  it('holds where what has no value does not matter', () => {
    const given = { config: { that: 'changes = 0 or 1 / changes <= 50%' }, metrics: [changes] };
    expect(judge(metric, given, elections([])).verdict).toBe('held');
  });

  it('holds of a count of events that never came', () => {
    const given = { config: { that: 'changes <= 2' }, metrics: [changes] };
    expect(judge(metric, given, elections([])).verdict).toBe('held');
  });

  it('writes each value in its unit', () => {
    const ages = { ...changes, id: 'age', kind: 'elapsed', definition: elapsed, by: null };
    const config = readConfig(elapsed.config, { event: 'elected', field: 'term' });
    const speed = { ...changes, id: 'speed', kind: 'goodput', definition: goodput, by: null };
    const metrics = [
      { ...ages, config },
      { ...speed, config: {} },
    ];
    const why = (that: string): string | undefined =>
      judge(metric, { config: { that }, metrics }, (stage) => {
        elections([1_500_000])(stage);
        for (const at of [1, 2, 3, 4]) stage.at(at).done();
      }).witness?.why;
    expect(why('age > 2ms')).toBe('`age > 2ms` does not hold: age = 1.5ms');
    // Four in a minute: a fifteenth, in millionths.
    expect(why('speed > 1/s')).toBe('`speed > 1/s` does not hold: speed = 0.066667/s');
    expect(why('1 = 2')).toBe('`1 = 2` does not hold');
  });

  it('is vacuous when a value of `by` never came, whatever else is said', () => {
    const given = { config: { that: 'changes.7 = 1 or changes = 9' }, metrics: [changes] };
    expect(judge(metric, given, elections([1, 2])).verdict).toBe('vacuous');
  });
});
