import { anyText, numberFrom, perhaps } from '../../base/declaration.ts';
import { InternalError, OwnCodeError } from '../../base/errors.ts';
import { compareNatural } from '../../base/order.ts';
import { div, mul, type Ratio, ratio, roundRatio, toNumber } from '../../base/quantity/ratio.ts';
import { valueText } from '../../base/schema/text.ts';
import { isAsynchronous } from '../../base/thenable.ts';
import type { TrueTime, Value } from '../../base/units.ts';
import type { MetricReading, OperationSeen, Seen } from '../../library/checks/define.ts';
import type { Measured } from '../../library/metrics/define.ts';
import { metrics as shelf } from '../../library/metrics/index.ts';
import type { MetricPlan } from '../../scenario/plan/check.ts';
import type { RunPlan } from '../../scenario/scenario.ts';
import type { RunEvents } from '../events/events.ts';
import { looking } from '../events/looking.ts';
import type { Feed } from '../events/feed.ts';
import { demandKnownEvent } from '../events/known-event.ts';
import type { MetricReport } from '../report/report.ts';
import { LinkScope, ScopeFilter } from '../checks/scope.ts';
import { countsNothing, type Statistic, statistic, statisticOf } from './statistic.ts';

const MILLION = 1_000_000;

const anInstant = numberFrom(0, Number.MAX_SAFE_INTEGER, 'an instant in ns');
const aNumber = numberFrom(-Number.MAX_VALUE, Number.MAX_VALUE, 'a number');
const aField = perhaps(anyText);

/** One sample; its value in ns, or in millionths, so that sums and means of it are exact. */
interface Sample {
  readonly atNs: number;
  /** From when on it came about; of most the same instant. */
  readonly sinceNs: number;
  readonly value: bigint;
  readonly field: string | null;
}

interface Period {
  readonly fromNs: number;
  readonly untilNs: number;
}

/** The part of a sample that came about within a period; null when none did. */
function partWithin(sample: Sample, { fromNs, untilNs }: Period): Sample | null {
  const sinceNs = Math.max(sample.sinceNs, fromNs);
  const atNs = Math.min(sample.atNs, untilNs);
  if (atNs <= sinceNs) return null;
  const whole = BigInt(sample.atNs - sample.sinceNs);
  return { ...sample, sinceNs, atNs, value: (sample.value * BigInt(atNs - sinceNs)) / whole };
}

/** What a metric came to: the reading for checks, and the report's part. */
export interface MetricResult {
  readonly reading: MetricReading | null;
  readonly report: MetricReport;
}

function fieldText(value: Value | undefined): string | null {
  if (value === undefined || value === null || typeof value === 'object') return null;
  return String(value);
}

/** Collects the samples of one metric, and makes of them what the scenario asks for. */
export class MetricGauge {
  readonly plan: MetricPlan;
  readonly #run: RunPlan;
  readonly #filter: ScopeFilter;
  readonly #samples: Sample[] = [];
  readonly #statistic: Statistic;
  /** A value that is counted: a sample's own worth does not matter. */
  readonly #counted: boolean;
  readonly #atEnd: ((end: TrueTime) => void)[] = [];
  #field: string | null = null;
  /** The first mistake of the metric's own code; null: it has made none. */
  #failure: Error | null = null;

  constructor(plan: MetricPlan, run: RunPlan, feed: Feed, events: RunEvents) {
    this.plan = plan;
    this.#run = run;
    // Windows are applied at the end: what lies outside still tells that there was something.
    this.#filter = new ScopeFilter(run, plan.of, null);
    this.#statistic = statisticOf(plan.stat, plan.definition.fold);
    this.#counted = this.#statistic === 'count' || this.#statistic === 'rate';
    const measured = this.#measured(feed, events);
    this.#guard('`measure`', () => plan.definition.measure(measured, plan.config));
  }

  /**
   * The value at the end of the run, which may have come before the plan's. Throws what the metric's
   * own code threw meanwhile, and OwnCodeError when that was not even an error.
   */
  finish(endNs: number): MetricResult {
    const { id, kind, everyNs, by } = this.plan;
    // What is sampled now belongs to no event, unless the metric says to which value of `by`.
    this.#field = null;
    for (const action of this.#atEnd)
      this.#guard('what `run.atEnd` was given', () => action(endNs as TrueTime));
    this.demandSound();
    const window = this.#window(endNs);
    const samples = this.#within(this.#samples, window);
    const whole = this.#value(samples, window);
    const series = everyNs === null ? null : this.#series(samples, window, everyNs);
    const groups = by === null ? null : this.#groups(samples, window);
    const reading: MetricReading | null =
      whole === null && (groups === null || groups.size === 0)
        ? null
        : {
            value: this.#read(whole),
            series: series?.map((value) => this.#read(value)) ?? null,
            everyNs,
            ...window,
            unit: this.#unit,
            by: groups && Object.fromEntries([...groups].map(([f, v]) => [f, this.#read(v)])),
          };
    return {
      reading,
      report: {
        id,
        metric: kind,
        value: this.#report(whole),
        unit: this.#unit === 'ns' ? 'ns' : this.#unit === '1' ? 'millionths' : 'millionths/s',
        series: series?.map((value) => this.#report(value)) ?? null,
        everyNs,
        by: groups && Object.fromEntries([...groups].map(([f, v]) => [f, this.#report(v)])),
      },
    };
  }

  /** Throws what the metric's own code has failed with, also in a promise that nobody waited for. */
  demandSound(): void {
    if (this.#failure !== null) throw this.#failure;
  }

  get #unit(): 'ns' | '1' | '/s' {
    if (this.#statistic === 'rate') return '/s';
    return this.#statistic === 'count' ? '1' : this.plan.definition.unit;
  }

  #measured(feed: Feed, events: RunEvents): Measured {
    type Follower = (done: Seen<OperationSeen>) => void;
    const follow = (called: string, action: Follower) => (done: Seen<OperationSeen>) => {
      // The final read is the judge's, not the clients'.
      if (done.data.phase === 'final-read' || !this.#filter.takesOperation(done)) return;
      this.#field = this.#fieldOf({ ...done.data, body: null, outcome: done.data.outcome.status });
      this.#guard(`what \`run.${called}\` was given`, () => action(done));
    };
    return {
      nodes: this.#filter.nodes,
      onEvent: (event, action) => {
        const { definition } = this.plan;
        // The library takes names from scenarios only, where loading has looked at them.
        if (shelf.get(definition.name) !== definition) demandKnownEvent(this.#run, event);
        feed.onEvent(event, (seen) => {
          if (!this.#filter.takes(seen)) return;
          this.#field = this.#fieldOf({ node: seen.node, ...seen.data });
          this.#guard(`what follows the event ${event}`, () => action(seen));
        });
      },
      onOperation: (action) => void events.onOperation(follow('onOperation', action)),
      onAttempt: (action) => void events.onAttempt(follow('onAttempt', action)),
      atEnd: (action) => void this.#atEnd.push(action),
      onPort: (action) => {
        const scope = new LinkScope(this.#run, this.plan.of);
        events.onPort((from, to, use, amount, tookNs) => {
          const at = feed.nowNs as TrueTime;
          if (!scope.has(from, to)) return;
          const since = (at - tookNs) as TrueTime;
          const seen = { at, since, use, amount, links: scope.count };
          this.#guard('what `run.onPort` was given', () => action(seen));
        });
      },
      window: {
        from: (this.plan.during?.fromNs ?? 0) as TrueTime,
        until: (this.plan.during?.untilNs ?? this.#run.durationNs) as TrueTime,
      },
      add: (at, value, field, since) => this.#add(at, value, field, since),
    };
  }

  /**
   * Runs the metric's own code. What it throws is kept for the end of the run: at this moment a
   * program's step may be open, which would be blamed for it.
   */
  #guard(called: string, action: () => unknown): void {
    try {
      if (isAsynchronous(looking(action, (reason) => this.#threw(reason)))) {
        throw new OwnCodeError(
          `the metric ${this.plan.kind}: ${called} gives back a promise, and no metric may wait`,
        );
      }
    } catch (thrown) {
      if (thrown instanceof InternalError) throw thrown;
      this.#threw(thrown);
    }
  }

  #threw(thrown: unknown): void {
    this.#failure ??=
      thrown instanceof Error
        ? thrown
        : new OwnCodeError(`the metric ${this.plan.kind} threw ${valueText(thrown)}`);
  }

  #fieldOf(data: { readonly [field: string]: Value }): string | null {
    return this.plan.by === null ? null : fieldText(data[this.plan.by]);
  }

  #add(at: TrueTime, value: number, field?: string, since: TrueTime = at): void {
    const problem =
      anInstant(at, 'at') ??
      aNumber(value, 'value') ??
      aField(field, 'field') ??
      anInstant(since, 'since');
    if (problem !== null) throw new TypeError(`run.add: ${problem}`);
    const scale = this.plan.definition.unit === 'ns' ? 1 : MILLION;
    const exact = BigInt(Math.round(value * scale));
    const sinceNs = Math.min(since, at);
    this.#samples.push({ atNs: at, sinceNs, value: exact, field: field ?? this.#field });
  }

  #window(endNs: number): Period {
    const { during } = this.plan;
    return {
      fromNs: Math.min(during?.fromNs ?? 0, endNs),
      untilNs: Math.min(during?.untilNs ?? this.#run.durationNs, endNs),
    };
  }

  /** One value for each period of a window. What the window has at its last instant is of the last one. */
  #series(
    samples: readonly Sample[],
    { fromNs, untilNs }: Period,
    everyNs: number,
  ): (Ratio | null)[] {
    const count = Math.ceil((untilNs - fromNs) / everyNs);
    const parts: Sample[][] = Array.from({ length: count }, () => []);
    const placeOf = (atNs: number): number => {
      const passedNs = atNs - fromNs;
      return Math.min((passedNs - (passedNs % everyNs)) / everyNs, count - 1);
    };
    for (const sample of samples) {
      if (!this.#isSharedOut(sample)) {
        parts[placeOf(sample.atNs)]?.push(sample);
        continue;
      }
      for (let place = placeOf(sample.sinceNs); place <= placeOf(sample.atNs); place += 1) {
        const beganNs = fromNs + place * everyNs;
        const part = partWithin(sample, { fromNs: beganNs, untilNs: beganNs + everyNs });
        if (part !== null) parts[place]?.push(part);
      }
    }
    return parts.map((part, place) => {
      const beganNs = fromNs + place * everyNs;
      return this.#value(part, {
        fromNs: beganNs,
        untilNs: Math.min(beganNs + everyNs, untilNs),
      });
    });
  }

  /** It took its time, of which each period has its part. */
  #isSharedOut({ atNs, sinceNs }: Sample): boolean {
    return this.#statistic === 'share' && sinceNs < atNs;
  }

  /** From the first instant on, without the last one, which the next period has. The run's end is in. */
  #within(samples: readonly Sample[], period: Period): Sample[] {
    const { fromNs, untilNs } = period;
    const last = untilNs >= this.#run.durationNs;
    return samples.flatMap((sample) => {
      if (this.#isSharedOut(sample)) return partWithin(sample, period) ?? [];
      const { atNs } = sample;
      return atNs >= fromNs && (atNs < untilNs || (last && atNs === untilNs)) ? [sample] : [];
    });
  }

  #groups(samples: readonly Sample[], window: Period): Map<string, Ratio | null> {
    const byField = new Map<string, Sample[]>();
    for (const sample of samples) {
      const { field } = sample;
      if (field === null) continue;
      const group = byField.get(field);
      if (group === undefined) byField.set(field, [sample]);
      else group.push(sample);
    }
    const groups = new Map<string, Ratio | null>();
    for (const field of [...byField.keys()].sort(compareNatural)) {
      groups.set(field, this.#value(byField.get(field) ?? [], window));
    }
    return groups;
  }

  /**
   * In ns, or in ones. An event that never came was counted: 0. Of operations it is none, unless there
   * were some at another time: a client that asks nothing has no goodput.
   */
  #value(samples: readonly Sample[], { fromNs, untilNs }: Period): Ratio | null {
    if (samples.length === 0) {
      const seen = this.#samples.length > 0 || this.plan.definition.fold === 'count';
      if (!countsNothing(this.#statistic) || !seen) return null;
    }
    const values = samples.map(({ value }) => value);
    const exact = statistic(this.#statistic, values, untilNs - fromNs);
    if (exact === null || this.#counted || this.plan.definition.unit === 'ns') return exact;
    return div(exact, ratio(BigInt(MILLION)));
  }

  #read(value: Ratio | null): number | null {
    return value === null ? null : toNumber(value);
  }

  #report(value: Ratio | null): number | null {
    if (value === null) return null;
    const scaled = this.#unit === 'ns' ? value : mul(value, ratio(BigInt(MILLION)));
    return Number(roundRatio(scaled));
  }
}
