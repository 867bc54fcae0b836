import { describe, expect, it } from 'vitest';
import { mergeReports } from '../../../src/run/report/merge.ts';
import { reportOf, runReport } from '../../support/report-fixtures.ts';

const one = runReport({ notes: ['of one folder'] });
const other = runReport({ notes: ['of another folder'] });

describe('reports that are merged', () => {
  it('may each tell of two scenarios that share their name and the name of their file', () => {
    const both = reportOf([one, other]);
    expect(mergeReports([both]).runs).toEqual([one, other]);
    expect(mergeReports([both, reportOf([one])]).runs).toEqual([one, other]);
  });

  it('may not tell two things of one run, or of what nobody can tell apart', () => {
    expect(() => mergeReports([reportOf([one]), reportOf([other])])).toThrow(
      /there twice, and the two differ: one of them was played otherwise, or two scenarios have this name$/,
    );
  });
});
