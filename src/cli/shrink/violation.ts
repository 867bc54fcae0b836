import { UsageError } from '../../base/errors.ts';
import { closest } from '../../base/text/suggest.ts';
import type { CheckReport, Run } from '../../run/report/report.ts';
import type { RunPlan, Scenario, ScenarioData } from '../../scenario/scenario.ts';
import { explicitScenario } from '../../search/shrink/explicit.ts';
import { throwIfSignalled } from '../failure.ts';
import type { Player } from '../play/player.ts';

/** A run, and a check that it violates. */
export interface Violation {
  readonly plan: RunPlan;
  readonly run: Run;
  readonly check: CheckReport;
}

/** What to do about a run that does not violate what was asked for. */
function hintFor(report: string | null): string {
  return report === null
    ? 'name a seed that violates it, as `explore` does'
    : `${report} says that it is, so something else was played: has the scenario changed, or was it played with --set or another flag?`;
}

function violationOf(run: Run, check: string | null, report: string | null): CheckReport {
  const violated = run.checks.filter(({ verdict }) => verdict === 'violated');
  const found =
    check === null
      ? (violated.find(({ expected }) => !expected.includes('violated')) ?? violated[0])
      : violated.find(({ id }) => id === check);
  if (found !== undefined) return found;
  const which = check === null ? 'nothing is violated' : `${check} is not violated`;
  throw new UsageError(
    `${which} in ${[run.scenario, run.variant, run.seed].filter(Boolean).join('/')}: ${hintFor(report)}`,
  );
}

/**
 * The scenario of one run, without the other variants and cells, every fault explicit. The ways to
 * write it, best first: what strikes again and again is written out, or kept as a series.
 */
export function standAlone(data: ScenarioData, plan: RunPlan, run: Run): readonly ScenarioData[] {
  return (['written-out', 'kept'] as const).map((series) => {
    const { summary: _, ...rest } = explicitScenario(data, plan, run, series);
    return plan.variant === null ? rest : { ...rest, variants: { [plan.variant]: {} } };
  });
}

/** What is wanted of a run: this check violated, or any; `report`: the one that says so. */
interface WantedViolation {
  readonly check: string | null;
  readonly report: string | null;
}

/** The first run that violates what is wanted; without one, the reason of the last. Throws Interrupted. */
export async function firstViolation(
  scenario: Scenario,
  player: Player,
  { check, report }: WantedViolation,
): Promise<Violation> {
  let problem: unknown = new UsageError('the scenario asks for no run');
  const known = new Set(scenario.runs.flatMap(({ checks }) => checks.map(({ id }) => id)));
  if (check !== null && !known.has(check)) {
    const meant = closest(check, known);
    const hint =
      meant === undefined ? `there are ${[...known].join(', ')}` : `did you mean "${meant}"?`;
    throw new UsageError(`--check ${check}: ${scenario.name} has no such check, ${hint}`);
  }
  for (const plan of scenario.runs) {
    const { run, stopped } = await player.play(plan, scenario);
    throwIfSignalled(stopped, 'before a violation was found');
    try {
      return { plan, run, check: violationOf(run, check, report) };
    } catch (error) {
      problem = error;
    }
  }
  throw problem;
}
