import type { MetricDefinition } from '../../src/library/metrics/define.ts';
import { MetricGauge, type MetricResult } from '../../src/run/metrics/metric.ts';
import type { MetricPlan } from '../../src/scenario/plan/check.ts';
import { readConfig, Stage } from './stage.ts';

/** What a metric makes of a history of 60 s that is told event by event. */
export function gauge(
  definition: MetricDefinition,
  given: Partial<MetricPlan> & { readonly settings?: object },
  tell: (stage: Stage) => void,
): MetricResult {
  const { settings = {}, ...plan } = given;
  const stage = new Stage();
  const full: MetricPlan = {
    id: 'it',
    kind: definition.name,
    definition,
    config: readConfig(definition.config, settings),
    of: { kind: 'all' },
    stat: null,
    during: null,
    everyNs: null,
    by: null,
    ...plan,
  };
  const measured = new MetricGauge(full, stage.plan, stage.feed, stage.events);
  tell(stage);
  return measured.finish(stage.plan.durationNs);
}
