import { describe, expect, it } from 'vitest';
import { surprises } from '../../../src/reports/github/surprises.ts';
import { scenarioRuns } from '../../../src/reports/content/strands.ts';
import type { CheckReport } from '../../../src/run/report/report.ts';
import { checkReport, runReport } from '../../support/report-fixtures.ts';

const of = (check: string, ...verdicts: CheckReport['verdict'][]) =>
  verdicts.map((verdict, seed) =>
    runReport({
      scenario: check,
      cell: `seed=${seed}`,
      seed: String(seed),
      checks: [checkReport(check, { verdict }), checkReport('calm')],
    }),
  );

describe('what was not as expected', () => {
  it('is told once for all seeds, by the first of them that shows it', () => {
    const [only, none] = surprises(
      scenarioRuns(of('c', 'held', 'undecided', 'violated', 'violated')),
    );
    expect(none).toBe(undefined);
    expect(only).toMatchObject({
      check: 'c',
      result: 'fail',
      count: 2,
      of: 4,
      shown: { run: { seed: '2' } },
    });
  });

  it('has failures before what could not be decided', () => {
    const runs = [...of('doubt', 'undecided'), ...of('wrong', 'violated'), ...of('fine', 'held')];
    expect(surprises(scenarioRuns(runs)).map(({ check, result }) => [check, result])).toEqual([
      ['wrong', 'fail'],
      ['doubt', 'unknown'],
    ]);
  });
});
