import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { summaryMarkdown } from '../../../src/reports/github/summary.ts';
import type { Report } from '../../../src/run/report/report.ts';
import { expectGolden } from '../../support/golden.ts';
import { checkReport, leaseRun, reportOf, runReport } from '../../support/report-fixtures.ts';

const plenty = 900_000;
const mixed = (): Report =>
  reportOf([
    runReport({}),
    leaseRun('unfenced', false, ['مشتری-۱', 'مشتری-۲', '锁服务', '🗄️store']),
    leaseRun('fenced', true),
  ]);

/** A scenario with so many violated checks. */
function broken(count: number): Report {
  const checks = Array.from({ length: count }, (_, nth) =>
    checkReport(`v${nth}`, { verdict: 'violated', witness: { why: 'گم شد', events: [] } }),
  );
  return reportOf([runReport({ checks, verdict: 'fail' })]);
}

describe('the summary of a step', () => {
  it('has a table of scenarios, failing ones first, and the evidence of what is not as expected', () => {
    const markdown = summaryMarkdown(mixed(), {}, plenty);
    expectGolden('reports/github/summary.md', markdown);
    expect(markdown).toMatch(/^## FAIL: 1 of 2 scenarios as expected\n/);
    expect(markdown.indexOf('| FAIL |')).toBeLessThan(markdown.indexOf('| PASS |'));
  });

  it('says that it was stopped', () => {
    const report = reportOf([runReport({})], { complete: false, stopped: 'SIGINT' });
    expect(summaryMarkdown(report, {}, plenty)).toContain('\nStopped early \\(SIGINT\\)\\:');
  });

  it('leaves out whole parts when there is no room, and counts them', () => {
    const whole = summaryMarkdown(broken(50), {}, plenty);
    expect(whole).not.toContain('No room');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Buffer.byteLength(whole) + 300 }), (most) => {
        const markdown = summaryMarkdown(broken(50), {}, most);
        expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(most);
        expect((markdown.match(/^```/gm) ?? []).length % 2).toBe(0);
        const [, left] = /No room for (\d+) more/.exec(markdown) ?? [];
        const shown = (markdown.match(/^###/gm) ?? []).length;
        if (shown > 0) expect(shown + Number(left ?? 0)).toBe(50);
      }),
      { seed: 2, numRuns: 200 },
    );
    expect(summaryMarkdown(broken(50), {}, 100)).toBe('');
  });

  it('lets no name or text mean anything to Markdown', () => {
    const sting = '`a` | [b](c) <img> *d*\n# @e';
    const checks = [
      checkReport(sting, { verdict: 'violated', witness: { why: '````\n</details>', events: [] } }),
    ];
    const run = runReport({ scenario: sting, checks, verdict: 'fail' });
    const markdown = summaryMarkdown(reportOf([run]), {}, plenty);
    expect(markdown).toContain(
      '| FAIL | \\`a\\` \\| \\[b\\]\\(c\\) &lt;img&gt; \\*d\\* \\# \\@e |',
    );
    expect(markdown).toMatch(/\n`````text\nviolated, expected held\n```` <\/details>\n/);
  });
});
