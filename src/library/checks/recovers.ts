import { distribution, probability, text } from '../../base/schema.ts';
import { compare, mul, type Ratio, ratio } from '../../base/quantity/ratio.ts';
import type { Distribution } from '../../base/sampler/sampler.ts';
import type { TrueTime } from '../../base/units.ts';
import { printDuration } from '../../base/time.ts';
import {
  defineCheck,
  type Futility,
  type MetricReading,
  type PlannedMetric,
  type Seen,
} from './define.ts';

interface Window {
  readonly fromNs: number;
  readonly untilNs: number;
}

/** A period of a series, and its value in millionths as reports have it; null without data. */
interface Period extends Window {
  readonly value: bigint | null;
}

const MILLION = 1_000_000;
const BILLION = 1_000_000_000;

/** A window is written as a range, which reads as a uniform distribution. */
function windowOf(range: Distribution): Window | null {
  return range.kind === 'uniform' ? { fromNs: range.lowNs, untilNs: range.highNs } : null;
}

function periodsOf(reading: MetricReading | null): readonly Period[] | null {
  if (reading === null || reading.series === null || reading.everyNs === null) return null;
  const { everyNs, fromNs, untilNs } = reading;
  return reading.series.map((value, place) => ({
    fromNs: fromNs + place * everyNs,
    untilNs: Math.min(fromNs + (place + 1) * everyNs, untilNs),
    value: value === null ? null : BigInt(Math.round(value * MILLION)),
  }));
}

/** Mean of the periods that lie wholly inside a window; null without any. */
function level(periods: readonly Period[], window: Window): Ratio | null {
  const inside = periods.filter(
    ({ fromNs, untilNs }) => fromNs >= window.fromNs && untilNs <= window.untilNs,
  );
  if (inside.length === 0) return null;
  const sum = inside.reduce((before, { value }) => before + (value ?? 0n), 0n);
  return ratio(sum, BigInt(inside.length));
}

/** Why a series could not tell of a level in a window and of what came behind it. */
function futility(name: string, planned: PlannedMetric, window: Window | null): Futility | null {
  const { fromNs, untilNs, everyNs } = planned;
  if (everyNs === null)
    return { key: 'metric', why: `"${name}" is one number: give it \`every\`, for a series` };
  const key = 'of-level';
  if (window === null) return { key, why: '`of-level` is a window such as 10s..30s' };
  const first = fromNs + Math.max(Math.ceil((window.fromNs - fromNs) / everyNs), 0) * everyNs;
  const end = Math.min(first + everyNs, untilNs);
  const length = printDuration(everyNs);
  if (first >= untilNs || end > window.untilNs)
    return {
      key,
      why: `no period of "${name}", which has one every ${length}, lies in this window`,
    };
  const behind = fromNs + Math.ceil((window.untilNs - fromNs) / everyNs) * everyNs;
  if (behind < untilNs) return null;
  return {
    key,
    why: `"${name}" has no period behind this window: it ends at ${printDuration(untilNs)}`,
  };
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
  futile({ metric, 'of-level': window }, planned) {
    const series = planned(metric);
    return series === null ? null : futility(metric, series, windowOf(window));
  },
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
      const { metric } = config;
      const periods = periodsOf(run.metric(metric));
      const window = windowOf(config['of-level']);
      const before = periods && window && level(periods, window);
      if (periods === null || window === null || before === null) {
        run.undecided(`${metric} has no series with a level in that window`);
        return;
      }
      if (before.numerator === 0n) {
        run.undecided(`${metric} was at 0 in that window: there is no level to come back to`);
        return;
      }
      const later = periods.filter(({ fromNs }) => fromNs >= window.untilNs);
      if (later.length === 0) {
        run.undecided(`${metric} has no period behind that window`);
        return;
      }
      run.exercised();
      const least = mul(before, ratio(BigInt(Math.round(config.to * BILLION)), BigInt(BILLION)));
      const isHigh = ({ value }: Period): boolean =>
        value !== null && compare(ratio(value), least) >= 0;
      for (const period of later) if (isHigh(period)) run.reached(periodEnd(metric, period));
      if (run.withinNs !== null) return;
      const left = later.findIndex((period) => !isHigh(period));
      if (left < 0 || later.slice(left).some(isHigh)) return;
      run.violated(`${metric} never came back to the share of its earlier level that is asked`);
    });
  },
});

/** The moment at which a period's value is known, as something that was seen. */
function periodEnd(metric: string, { untilNs, value }: Period): Seen<{ readonly value: number }> {
  return {
    seq: -1,
    at: untilNs as TrueTime,
    node: '',
    incarnation: 0,
    event: metric,
    data: { value: Number(value) / MILLION },
  };
}
