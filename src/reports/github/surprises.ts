import { type Case, casesOf } from '../content/cases.ts';
import type { ScenarioRuns } from '../content/strands.ts';
import { grouped } from '../content/count.ts';

/** A check of a strand that was not as expected, with the runs that show it. */
export interface Surprise {
  readonly scenario: ScenarioRuns;
  /** Variant and cell. */
  readonly label: string;
  readonly check: string;
  readonly result: 'fail' | 'unknown';
  /** The first run that shows it, and how many do, of how many. */
  readonly shown: Case;
  readonly count: number;
  readonly of: number;
}

function surprisesOf(scenario: ScenarioRuns): Surprise[] {
  return scenario.strands.flatMap((strand) => {
    const byCheck = new Map<string, Case[]>();
    for (const of of casesOf(strand)) {
      if (of.result !== 'fail' && of.result !== 'unknown') continue;
      const known = byCheck.get(of.check.id);
      if (known === undefined) byCheck.set(of.check.id, [of]);
      else known.push(of);
    }
    return [...byCheck].flatMap(([check, cases]): Surprise[] => {
      const result = cases.some((of) => of.result === 'fail') ? 'fail' : 'unknown';
      const showing = cases.filter((of) => of.result === result);
      const [shown] = showing;
      if (shown === undefined) return [];
      const { label, runs } = strand;
      return [{ scenario, label, check, result, shown, count: showing.length, of: runs.length }];
    });
  });
}

/** What was not as expected: failures first, for there is not always room for all. */
export function surprises(scenarios: readonly ScenarioRuns[]): Surprise[] {
  const all = scenarios.flatMap(surprisesOf);
  const having = (result: Surprise['result']) => all.filter((one) => one.result === result);
  return [...having('fail'), ...having('unknown')];
}

/** `lease-and-a-long-pause, unfenced: one-writer-at-a-time`. */
export function titleOf({ scenario, label, check }: Surprise): string {
  const names = label === scenario.name ? [label] : [scenario.name, label];
  return `${names.join(', ')}: ${check}`;
}

/** `in 2 of 5 runs, here with seed 3`; nothing of a single run. */
export function shareLines({ shown, count, of }: Surprise): string[] {
  if (of === 1) return [];
  return [`in ${grouped(count)} of ${grouped(of)} runs, here with seed ${shown.run.seed}`];
}
