import { checks as shelf } from '../../library/checks/index.ts';
import type { MetricPlan } from '../../scenario/plan/check.ts';
import type { RunPlan } from '../../scenario/scenario.ts';
import type { Run } from '../report/report.ts';

/** What a run is judged by, where nobody reads its report: a search plays thousands of them. */
export type Judgement = Pick<Run, 'scenario' | 'seed' | 'checks' | 'coverage' | 'trace'>;

/** The metrics that a verdict may depend on; users' own checks may read any. */
export function judgedMetrics({ checks, metrics }: RunPlan): readonly MetricPlan[] {
  if (checks.some(({ definition }) => shelf.get(definition.name) !== definition)) return metrics;
  const read = new Set(
    checks.flatMap(({ definition, config }) =>
      definition.metricsOf(config).flatMap((name) => [name, name.split('.')[0] ?? name]),
    ),
  );
  return metrics.filter(({ id }) => read.has(id));
}
