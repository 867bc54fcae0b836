import { describe, expect, it } from 'vitest';
import { compareText } from '../../src/base/order.ts';
import { defaultReporter, reporters } from '../../src/reports/index.ts';
import { reporterNames } from '../../src/reports/names.ts';
import { leaseRun, reportOf } from '../support/report-fixtures.ts';

const report = reportOf([leaseRun('unfenced', true)]);

describe('the reporters', () => {
  it('stand in alphabetical order, the text report being the usual one', () => {
    expect(reporters.names).toEqual([...reporters.names].sort(compareText));
    expect(reporters.names).toEqual(reporterNames);
    expect(defaultReporter.name).toBe('text');
  });

  it.each(reporters.names)('%s gives the same bytes twice and ends with a line feed', (name) => {
    const reporter = reporters.get(name);
    const first = reporter?.render(report);
    expect(reporter?.render(structuredClone(report))).toBe(first);
    expect(first?.endsWith('\n')).toBe(true);
  });
});
