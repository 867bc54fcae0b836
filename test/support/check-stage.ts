import { judges } from '../../src/history/judges.ts';
import type { CheckDefinition } from '../../src/library/checks/define.ts';
import { Checks, type PremiseRecord } from '../../src/run/checks/checks.ts';
import { Metrics } from '../../src/run/metrics/metrics.ts';
import type { CheckReport } from '../../src/run/report/report.ts';
import type { CheckPlan, MetricPlan } from '../../src/scenario/plan/check.ts';
import type { RunPlan } from '../../src/scenario/scenario.ts';
import { readConfig, runPlan, Stage } from './stage.ts';

/** A premise that holds all the time. */
export const alwaysHolds: PremiseRecord = {
  changes: [{ atNs: 0, holds: true }],
  restorable: true,
};

/** A check over everything, expected to hold, unless more is given. */
export function checkPlan(
  definition: CheckDefinition,
  config: object = {},
  given: Partial<CheckPlan> = {},
): CheckPlan {
  return {
    id: 'it',
    kind: definition.name,
    definition,
    config: readConfig(definition.config, config),
    of: { kind: 'all' },
    during: null,
    expect: ['held'],
    premise: null,
    after: null,
    withinNs: null,
    ...given,
  };
}

/** How a staged run is judged. */
export interface Judging {
  readonly config?: object;
  readonly plan?: Partial<CheckPlan>;
  readonly run?: Partial<RunPlan>;
  readonly metrics?: readonly MetricPlan[];
  readonly premise?: PremiseRecord;
  readonly stopped?: string | null;
  readonly leftModelNs?: number | null;
}

/** What one check says of a history that is told event by event. */
export function judge(
  definition: CheckDefinition,
  {
    config,
    plan,
    run,
    metrics = [],
    premise = alwaysHolds,
    stopped = null,
    leftModelNs = null,
  }: Judging,
  tell: (stage: Stage) => void,
): CheckReport & { readonly notes: readonly string[] } {
  const check = checkPlan(definition, config, plan);
  const stage = new Stage(runPlan({ checks: [check], metrics, ...run }));
  const gauges = new Metrics(stage.plan, stage.feed, stage.events);
  const checks = new Checks({
    run: stage.plan,
    feed: stage.feed,
    events: stage.events,
    history: stage.history,
    scene: stage.scene,
    nowNs: () => stage.engine.nowNs,
    isLiar: () => false,
    describeError: (error) => (error instanceof Error ? error.message : String(error)),
    judges,
    metric: (id) => gauges.reading(id),
    onViolated: () => undefined,
    premise: () => premise,
  });
  tell(stage);
  const endNs = stage.plan.durationNs;
  gauges.finish(endNs);
  const [report] = checks.finish({ endNs, stopped, leftModelNs }, stage.plan.healNs);
  if (report === undefined) throw new Error('the check gave no report');
  return { ...report, notes: checks.notes() };
}
