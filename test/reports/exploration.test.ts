import { describe, expect, it } from 'vitest';
import { explorationText } from '../../src/reports/exploration.ts';
import type { Verdict } from '../../src/library/checks/define.ts';
import type {
  DesignReport,
  ExplorationReport,
  Failure,
} from '../../src/search/exploration-report.ts';

function design(variant: string, part: Partial<DesignReport>): DesignReport {
  return {
    scenario: 'pair',
    file: 'pair.yaml',
    hash: '0',
    variant,
    cell: null,
    verdict: 'pass',
    runs: 3,
    stopped: {},
    events: 9,
    space: null,
    checks: [
      {
        id: 'one',
        check: 'single-leader',
        expected: ['held'],
        verdict: 'held',
        verdicts: { held: 3 },
      },
    ],
    faults: [],
    ...part,
  };
}

function textOf(designs: readonly DesignReport[], failures: readonly Failure[] = []): string {
  const faults = designs.reduce((sum, one) => sum + one.faults.length, 0);
  const report: ExplorationReport = {
    schema: 'fault-sim.explore/1',
    verdict: 'pass',
    complete: true,
    stopped: null,
    engine: '1',
    strategy: 'random',
    phase: false,
    set: [],
    seeds: '1..3',
    maxFailures: null,
    shards: null,
    designs,
    failures,
    coverage: { faults: { reached: 0, of: faults }, checks: { reached: 0, of: 0 } },
    bound: { runs: 0, mostPpb: null },
  };
  return explorationText(report);
}

const touched = (id: string, runs: number): DesignReport['faults'][number] => ({
  id,
  fault: 'crash',
  pool: true,
  occurrences: runs,
  touched: runs,
  runs,
});

describe('the text of a search', () => {
  it('says that a violation which somebody expects was in no run', () => {
    const checks = [
      {
        id: 'one',
        check: 'single-leader',
        expected: ['violated'],
        verdict: 'held',
        verdicts: { held: 3 },
      },
    ] as const;
    const [first] = textOf([design('a', { checks }), design('b', {})]).split('\n');
    expect(first).toBe('PASS  6 runs of 2 designs: nothing violated; 1 expected one not found');
  });

  it('does not miss what may hold, nor what nobody has played', () => {
    const check = { id: 'one', check: 'single-leader', verdicts: {} };
    const designs = [
      design('a', { checks: [{ ...check, expected: ['held', 'violated'], verdict: 'held' }] }),
      design('b', {
        runs: 0,
        checks: [{ ...check, expected: ['violated'], verdict: 'undecided' }],
      }),
    ];
    const text = textOf(designs);
    expect(text.split('\n')[0]).toBe('PASS  3 runs of 2 designs: nothing violated');
    expect(text).toContain('\nNot played: pair/b\n');
    expect(text).not.toContain('undecided');
  });

  it('names faults that touched nothing once for a scenario, or for the design where they did not', () => {
    const text = textOf([
      design('a', { faults: [touched('crash', 0), touched('cut', 2), touched('late', 0)] }),
      design('b', { faults: [touched('crash', 0), touched('cut', 0), touched('late', 0)] }),
      design('c', { runs: 0, faults: [touched('cut', 0)] }),
    ]);
    expect(text).toContain('– pair: crash, late never did\n');
    expect(text).toContain('– pair/b: cut never did\n');
    expect(text.match(/never did/g)).toHaveLength(2);
  });
});

describe('the first line', () => {
  const undecided: Failure = {
    scenario: 'pair',
    variant: 'a',
    cell: null,
    check: 'one',
    verdict: 'undecided',
    expected: false,
    signature: 'single-leader undecided',
    seed: '2',
    steer: null,
    events: 3,
    count: 1,
  };
  const judged = (verdict: Verdict, verdicts: DesignReport['checks'][number]['verdicts']) => ({
    checks: [
      {
        id: 'one',
        check: 'single-leader',
        expected: ['held', 'violated'] as const,
        verdict,
        verdicts,
      },
    ],
  });

  it('calls an undecided run not expected where it decides the design', () => {
    const text = textOf([design('a', judged('undecided', { held: 2, undecided: 1 }))], [undecided]);
    expect(text).toContain(': nothing violated; 1 other verdict not expected\n');
  });

  it('does not where another run gave the design a verdict that is as expected', () => {
    const text = textOf(
      [design('a', judged('violated', { violated: 2, undecided: 1 }))],
      [undecided],
    );
    expect(text).toContain(': nothing violated; 1 other verdict beside an expected one\n');
  });
});
