import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/base/json/json.ts';
import type { Verdict } from '../../src/library/checks/define.ts';
import { assembleReport, assembleRun, type RunResults } from '../../src/run/assemble.ts';
import type { CheckReport } from '../../src/run/report/report.ts';
import { runPlan } from '../support/stage.ts';

const check = (
  id: string,
  verdict: Verdict,
  expected: readonly Verdict[] = ['held'],
): CheckReport => ({
  id,
  check: 'unique',
  kind: 'safety',
  verdict,
  expected,
  observed: null,
  at: null,
  witness: null,
});

const results = (checks: readonly CheckReport[]): RunResults => ({
  steer: null,
  stopped: null,
  checks,
  faults: [],
  schedule: [],
  nemesis: null,
  coverage: [],
  ledger: [],
  metrics: [],
  story: [],
  notes: ['once', 'once'],
  trace: { events: 0, digest: 'sha256:', checkpoints: [] },
});

const options = { engine: '1', stopped: null };

describe('assembleRun', () => {
  it('does not depend on the order in which parts report', () => {
    const [a, b] = [check('a', 'held'), check('b', 'violated')];
    const one = assembleRun(runPlan(), 'it.yaml', results([a, b]));
    const other = assembleRun(runPlan(), 'it.yaml', results([b, a]));
    expect(canonicalJson(one)).toBe(canonicalJson(other));
    expect(one).toMatchObject({ verdict: 'fail', notes: ['once'] });
  });
});

describe('assembleReport', () => {
  const seeded = (
    seed: string,
    verdict: Verdict,
    expected: readonly Verdict[],
    seedIsAxis: boolean,
  ) => ({
    run: assembleRun(
      runPlan({ seed, cell: `r=1,seed=${seed}` }),
      'it.yaml',
      results([check('it', verdict, expected)]),
    ),
    seedIsAxis,
  });

  it('expects of a pool of seeds that one of them violates', () => {
    const runs = (pooled: boolean) => [
      seeded('1', 'held', ['violated'], pooled),
      seeded('2', 'violated', ['violated'], pooled),
    ];
    expect(assembleReport(runs(true), options).verdict).toBe('pass');
    expect(assembleReport(runs(false), options).verdict).toBe('fail');
  });

  it('fails a pool that should hold when one seed violates, and keeps the order of runs', () => {
    const pooled = ['3', '1', '2'].map((seed) =>
      seeded(seed, seed === '1' ? 'violated' : 'held', ['held'], true),
    );
    const report = assembleReport(pooled, options);
    expect(report.verdict).toBe('fail');
    expect(report.runs.map(({ seed }) => seed)).toEqual(['3', '1', '2']);
  });

  it('tells why it is not complete', () => {
    const report = assembleReport([], { engine: '1', stopped: 'SIGINT' });
    expect(report).toMatchObject({ complete: false, stopped: 'SIGINT', runs: [] });
  });
});
