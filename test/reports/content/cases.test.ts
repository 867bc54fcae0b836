import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { casesOf } from '../../../src/reports/content/cases.ts';
import type { CheckReport } from '../../../src/run/report/report.ts';
import { outcomeOf, pooledVerdict } from '../../../src/run/checks/verdict.ts';
import { checkReport, runReport } from '../../support/report-fixtures.ts';

type Verdict = CheckReport['verdict'];

const verdicts = [
  'held',
  'violated',
  'vacuous',
  'undecided',
  'out-of-model',
  'unachievable',
] as const;

function results(expected: readonly Verdict[], got: readonly Verdict[]): string[] {
  const runs = got.map((verdict, seed) =>
    runReport({ seed: String(seed), checks: [checkReport('asked', { verdict, expected })] }),
  );
  return casesOf({ runs }).map(({ result }) => result);
}

describe('the checks of the runs of some seeds', () => {
  it('pass when they are as expected, fail when not, and are unknown when undecided', () => {
    expect(results(['held'], ['held', 'violated', 'undecided'])).toEqual([
      'pass',
      'fail',
      'unknown',
    ]);
    expect(results(['violated'], ['violated'])).toEqual(['pass']);
    expect(results(['violated'], ['held'])).toEqual(['fail']);
    expect(results(['held'], ['vacuous'])).toEqual(['fail']);
  });

  it('need not see in each seed what is expected of some', () => {
    expect(results(['violated'], ['held', 'violated', 'held'])).toEqual(['pass', 'pass', 'pass']);
    expect(results(['held'], ['held', 'vacuous'])).toEqual(['pass', 'skip']);
    expect(results(['violated'], ['undecided', 'violated'])).toEqual(['skip', 'pass']);
    expect(results(['violated'], ['held', 'undecided'])).toEqual(['pass', 'unknown']);
  });

  it('have a failure just where the outcome of all of them is one', () => {
    const verdict = fc.constantFrom(...verdicts);
    fc.assert(
      fc.property(
        fc.uniqueArray(verdict, { minLength: 1, maxLength: 3 }),
        fc.array(verdict, { minLength: 1, maxLength: 6 }),
        (expected, got) => {
          const outcome = outcomeOf([{ verdict: pooledVerdict(got), expected }]);
          const found = results(expected, got);
          const told = found.includes('fail')
            ? 'fail'
            : found.includes('unknown')
              ? 'unknown'
              : 'pass';
          expect(told).toBe(outcome);
        },
      ),
      { seed: 7, numRuns: 2000 },
    );
  });
});
