import { describe, expect, it } from 'vitest';
import type { Run } from '../../../src/run/report/report.ts';
import type { RunPlan, ScenarioData } from '../../../src/scenario/scenario.ts';
import type { Case, Oracle } from '../../../src/search/shrink/case.ts';
import { sectionOf } from '../../../src/search/shrink/data.ts';
import { shrink } from '../../../src/search/shrink/shrink.ts';

const wanted = { check: 'lock', signature: 'two holders' };

/** A run of which nothing is looked at but when it ended and what it violated. */
function caseOf(data: ScenarioData): Case {
  const checks = [{ id: 'lock', verdict: 'violated', at: 2_500_000_000 }];
  return {
    data,
    plan: { durationNs: 60_000_000_000, faults: [] } as Partial<RunPlan> as RunPlan,
    run: { durationNs: 60_000_000_000, checks } as Partial<Record<keyof Run, unknown>> as Run,
  };
}

/** Shows it whenever all these faults are there. */
function needs(...ids: readonly string[]): Oracle & { played: number } {
  const oracle = async (data: ScenarioData): Promise<Case | null> => {
    oracle.played += 1;
    const faults = sectionOf(data, 'faults');
    return ids.every((id) => id in faults) ? caseOf(data) : null;
  };
  oracle.played = 0;
  return oracle;
}

function scenarioOf(count: number): ScenarioData {
  const faults = Array.from({ length: count }, (_, nth) => [
    `f${nth}`,
    { fault: 'crash', target: ['n1', 'n2'], at: '1.234s', duration: '4s' },
  ]);
  return { version: 1, duration: '60s', faults: Object.fromEntries(faults) };
}

const quietly = { mostTries: 10_000, isStopped: () => false, onSmaller: () => undefined };

describe('shrinking', () => {
  it('leaves the faults that are needed, and knows that none of them can go', async () => {
    const oracle = needs('f3', 'f17', 'f18');
    const shrunk = await shrink(caseOf(scenarioOf(32)), { ...quietly, oracle, wanted });
    expect(Object.keys(sectionOf(shrunk.smallest.data, 'faults'))).toEqual(['f3', 'f17', 'f18']);
    expect(shrunk.isMinimal).toBe(true);
    expect(shrunk.tried).toBe(oracle.played);
    expect(shrunk.tried).toBeLessThan(150);
  });

  it('ends the run soon after, shortens, and rounds what is left', async () => {
    const shrunk = await shrink(caseOf(scenarioOf(4)), { ...quietly, oracle: needs('f2'), wanted });
    expect(shrunk.smallest.data).toEqual({
      version: 1,
      duration: '3s',
      faults: { f2: { fault: 'crash', target: 'n2', at: '0s', duration: '1ms' } },
    });
  });

  it('says that it does not know when it may not play enough', async () => {
    const options = { ...quietly, mostTries: 5, oracle: needs('f3', 'f17'), wanted };
    const shrunk = await shrink(caseOf(scenarioOf(32)), options);
    expect(shrunk).toMatchObject({ tried: 5, isMinimal: false });
  });

  it('can do without any fault', async () => {
    const shrunk = await shrink(caseOf(scenarioOf(8)), { ...quietly, oracle: needs(), wanted });
    expect(shrunk.smallest.data).not.toHaveProperty('faults');
    expect(shrunk.isMinimal).toBe(true);
  });
});
