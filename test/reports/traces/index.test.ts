import { describe, expect, it } from 'vitest';
import { traceFormats } from '../../../src/reports/traces/index.ts';
import { traceNames } from '../../../src/reports/traces/names.ts';
import { tracedRuns, written } from '../../support/traced-runs.ts';

describe('the forms of a run for other tools', () => {
  it('are those that the command line knows', () => {
    expect(traceFormats.names).toEqual(traceNames);
  });

  it.each(traceFormats.items)('$name gives the same bytes twice', async (format) => {
    const runs = await tracedRuns('your-own-program/pay-once.yaml');
    const text = written(format, runs);
    expect(text).toBe(written(format, runs));
    expect(text.endsWith('\n')).toBe(true);
  });
});
