import { UsageError } from '../../base/errors.ts';
import type { Verdict } from '../../library/checks/define.ts';
import { eventSchema, headerSchema } from '../../run/report/events-schema.ts';
import { misfitOf } from '../../run/report/misfit.ts';
import type { Run, TraceReport } from '../../run/report/report.ts';
import { runKey } from '../play/run-key.ts';
import { scenarioPath } from '../report/scenario-path.ts';
import { NoReport, savedReport, savedText, unreadable } from '../report/saved.ts';

/** A run that was recorded. */
export interface Recorded {
  readonly key: string;
  readonly scenario: string;
  readonly variant: string | null;
  readonly cell: string | null;
  readonly seed: string;
  readonly trace: TraceReport;
  /** What was said of each check. */
  readonly verdicts: ReadonlyMap<string, Verdict>;
  /** How it was played, as the flags of these names have it. */
  readonly set: readonly string[];
  readonly phase: boolean;
  readonly steer: string | null;
  /** Why it ended before its virtual end; null: it came there. */
  readonly stopped: string | null;
  /** The version of the engine's semantics that played it. */
  readonly engine: string;
  /** The path of its scenario. */
  readonly path: string;
}

function pathOf(report: string, run: Run, scenarios: readonly string[]): string {
  const found = scenarioPath(report, run, scenarios);
  if (found !== undefined) return found;
  throw new UsageError(
    `${report} tells of ${run.scenario} in ${run.file}, which is neither beside it nor here: name it, or a folder above it, after the report`,
  );
}

/** Runs that somebody wants of a report: all of those of whom nothing is said. */
export interface WantedRuns {
  readonly variants?: readonly string[] | undefined;
  readonly seed?: string | undefined;
}

function isWanted({ variant, seed }: Run, wanted: WantedRuns): boolean {
  const { variants = [] } = wanted;
  const isOfVariant = variants.length === 0 || variants.includes(variant ?? '');
  return isOfVariant && (wanted.seed === undefined || wanted.seed === seed);
}

/** The runs of a report. */
export function recordedRuns(
  report: string,
  scenarios: readonly string[],
  wanted: WantedRuns,
): Recorded[] {
  const saved = savedReport(report);
  if (saved.kind !== 'run')
    throw new NoReport(
      `${report} is the report of a search: it has no traces; replay a seed of it`,
    );
  const { engine, runs } = saved.report;
  return runs
    .filter((run) => isWanted(run, wanted))
    .map((run) => {
      const { scenario, variant, cell, seed, set, phase, steer, stopped, trace } = run;
      const path = pathOf(report, run, scenarios);
      const key = runKey(run);
      const verdicts = new Map(run.checks.map((check) => [check.id, check.verdict]));
      const how = { set, phase, steer, stopped, engine };
      return { key, scenario, variant, cell, seed, trace, verdicts, path, ...how };
    });
}

type Header = Pick<Run, 'scenario' | 'variant' | 'cell' | 'seed'>;

/** Undefined: it is no JSON. */
function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** What a line of recorded events is; null: none of them. */
function rowOf(
  line: string,
): ({ readonly type: 'header' } & Header) | { readonly type: 'event' | 'verdict' } | null {
  const row = parsed(line);
  if (misfitOf(row, headerSchema) === null) return row as { readonly type: 'header' } & Header;
  if (misfitOf(row, eventSchema) === null) return { type: 'event' };
  const isVerdict = typeof row === 'object' && row !== null && 'type' in row;
  return isVerdict && row.type === 'verdict' ? { type: 'verdict' } : null;
}

/** Lines of recorded events by the key of their run. */
export function recordedEvents(path: string): ReadonlyMap<string, readonly string[]> {
  let text: string;
  try {
    text = savedText(path, 'events.ndjson');
  } catch (error) {
    throw new NoReport(unreadable(path, 'as events', error));
  }
  const runs = new Map<string, string[]>();
  let current: string[] | null = null;
  for (const [index, line] of text.split('\n').entries()) {
    if (line === '') continue;
    const row = rowOf(line);
    if (row?.type === 'header') runs.set(runKey(row), (current = []));
    else if (row === null || current === null) {
      const problem = current === null ? 'no header of a run' : 'damaged: it is no event';
      throw new NoReport(`${path} cannot be read as events: line ${index + 1} is ${problem}`);
    } else if (row.type === 'event') current.push(line);
  }
  return runs;
}
