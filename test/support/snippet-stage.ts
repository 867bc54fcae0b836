import { parse } from 'yaml';
import { runScenario } from '../../src/index.ts';
import type { Report, ScenarioInput } from '../../src/index.ts';

/**
 * What a piece of a scenario file is completed with. A key that the piece has replaces the one here;
 * who names nodes of its own also says what is asked of them.
 */
const frame = `
version: 1
name: piece
duration: 20s
checks: { nobody-throws: { check: no-program-errors } }
`;

const cast = `
nodes:
  db:     { count: 3, program: majority-failover }
  server: { program: echo }
  client: { count: 2 }
workloads:
  questions: { workload: requests, from: client, to: server, every: 500ms }
  kv:
    workload: requests
    from: client
    to: leader of db
    ops: { write: 60%, read: 40% }
    keys: 20
    rate: 10/s
    retry: { max: 2, backoff: 100ms, jitter: full }
`;

/** The scenario that a piece stands for. */
export function completed(snippet: string): ScenarioInput {
  const piece = parse(snippet);
  const world = piece.nodes === undefined ? parse(cast) : {};
  const judged = piece.checks ?? piece.metrics;
  const { checks, ...rest } = parse(frame);
  return { ...rest, ...world, ...(judged === undefined ? { checks } : {}), ...piece };
}

/** What is to be said against a piece that was played; null when it does what it tells. */
export function complaint(report: Report): string | null {
  if (!report.complete) return `it stopped: ${report.stopped}`;
  for (const run of report.runs) {
    const idle = run.coverage.find((one) => one.touched === 0);
    if (idle !== undefined) return `the fault ${idle.id} hit nothing: ${idle.note}`;
    // Over several seeds one that is violated in some of them is what was expected.
    const wrong =
      report.verdict !== 'pass' && run.checks.find((one) => !one.expected.includes(one.verdict));
    if (wrong) return `${wrong.id} is ${wrong.verdict} (${run.variant})`;
    const empty = run.metrics.find((one) => one.value === null);
    if (empty !== undefined) return `the metric ${empty.id} has no value`;
  }
  return null;
}

/** Plays a piece; rejects where it is no valid scenario. */
export async function playSnippet(snippet: string): Promise<string | null> {
  return complaint(await runScenario(completed(snippet)));
}
