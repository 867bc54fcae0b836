import { compactJson } from '../base/json/json.ts';
import type { TraceEvent } from '../engine/event.ts';
import type { Run } from '../run/report/report.ts';

/** The name and version of the stream's format. */
const eventsSchema = 'fault-sim.events/1';

/** What the first line of a stream tells: which run this is. */
export type EventsHeader = Pick<
  Run,
  'scenario' | 'variant' | 'cell' | 'seed' | 'durationNs' | 'nodes' | 'units'
>;

/** The first line: `{"type":"header", ...}`, with its line feed. */
export function headerLine(run: EventsHeader): string {
  const { scenario, variant, cell, seed, durationNs, nodes, units } = run;
  const header = { type: 'header', schema: eventsSchema, scenario, variant, cell, seed };
  return `${compactJson({ ...header, durationNs, nodes, ...(units === undefined ? {} : { units }) })}\n`;
}

/** One event as one line, with its line feed. */
export function eventLine(event: TraceEvent): string {
  return `${compactJson(event)}\n`;
}

/** The last line: the verdicts and the trace's digest, with its line feed. */
export function verdictLine(run: Run): string {
  const checks = run.checks.map(({ id, verdict, at }) => ({ id, verdict, at }));
  const { events, digest } = run.trace;
  const line = { type: 'verdict', verdict: run.verdict, checks, events, digest };
  return `${compactJson(line)}\n`;
}

/**
 * A run's events as newline-delimited JSON, line by line, so that the writer can wait for its
 * reader. The run is asked for only when all events were taken.
 */
export function* eventLines(
  header: EventsHeader,
  events: Iterable<TraceEvent>,
  finished: () => Run,
): Generator<string, void, undefined> {
  yield headerLine(header);
  for (const event of events) yield eventLine(event);
  yield verdictLine(finished());
}
