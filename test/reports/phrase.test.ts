import { describe, expect, it } from 'vitest';
import { faultPhrase } from '../../src/reports/phrase.ts';
import { text } from '../../src/reports/text.ts';
import { faultReport, reportOf, runReport } from '../support/report-fixtures.ts';

const second = 1_000_000_000;

describe('a fault that is over at once', () => {
  const jump = faultReport('jump', 'clock-jump', { from: 6 * second, until: 6 * second });

  it('has no length', () => {
    expect(faultPhrase(jump)).toBe('clock-jump of n1');
    expect(faultPhrase({ ...jump, until: 8 * second })).toBe('clock-jump of n1 for 2s');
    const said = text.render(reportOf([runReport({ faults: [jump] })]));
    expect(said).toMatch(/clock-jump of n1 +6\.000s +hit 1/);
  });
});
