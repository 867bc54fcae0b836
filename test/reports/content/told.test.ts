import { describe, expect, it } from 'vitest';
import { scenarioRuns } from '../../../src/reports/content/strands.ts';
import { toldRuns, untoldSentence } from '../../../src/reports/content/told.ts';
import { html } from '../../../src/reports/html.ts';
import { mermaid } from '../../../src/reports/mermaid.ts';
import { svg } from '../../../src/reports/svg.ts';
import { text } from '../../../src/reports/text.ts';
import type { Run } from '../../../src/run/report/report.ts';
import { checkReport, reportOf, runReport, seen } from '../../support/report-fixtures.ts';

const held = (nth: number): Run =>
  runReport({ variant: `calm-${nth}`, story: [seen(1, 'n1', 'observed', 'x')] });

const broken = (nth: number): Run =>
  runReport({
    variant: `broken-${nth}`,
    verdict: 'fail',
    checks: [checkReport('it', { verdict: 'violated', at: 1 })],
    story: [seen(1, 'n1', 'observed', 'x')],
  });

const many = (count: number, run: (nth: number) => Run): Run[] =>
  Array.from({ length: count }, (_, nth) => run(nth));

const untold = (runs: readonly Run[], most: number): string | null =>
  untoldSentence(scenarioRuns(runs)[0]?.strands ?? [], most);

describe('what is not told', () => {
  it('is counted, with those in which all held', () => {
    expect(untold(many(8, broken), 8)).toBeNull();
    expect(untold(many(9, broken), 8)).toBe(
      '1 of 9 variants is not told here: the verdicts tell how they came out.',
    );
    expect(untold([...many(2, broken), ...many(5, held)], 8)).toBe(
      '5 of 7 variants are not told here: every check held there, as expected.',
    );
    expect(untold([...many(10, broken), ...many(5, held)], 8)).toBe(
      '7 of 15 variants are not told here; in 5 of them every check held, as expected.',
    );
  });

  it('is nothing where all are told, and where there is nothing to tell', () => {
    expect(untold([...many(1, broken), ...many(2, held)], 8)).toBeNull();
    expect(untold(many(9, held), 8)).toBeNull();
    expect(toldRuns(scenarioRuns(many(9, held))[0]?.strands ?? [], 8)).toEqual([]);
  });

  it('is said in every report that shows stories', () => {
    const report = reportOf([...many(10, broken), ...many(5, held)]);
    for (const reporter of [text, html, svg, mermaid]) {
      const page = reporter.render(report).replace(/\s+|<br\/>/g, ' ');
      expect(page, reporter.name).toContain('7 of 15 variants are not told here');
      const one = reporter.render(reportOf([broken(0)]));
      expect(one, reporter.name).not.toContain('not told here');
    }
    const scenarios = many(10, broken).map((run, nth) => ({ ...run, scenario: `s${nth}` }));
    expect(mermaid.render(reportOf(scenarios))).toContain('2 more runs left out.');
  });
});
