import { describe, expect, it } from 'vitest';
import type { Run } from '../../../src/run/report/report.ts';
import type { RunPlan, ScenarioData } from '../../../src/scenario/scenario.ts';
import { endedAt, endSoon } from '../../../src/search/shrink/ending.ts';

const second = 1_000_000_000;

const long: ScenarioData = {
  duration: '8s',
  heal: '5s',
  workloads: {
    kv: { workload: 'requests', rate: '10/s', until: '6s', settle: '500ms', 'final-read': true },
    early: { workload: 'requests', until: '1s', settle: '500ms', 'final-read': true },
    late: { workload: 'requests', at: '4s' },
    words: {
      workload: 'script',
      steps: [{ read: {} }, { write: {}, at: '1s' }, { read: {}, at: '3s' }],
    },
  },
  faults: {
    before: { fault: 'crash', target: 'n1', at: '1s' },
    triggered: { fault: 'crash', target: 'n1', when: { message: 'vote' } },
    after: { fault: 'crash', target: 'n1', at: '2100ms' },
  },
};

function endsOf(atNs: number, durationNs: number): unknown[] {
  const run = { durationNs, checks: [{ id: 'lock', verdict: 'violated', at: atNs }] };
  const known = {
    data: long,
    plan: { durationNs } as Partial<RunPlan> as RunPlan,
    run: run as Partial<Record<keyof Run, unknown>> as Run,
  };
  const all = [...endSoon(known, { check: 'lock', signature: '' })];
  return all.map(({ duration }) => duration);
}

describe('an earlier end of a run', () => {
  it('takes along all that would have come after it', () => {
    expect(endedAt(long, 2 * second)).toEqual({
      duration: '2s',
      workloads: {
        kv: { workload: 'requests', rate: '10/s' },
        early: { workload: 'requests', until: '1s', settle: '500ms', 'final-read': true },
        words: { workload: 'script', steps: [{ read: {} }, { write: {}, at: '1s' }] },
      },
      faults: {
        before: { fault: 'crash', target: 'n1', at: '1s' },
        triggered: { fault: 'crash', target: 'n1', when: { message: 'vote' } },
      },
    });
  });

  it('comes soon after the violation', () => {
    expect(endsOf(1.2 * second, 8 * second)).toEqual(['1.5s']);
    expect(endsOf(1.5 * second, 8 * second)).toEqual(['2s']);
  });

  it('is looked for at parts of a run that tells only when it is over', () => {
    expect(endsOf(8 * second, 8 * second)).toEqual(['1s', '2s', '4s', '6s']);
    expect(endsOf(second / 2, second / 2)).toEqual([]);
  });
});
