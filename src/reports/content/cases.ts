import type { CheckReport, Run } from '../../run/report/report.ts';
import { type Strand, weight } from './strands.ts';

/** One check of one run, as programs that know only tests have it. */
export interface Case {
  readonly run: Run;
  readonly check: CheckReport;
  /** `skip`: this run says nothing about it, and need not: another seed does. */
  readonly result: 'pass' | 'fail' | 'unknown' | 'skip';
}

/**
 * The checks of all runs of a strand. Seeds are judged together, so a verdict that is not expected is no
 * failure where another seed has one that goes before it and is expected, or may yet turn out so: a
 * violation that is expected of some seed need not be seen in each. What is left are failures just where
 * the report has an outcome that is one.
 */
export function casesOf({ runs }: Pick<Strand, 'runs'>): Case[] {
  const excuses = new Map<string, number>();
  for (const { checks } of runs) {
    for (const { id, verdict, expected } of checks) {
      if (!expected.includes(verdict) && verdict !== 'undecided') continue;
      excuses.set(id, Math.min(weight[verdict], excuses.get(id) ?? Infinity));
    }
  }
  return runs.flatMap((run) =>
    run.checks.map((check): Case => {
      const isExcused = weight[check.verdict] > (excuses.get(check.id) ?? Infinity);
      return { run, check, result: resultOf(check, isExcused) };
    }),
  );
}

function resultOf({ verdict, expected }: CheckReport, isExcused: boolean): Case['result'] {
  if (expected.includes(verdict)) return 'pass';
  if (isExcused) return verdict === 'vacuous' || verdict === 'undecided' ? 'skip' : 'pass';
  return verdict === 'undecided' ? 'unknown' : 'fail';
}
