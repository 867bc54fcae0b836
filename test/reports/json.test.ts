import { describe, expect, it } from 'vitest';
import { json } from '../../src/reports/json.ts';
import { leaseRun, reportOf } from '../support/report-fixtures.ts';

const report = reportOf([leaseRun('unfenced', true)]);

describe('the JSON report', () => {
  it('is the report itself', () => {
    expect(JSON.parse(json.render(report))).toEqual(report);
  });

  it('has sorted keys, two blanks a level, and no byte that depends on the order of building', () => {
    expect(json.render(report).startsWith('{\n  "complete": true,\n  "engine": "1",\n')).toBe(true);
    const reversed = Object.fromEntries(Object.entries(report).reverse());
    expect(json.render({ ...report, ...reversed })).toBe(json.render(report));
  });
});
