import { invariant } from '../base/errors.ts';
import type { Verdict } from '../library/checks/define.ts';
import type { Judgement } from '../run/checks/judgement.ts';
import type { CheckReport } from '../run/report/report.ts';
import type { RunPlan } from '../scenario/scenario.ts';
import type { Design } from './design.ts';
import { partsOf, signatureOf } from './signature.ts';

/** What a search keeps of a run. */
export interface RunOutcome {
  readonly seed: string;
  /** Rows of its trace: how long a reader would have to read. */
  readonly events: number;
  /** Why it was stopped before its end; null: it came there. */
  readonly stopped: string | null;
  /** In the order of the design's checks. */
  readonly checks: readonly CheckOutcome[];
  /** In the order of the design's faults. */
  readonly faults: readonly FaultOutcome[];
}

/** What a run gave of a check. */
export interface CheckOutcome {
  readonly verdict: Verdict;
  /** What was found; null when nothing was. */
  readonly signature: string | null;
}

/** What a run gave of a fault. */
export interface FaultOutcome {
  readonly occurrences: number;
  readonly touched: number;
}

/** A violation, expected or not; any other verdict only when nobody expected it. */
function isFinding({ verdict, expected }: CheckReport): boolean {
  if (verdict === 'violated') return true;
  return verdict !== 'held' && verdict !== 'vacuous' && !expected.includes(verdict);
}

/** Takes from a run what its design is judged by. */
export function outcomeOf(
  run: Judgement,
  plan: RunPlan,
  design: Design,
  stopped: string | null,
): RunOutcome {
  const partOf = partsOf(plan);
  const checks = new Map(run.checks.map((check) => [check.id, check]));
  const coverage = new Map(run.coverage.map((fault) => [fault.id, fault]));
  return {
    seed: run.seed,
    events: run.trace.events,
    stopped,
    checks: design.checks.map(({ id }) => {
      const check = checks.get(id);
      invariant(check !== undefined, `the report on ${run.scenario} has no check ${id}`);
      const { verdict } = check;
      return { verdict, signature: isFinding(check) ? signatureOf(check, partOf) : null };
    }),
    faults: design.faults.map(({ id }) => {
      const { occurrences = 0, touched = 0 } = coverage.get(id) ?? {};
      return { occurrences, touched };
    }),
  };
}
