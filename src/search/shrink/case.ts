import type { Run } from '../../run/report/report.ts';
import type { RunPlan, ScenarioData } from '../../scenario/scenario.ts';

/** What must still be seen: this check, violated, and for the same kind of reason. */
export interface Wanted {
  readonly check: string;
  readonly signature: string;
}

/** A scenario that shows it, with the run that did. */
export interface Case {
  readonly data: ScenarioData;
  readonly plan: RunPlan;
  readonly run: Run;
}

/** Plays a scenario; null when it is not valid, or does not show what is wanted. */
export type Oracle = (data: ScenarioData) => Promise<Case | null>;

/** The instant of the violation; the end of the run when it has none. */
export function violatedNs({ run }: Case, { check }: Wanted): number {
  return run.checks.find(({ id }) => id === check)?.at ?? run.durationNs;
}
