import { compactJson } from '../base/json/json.ts';
import { inKeyOrder } from '../base/key-order.ts';
import { sortedBy } from '../base/order.ts';
import type { Value } from '../base/units.ts';
import type { Verdict } from '../library/checks/define.ts';
import type { RunPlan, SystemModel } from '../scenario/scenario.ts';
import type {
  CheckReport,
  MetricReport,
  Report,
  Run,
  ScheduledFault,
  WitnessEvent,
} from './report/report.ts';
import { declaredUnits, unitsOf } from './report/units.ts';
import { outcomeOf, pooledVerdict, worstOutcome } from './checks/verdict.ts';

/** What the parts of a run have to say. */
export type RunResults = Pick<
  Run,
  | 'steer'
  | 'stopped'
  | 'checks'
  | 'faults'
  | 'schedule'
  | 'coverage'
  | 'nemesis'
  | 'ledger'
  | 'metrics'
  | 'story'
  | 'notes'
  | 'trace'
>;

/** A run that is over, and what pooling must know of its plan. */
export interface FinishedRun {
  readonly run: Run;
  /** The seed is an axis: runs that differ in it alone are judged together. */
  readonly seedIsAxis: boolean;
}

/** The declared model as reports print it; null when the file declares none. */
function modelValue(model: SystemModel | null): Value {
  if (model === null) return null;
  const { timing, failures, atMost, bound, gstNs } = model;
  return {
    timing,
    failures,
    atMost: atMost?.text ?? null,
    bound: bound === null ? null : { ...bound },
    gst: gstNs,
  };
}

/*
 * Values come back from a saved report with their keys in order: what is shown of a report has to be
 * the same before it was saved and after.
 */

function eventsAsSaved(events: readonly WitnessEvent[]): WitnessEvent[] {
  return events.map((event) => ({ ...event, data: inKeyOrder(event.data) }));
}

function checkAsSaved(check: CheckReport): CheckReport {
  const { witness } = check;
  if (witness === null) return check;
  return { ...check, witness: { ...witness, events: eventsAsSaved(witness.events) } };
}

function metricAsSaved(metric: MetricReport): MetricReport {
  return metric.by === null ? metric : { ...metric, by: inKeyOrder(metric.by) };
}

function entryAsSaved(entry: ScheduledFault): ScheduledFault {
  return { ...entry, params: inKeyOrder(entry.params) };
}

/** Builds one run's report, in an order that depends on nothing but its content. */
export function assembleRun(plan: RunPlan, file: string, results: RunResults): Run {
  const verdicts = results.checks.map(({ verdict, expected }) => ({ verdict, expected }));
  const witnesses = results.checks.flatMap(({ witness }) => witness?.events ?? []);
  const units = unitsOf([...results.story, ...witnesses], declaredUnits(plan.nodes));
  return {
    scenario: plan.scenario,
    summary: plan.summary,
    file,
    variant: plan.variant,
    variantSummary: plan.variantSummary,
    cell: plan.cell,
    seed: plan.seed,
    set: plan.set,
    phase: plan.healsCore === true,
    steer: results.steer,
    verdict: outcomeOf(verdicts),
    stopped: results.stopped,
    durationNs: plan.durationNs,
    nodes: plan.nodes.map(({ id }) => id),
    model: modelValue(plan.model),
    checks: sortedBy(results.checks, ({ id }) => id).map(checkAsSaved),
    faults: [...results.faults].sort((a, b) => a.from - b.from || byText(a, b)),
    schedule: results.schedule.map(entryAsSaved).sort((a, b) => a.at - b.at || byText(a, b)),
    coverage: sortedBy(results.coverage, ({ id }) => id),
    nemesis: results.nemesis,
    ledger: results.ledger,
    metrics: sortedBy(results.metrics, ({ id }) => id).map(metricAsSaved),
    story: eventsAsSaved(results.story),
    ...(units === undefined ? {} : { units }),
    notes: [...new Set(results.notes)],
    trace: results.trace,
  };
}

function byText(a: object, b: object): number {
  const [x, y] = [compactJson(a), compactJson(b)];
  return x < y ? -1 : x > y ? 1 : 0;
}

/** Runs that are one but for the seed. */
function poolOf({ run, seedIsAxis }: FinishedRun, place: number): string {
  if (!seedIsAxis) return `run ${place}`;
  const axes = run.cell?.split(',').filter((axis) => !axis.startsWith('seed=')) ?? [];
  return compactJson([run.scenario, run.file, run.variant, axes]);
}

/** Judges runs that differ in their seed together: each gets the outcome of all. */
function pool(runs: readonly Run[]): Run[] {
  const byCheck = new Map<string, { verdicts: Verdict[]; expected: readonly Verdict[] }>();
  for (const { checks } of runs) {
    for (const { id, verdict, expected } of checks) {
      const known = byCheck.get(id);
      if (known === undefined) byCheck.set(id, { verdicts: [verdict], expected });
      else known.verdicts.push(verdict);
    }
  }
  const outcome = outcomeOf(
    [...byCheck.values()].map(({ verdicts, expected }) => ({
      verdict: pooledVerdict(verdicts),
      expected,
    })),
  );
  return runs.map((run) => ({ ...run, verdict: outcome }));
}

/**
 * The report over runs, which keep their order. Pools of seeds are judged as a whole, and each run
 * of one carries the pool's outcome; `stopped` tells why not all of them were played to the end.
 */
export function assembleReport(
  finished: readonly FinishedRun[],
  options: { readonly engine: string; readonly stopped: string | null },
): Report {
  const pools = new Map<string, { places: number[]; runs: Run[] }>();
  finished.forEach((one, place) => {
    const key = poolOf(one, place);
    const known = pools.get(key) ?? { places: [], runs: [] };
    pools.set(key, known);
    known.places.push(place);
    known.runs.push(one.run);
  });
  const runs: Run[] = [];
  for (const { places, runs: pooled } of pools.values()) {
    const judged = pooled.length > 1 ? pool(pooled) : pooled;
    judged.forEach((run, nth) => {
      const place = places[nth];
      if (place !== undefined) runs[place] = run;
    });
  }
  return {
    schema: 'fault-sim.report/1',
    verdict: worstOutcome(runs.map(({ verdict }) => verdict)),
    complete: options.stopped === null,
    stopped: options.stopped,
    engine: options.engine,
    runs,
  };
}
