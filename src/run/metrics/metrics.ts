import type { MetricReading } from '../../library/checks/define.ts';
import type { RunPlan } from '../../scenario/scenario.ts';
import type { RunEvents } from '../events/events.ts';
import type { Feed } from '../events/feed.ts';
import { MetricGauge, type MetricResult } from './metric.ts';
import type { MetricReport } from '../report/report.ts';

/** All metrics of a run, in the order of the plan. */
export class Metrics {
  readonly #gauges: readonly MetricGauge[];
  #results: ReadonlyMap<string, MetricResult> | null = null;

  constructor(plan: RunPlan, feed: Feed, events: RunEvents) {
    this.#gauges = plan.metrics.map((metric) => new MetricGauge(metric, plan, feed, events));
  }

  /** Computes all values. Call once, when the run is over, before the checks finish. */
  finish(endNs: number): MetricReport[] {
    this.#results = new Map(this.#gauges.map((gauge) => [gauge.plan.id, gauge.finish(endNs)]));
    return [...this.#results.values()].map(({ report }) => report);
  }

  /** Throws what a metric's own code failed with only after its values were computed. */
  demandSound(): void {
    for (const gauge of this.#gauges) gauge.demandSound();
  }

  /** A metric's value; null without data. Throws TypeError before the end of the run. */
  reading(id: string): MetricReading | null {
    if (this.#results === null) throw new TypeError('metrics are known only at the end of the run');
    return this.#results.get(id)?.reading ?? null;
  }
}
