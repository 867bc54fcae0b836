import type { MetricDefinition } from '../../src/library/metrics/define.ts';
import type { MetricResult } from '../../src/run/metrics/metric.ts';
import type { MetricPlan } from '../../src/scenario/plan/check.ts';
import { parseLinkSelector } from '../../src/scenario/selector/parse.ts';
import { isTextProblem } from '../../src/scenario/diagnostics/text-problem.ts';
import { gauge } from './gauge.ts';
import { Stage } from './stage.ts';

/** What a metric makes of what happens at ports: `from`, `to`, what, how much, at which second, how long it took. */
export function gaugePorts(
  definition: MetricDefinition,
  of: string,
  told: readonly (readonly [
    from: string,
    to: string,
    use: string,
    amount: number,
    at: number,
    tookNs?: number,
  ])[],
  more: Partial<MetricPlan> = {},
): MetricResult {
  const nodes = new Stage().plan.nodes.map(({ id }) => id);
  const world = { nodes, groups: new Map(), labels: new Map(), roles: new Set<string>() };
  const selector = parseLinkSelector(of, world);
  if (isTextProblem(selector)) throw new TypeError(selector.message);
  return gauge(definition, { of: { kind: 'links', selector }, ...more }, (stage) => {
    for (const [from, to, use, amount, at, tookNs = 0] of told) {
      stage.at(at).events.portUsed(from, to, use as 'sent', amount, tookNs);
    }
  });
}
