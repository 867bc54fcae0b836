import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/library/checks/define.ts';
import type { Design } from '../../src/search/design.ts';
import { outcomeOf } from '../../src/search/outcome.ts';
import { checkReport, runReport } from '../support/report-fixtures.ts';
import { runPlan } from '../support/stage.ts';

const design = (faults: Design['faults'] = []): Design => ({
  scenario: 'split',
  file: 'split.yaml',
  hash: 'sha256:00',
  variant: null,
  cell: null,
  checks: [{ id: 'lock', check: 'mutual-exclusion', expected: ['held'] }],
  faults,
});

/** Whether a search tells of a run in which this came of a check. */
function isFound(verdict: Verdict, ...expected: Verdict[]): boolean {
  const run = runReport({ checks: [checkReport('lock', { verdict, expected })] });
  const [check] = outcomeOf(run, runPlan(), design(), null).checks;
  return check?.signature !== null;
}

describe('what a search finds in a run', () => {
  it('is a violation, whether anybody expected it or not', () => {
    expect(isFound('violated', 'held')).toBe(true);
    expect(isFound('violated', 'violated')).toBe(true);
  });

  it('is any other verdict that nobody expected', () => {
    for (const verdict of ['undecided', 'out-of-model', 'unachievable'] as const) {
      expect([verdict, isFound(verdict, 'held')]).toEqual([verdict, true]);
      expect([verdict, isFound(verdict, verdict)]).toEqual([verdict, false]);
    }
  });

  it('is not that all went well, or that nothing happened', () => {
    expect(isFound('held', 'held')).toBe(false);
    expect(isFound('held', 'violated')).toBe(false);
    expect(isFound('vacuous', 'held')).toBe(false);
  });
});

describe('the faults of a run', () => {
  it('of a pool that did not draw one come to nothing', () => {
    const faults = [
      { id: 'cut', fault: 'partition', pool: true },
      { id: 'gc', fault: 'pause', pool: true },
    ];
    const gc = { id: 'gc', fault: 'pause', occurrences: 3, touched: 2, note: null, pool: true };
    const run = runReport({ checks: [checkReport('lock')] });
    const outcome = outcomeOf({ ...run, coverage: [gc] }, runPlan(), design(faults), null);
    expect(outcome.faults).toEqual([
      { occurrences: 0, touched: 0 },
      { occurrences: 3, touched: 2 },
    ]);
  });
});
