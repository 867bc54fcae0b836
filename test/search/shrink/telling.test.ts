import { describe, expect, it } from 'vitest';
import type { Run } from '../../../src/run/report/report.ts';
import type { RunPlan } from '../../../src/scenario/scenario.ts';
import type { Case } from '../../../src/search/shrink/case.ts';
import { tellingOf } from '../../../src/search/shrink/telling.ts';

function caseOf(seed: string): Case {
  const run = { seed, checks: [], faults: [] };
  return {
    data: { seed },
    plan: {} as Partial<RunPlan> as RunPlan,
    run: run as Partial<Record<keyof Run, unknown>> as Run,
  };
}

const wanted = { check: 'lock', signature: 'two holders' };
const origin = { scenario: 'locks', variant: 'unfenced', seed: '7', drawnWith: '7', steer: null };
const minimal = { wanted, origin, isMinimal: true };

describe('the story of a shrunk scenario', () => {
  it('says which seed found it, and which one it is played with if that is another', () => {
    const [found, nothing] = tellingOf(caseOf('7'), minimal);
    expect(found).toBe('Found in locks/unfenced with seed 7, and made as small as it gets.');
    expect(nothing).toBe('Nothing needs to go wrong for it:');
    const [, other] = tellingOf(caseOf('12'), minimal);
    expect(other).toBe('All else is drawn as with seed 12, which needs fewer faults.');
  });

  it('says how a search steered the run, whose draws may be those of another seed', () => {
    const steered = { ...origin, drawnWith: '1', steer: 'crash-points:1/power/n2.1.17' };
    const [found, nothing] = tellingOf(caseOf('1'), { ...minimal, origin: steered });
    expect(found).toBe(
      'Found in locks/unfenced with seed 7 and --steer crash-points:1/power/n2.1.17, and made as small as it gets.',
    );
    expect(nothing).toBe('Nothing needs to go wrong for it:');
  });

  it('does not call small as it gets what was stopped on the way', () => {
    const [found] = tellingOf(caseOf('7'), { ...minimal, isMinimal: false });
    expect(found).toBe(
      'Found in locks/unfenced with seed 7, and made smaller until it was stopped: more of it may go.',
    );
  });

  it('tells what strikes and touches something, twelve of it, and what it breaks', () => {
    const struck = (id: string, over: object = {}): object => {
      const plain = { id, fault: 'pause', summary: null, targets: ['n1', 'n2'], touched: 1 };
      return { ...plain, from: 1_000_000_000, until: null, ...over };
    };
    const linesOf = (faults: readonly object[], checks: readonly object[] = []): string[] => {
      const { run, ...rest } = caseOf('7');
      const told = { ...run, faults, checks } as Partial<Record<keyof Run, unknown>> as Run;
      return tellingOf({ ...rest, run: told }, minimal).slice(1);
    };
    const ended = struck('b', { until: 2_000_000_000, summary: 'a long GC' });
    const lock = {
      id: 'lock',
      check: 'mutual-exclusion',
      at: 3_000_000_000,
      witness: { why: 'two' },
    };
    expect(linesOf([struck('a', { touched: 0 }), ended, struck('c')], [{ id: 'x' }, lock])).toEqual(
      [
        'What happens:',
        '  1.000s  pause n1, n2 until 2.000s (a long GC)',
        '  1.000s  pause n1, n2',
        '  3.000s  mutual-exclusion is violated: two',
      ],
    );
    expect(linesOf([], [{ ...lock, at: null, witness: null }])).toEqual([
      'Nothing needs to go wrong for it:',
      '  mutual-exclusion is violated: see the report',
    ]);
    const many = (count: number) => Array.from({ length: count }, (_, n) => struck(`f${n}`));
    expect(linesOf(many(12))).toHaveLength(13);
    expect(linesOf(many(13)).slice(13)).toEqual(['  and 1 more']);
    expect(linesOf(many(15)).slice(12)).toEqual(['  1.000s  pause n1, n2', '  and 3 more']);
  });
});
