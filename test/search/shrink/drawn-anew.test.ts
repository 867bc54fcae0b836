import { describe, expect, it } from 'vitest';
import type { Run } from '../../../src/run/report/report.ts';
import type { RunPlan, ScenarioData } from '../../../src/scenario/scenario.ts';
import type { Case } from '../../../src/search/shrink/case.ts';
import { sectionOf } from '../../../src/search/shrink/data.ts';
import { drawnAnew } from '../../../src/search/shrink/drawn-anew.ts';
import { shrink } from '../../../src/search/shrink/shrink.ts';

const wanted = { check: 'lock', signature: 'two holders' };
const second = 1_000_000_000;

/** A violation at 10 s under crashes, one each 300 ms, and a cut that lasts from the first second on. */
function caseOf(data: ScenarioData): Case {
  const checks = [{ id: 'lock', verdict: 'violated', at: 10 * second }];
  return {
    data,
    plan: { durationNs: 10.5 * second, faults: [] } as Partial<RunPlan> as RunPlan,
    run: { durationNs: 10.5 * second, checks } as Partial<Record<keyof Run, unknown>> as Run,
  };
}

const crashes = Array.from({ length: 30 }, (_, nth) => [
  `crash-${nth}`,
  { fault: 'crash', target: 'n1', at: `${1000 + 300 * nth}ms`, duration: '10ms' },
]);

const busy: ScenarioData = {
  seed: '1',
  duration: '10500ms',
  faults: {
    cut: { fault: 'partition', target: 'n1 <-> n2', at: '1s', duration: '20s' },
    ...Object.fromEntries(crashes),
  },
};

function anew(data: ScenarioData, mostTries: number): readonly ScenarioData[] {
  const known = caseOf(data);
  return [...drawnAnew(known, wanted, { first: known, mostTries })];
}

const faultsOf = (data: ScenarioData): string[] => Object.keys(sectionOf(data, 'faults'));

describe('faults drawn anew', () => {
  const tries = anew(busy, 400);

  it('are first those that were in effect last, a long one among them', () => {
    const [few, more] = tries.map(faultsOf);
    expect(few).toEqual(['cut', 'crash-27', 'crash-28', 'crash-29']);
    expect(more?.length).toBe(8);
    expect(Math.max(...tries.map((data) => faultsOf(data).length))).toBe(16);
  });

  it('are tried in many selections, each with other draws', () => {
    const selections = new Set(tries.map((data) => faultsOf(data).join()));
    expect(selections.size).toBeGreaterThan(100);
    expect(new Set(tries.map(({ seed }) => seed)).size).toBeGreaterThan(100);
    expect(anew(busy, 400)).toEqual(tries);
  });

  it('come earlier when nothing goes before them any more', () => {
    const { cut: _, ...rest } = sectionOf(busy, 'faults');
    const [first] = anew({ ...busy, faults: rest }, 10);
    expect(first).toMatchObject({ duration: '3s', faults: { 'crash-26': { at: '1.3s' } } });
  });

  it('are left as they are when they are few', () => {
    const { cut } = sectionOf(busy, 'faults');
    expect(anew({ ...busy, faults: { cut: cut ?? null } }, 400)).toEqual([]);
  });

  it('make a story of what depends on every single one at first', async () => {
    // With its own seed all faults are needed, with some others the cut and any two crashes will do.
    const shows = (data: ScenarioData): boolean => {
      const ids = faultsOf(data);
      if (data['seed'] === '1') return ids.length === 31;
      return Number(data['seed']) % 7 === 0 && ids.includes('cut') && ids.length >= 3;
    };
    const { smallest, isMinimal, tried } = await shrink(caseOf(busy), {
      oracle: async (data) => (shows(data) ? caseOf(data) : null),
      wanted,
      mostTries: 5000,
      isStopped: () => false,
      onSmaller: () => undefined,
    });
    expect(faultsOf(smallest.data)).toHaveLength(3);
    expect(isMinimal).toBe(true);
    expect(tried).toBeLessThan(500);
  });

  it('are not tried without end', async () => {
    const { smallest, tried } = await shrink(caseOf(busy), {
      oracle: async (data) => (faultsOf(data).length === 31 ? caseOf(data) : null),
      wanted,
      mostTries: 100_000,
      isStopped: () => false,
      onSmaller: () => undefined,
    });
    expect(faultsOf(smallest.data)).toHaveLength(31);
    expect(tried).toBeLessThan(7000);
  });
});
