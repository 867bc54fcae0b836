import { describe, expect, it } from 'vitest';
import { compareReports, pathsOf } from '../../../src/run/report/comparison.ts';
import type { ComparisonOptions } from '../../../src/run/report/comparison.ts';
import type { MetricReport, Run } from '../../../src/run/report/report.ts';
import { checkReport, reportOf, runReport } from '../../support/report-fixtures.ts';

const everything: ComparisonOptions = { ignore: [], tolerances: new Map() };

function differences(before: Partial<Run>, after: Partial<Run>, options = everything) {
  return compareReports(
    reportOf([runReport(before)]),
    reportOf([runReport(after)]),
    options,
  ).differences.map((one) => [one.class, one.path, one.before, one.after]);
}

const p99 = (value: number | null): MetricReport => ({
  id: 'p99',
  metric: 'latency',
  value,
  unit: 'ns',
  series: null,
  everyNs: null,
  by: null,
});

const violated = (at: number, why: string) =>
  checkReport('lock', {
    verdict: 'violated',
    expected: ['violated'],
    at,
    witness: { why, events: [] },
  });

describe('two reports', () => {
  it('are the same, whatever stands in them', () => {
    expect(differences({ checks: [violated(1, 'two')] }, { checks: [violated(1, 'two')] })).toEqual(
      [],
    );
  });

  it('differ in a violation that moved', () => {
    const [before, after] = [violated(1, 'two holders'), violated(2, 'two holders')];
    expect(differences({ checks: [before] }, { checks: [after] })).toEqual([
      ['moved', 'checks.lock', 'two holders', 'two holders'],
    ]);
  });

  it('say in which other way a run was played', () => {
    const way = { set: ['links.defaults.latency=9ms'], phase: true, steer: 'pct:7' };
    expect(differences({}, { ...way, stopped: 'SIGINT', durationNs: 5e9 })).toEqual([
      ['other', 'run.duration', '1m', '5s'],
      ['other', 'run.phase', 'everything is mended', 'only a core is mended'],
      ['other', 'run.set', 'nothing', 'links.defaults.latency=9ms'],
      ['other', 'run.steer', 'nobody', 'pct:7'],
      ['other', 'run.stopped', 'not stopped', 'SIGINT'],
    ]);
  });

  it('may hold several scenarios of one name, and each of them counts', () => {
    const [held, broken] = [checkReport('lock'), checkReport('lock', { verdict: 'violated' })];
    const reports = [held, broken].map((check) =>
      reportOf([
        runReport({
          file: 'a.yaml',
          checks: [check],
          verdict: check.verdict === 'held' ? 'pass' : 'fail',
        }),
        runReport({ file: 'b.yaml' }),
      ]),
    );
    const [before = reportOf([]), after = reportOf([])] = reports;
    expect(compareReports(before, after, everything).differences).toMatchObject([
      { class: 'regression', run: 'example/1', path: 'checks.lock' },
    ]);
    const fewer = { ...after, runs: after.runs.slice(0, 1) };
    expect(compareReports(after, fewer, everything).differences).toMatchObject([
      { class: 'removed', run: 'example/1 (2)' },
    ]);
  });

  it('tell of no regression where runs of several seeds are judged together and pass', () => {
    const expected = ['violated'] as const;
    const [found, not] = [
      checkReport('lock', { verdict: 'violated', expected, at: 1 }),
      checkReport('lock', { expected }),
    ];
    expect(differences({ checks: [found] }, { checks: [not] })).toEqual([
      ['changed', 'checks.lock', 'violated', 'held'],
    ]);
    expect(differences({ checks: [not] }, { checks: [found] })).toEqual([
      ['changed', 'checks.lock', 'held', 'violated'],
    ]);
    expect(differences({ checks: [found] }, { checks: [not], verdict: 'fail' })).toEqual([
      ['regression', 'checks.lock', 'violated', 'held, expected violated'],
    ]);
    expect(differences({ checks: [not], verdict: 'fail' }, { checks: [not] })).toEqual([
      ['fix', 'checks.lock', 'held, expected violated', 'held'],
    ]);
  });

  it('are aligned by names, never by places', () => {
    const [a, b] = [checkReport('a'), checkReport('b')];
    expect(differences({ checks: [a, b] }, { checks: [b, a] })).toEqual([]);
    expect(differences({ checks: [a] }, { checks: [b] })).toEqual([
      ['removed', 'checks.a', null, null],
      ['new', 'checks.b', null, null],
    ]);
  });

  it('have metrics that differ by more than they may', () => {
    const [before, after] = [{ metrics: [p99(100)] }, { metrics: [p99(104)] }];
    expect(differences(before, after)).toEqual([['metric', 'metrics.p99', '100ns', '104ns']]);
    const within = { ...everything, tolerances: new Map([['p99', 0.05]]) };
    expect(differences(before, after, within)).toEqual([]);
    const all = { ...everything, tolerances: new Map([['*', 0.03]]) };
    expect(differences(before, after, all)).toHaveLength(1);
    expect(differences(before, { metrics: [p99(null)] }, within)).toHaveLength(1);
  });

  it('have metrics whose values by a field differ, or whose points in time', () => {
    const by = (fixed: number, adaptive?: number): MetricReport => ({
      ...p99(7),
      by: { fixed, ...(adaptive === undefined ? {} : { adaptive }) },
    });
    expect(differences({ metrics: [by(1, 5)] }, { metrics: [by(2, 5)] })).toEqual([
      ['metric', 'metrics.p99.fixed', '1ns', '2ns'],
    ]);
    expect(differences({ metrics: [by(1)] }, { metrics: [by(1, 5)] })).toEqual([
      ['new', 'metrics.p99.adaptive', null, null],
    ]);
    const series = (...points: readonly (number | null)[]): MetricReport => ({
      ...p99(7),
      series: points,
      everyNs: 1e9,
    });
    const [before, after] = [series(100, null, 3), series(100, 104, 4)];
    expect(differences({ metrics: [before] }, { metrics: [after] })).toEqual([
      ['metric', 'metrics.p99', 'point 2 of 3: none', 'point 2 of 3: 104ns'],
    ]);
    const within = { ignore: [], tolerances: new Map([['p99', 0.05]]) };
    expect(
      differences({ metrics: [series(100, 3)] }, { metrics: [series(104, 3)] }, within),
    ).toEqual([]);
    expect(differences({ metrics: [series(1)] }, { metrics: [series(1, 2)] })).toEqual([
      ['metric', 'metrics.p99', '1 point', '2 points'],
    ]);
    const known = pathsOf(reportOf([runReport({ metrics: [by(1)] })]));
    expect(known.has('metrics.p99.fixed')).toBe(true);
  });

  it('have checks that are out of the model, and what was observed there', () => {
    const out = (observed: 'held' | 'violated', at: number | null, why = 'two holders') =>
      checkReport('lock', {
        verdict: 'out-of-model',
        expected: ['out-of-model'],
        observed,
        at,
        witness: observed === 'held' ? null : { why, events: [] },
      });
    expect(differences({ checks: [out('held', null)] }, { checks: [out('violated', 1)] })).toEqual([
      [
        'changed',
        'checks.lock',
        'out-of-model, observed: held',
        'out-of-model, observed: violated',
      ],
    ]);
    expect(differences({ checks: [out('violated', 1)] }, { checks: [out('violated', 2)] })).toEqual(
      [['moved', 'checks.lock', 'two holders', 'two holders']],
    );
  });

  it('have metrics without a value, which are the same, and others of another unit', () => {
    expect(differences({ metrics: [p99(null)] }, { metrics: [p99(null)] })).toEqual([]);
    const counted = { metrics: [{ ...p99(100), unit: 'millionths' as const }] };
    expect(differences({ metrics: [p99(100)] }, counted)).toEqual([
      ['metric', 'metrics.p99', '100ns', '0.0001'],
    ]);
  });

  it('of two engines say so', () => {
    const [one, other] = [reportOf([]), { ...reportOf([]), engine: 'another' }];
    expect(compareReports(one, other, everything).engines).toEqual([one.engine, 'another']);
  });
});
