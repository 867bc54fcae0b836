import { distribution, probability, text } from '../../base/schema.ts';
import type { Distribution } from '../../base/sampler.ts';
import type { TrueTime } from '../../base/units.ts';
import { defineCheck, type MetricReading, type Seen } from './define.ts';

interface Window {
  readonly fromNs: number;
  readonly untilNs: number;
}

/** A window is written as a range, which reads as a uniform distribution. */
function windowOf(range: Distribution): Window | null {
  return range.kind === 'uniform' ? { fromNs: range.lowNs, untilNs: range.highNs } : null;
}

/** Mean of the periods that lie wholly inside a window; null without any. */
function level(series: readonly (number | null)[], everyNs: number, window: Window): number | null {
  const inside = series.filter(
    (_, period) => period * everyNs >= window.fromNs && (period + 1) * everyNs <= window.untilNs,
  );
  if (inside.length === 0) return null;
  return inside.reduce((sum: number, value) => sum + (value ?? 0), 0) / inside.length;
}

function seriesOf(
  reading: MetricReading | null,
): { values: readonly (number | null)[]; everyNs: number } | null {
  if (reading === null || reading.series === null || reading.everyNs === null) return null;
  return { values: reading.series, everyNs: reading.everyNs };
}

/** After the disturbance a series comes back to what it was before it. */
export const recovers = defineCheck({
  name: 'recovers',
  summary: 'A metric comes back to a share of its earlier level.',
  property: 'liveness',
  config: {
    metric: text('The metric; it must be a series (`every`).'),
    to: probability('The share of the earlier level that counts as recovered.').default('95%'),
    'of-level': distribution('The window in which the earlier level is taken: `10s..30s`.'),
  },
  metricsOf: ({ metric }) => [metric],
  example:
    'comes-back: { check: recovers, metric: goodput, to: 95%, of-level: 10s..30s, within: 20s, after: heal }',
  histories: () => ({
    config: { metric: 'goodput', to: '50%', 'of-level': '0s..20s' },
    within: '40s',
    metrics: { goodput: { metric: 'goodput', every: '10s' } },
    held: [
      { at: '1s', until: '2s', client: 'c1', op: 'read', reply: {} },
      { at: '11s', until: '12s', client: 'c1', op: 'read', reply: {} },
      { at: '31s', until: '32s', client: 'c1', op: 'read', reply: {} },
    ],
    violated: [
      { at: '1s', until: '2s', client: 'c1', op: 'read', reply: {} },
      { at: '11s', until: '12s', client: 'c1', op: 'read', reply: {} },
      { at: '31s', until: '32s', client: 'c1', op: 'read', refused: 'overloaded' },
    ],
  }),

  watch(run, config) {
    run.atEnd(() => {
      const series = seriesOf(run.metric(config.metric));
      const window = windowOf(config['of-level']);
      const before = series && window && level(series.values, series.everyNs, window);
      if (series === null || window === null || before === null) {
        run.undecided(`${config.metric} has no series with a level in that window`);
        return;
      }
      run.exercised();
      let isBack = false;
      series.values.forEach((value, period) => {
        const beganNs = period * series.everyNs;
        if (value === null || beganNs < window.untilNs || value < config.to * before) return;
        isBack = true;
        run.reached(periodEnd(config.metric, beganNs + series.everyNs, value));
      });
      if (isBack || run.withinNs !== null) return;
      run.violated(
        `${config.metric} never came back to the share of its earlier level that is asked`,
      );
    });
  },
});

/** The moment at which a period's value is known, as something that was seen. */
function periodEnd(metric: string, atNs: number, value: number): Seen<{ readonly value: number }> {
  return {
    seq: -1,
    at: atNs as TrueTime,
    node: '',
    incarnation: 0,
    event: metric,
    data: { value },
  };
}
