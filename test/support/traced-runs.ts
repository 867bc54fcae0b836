import { join } from 'node:path';
import type { TraceEvent } from '../../src/engine/event.ts';
import { runScenario } from '../../src/index.ts';
import type { RunOptions } from '../../src/index.ts';
import type { EventsHeader } from '../../src/reports/events.ts';
import type { TraceFormat } from '../../src/reports/traces/define.ts';
import { root } from './source-tree.ts';

/** A run with what happened in it. */
export interface TracedRun extends EventsHeader {
  readonly events: readonly TraceEvent[];
}

/** Crash and restart, duplicates, connections, packets of one message, pauses, several variants. */
export const tracedScenarios: readonly (readonly [path: string, options: RunOptions])[] = [
  ['networks/tcp-hides-loss.yaml', { until: '10s' }],
  ['networks/late-orders.yaml', {}],
  ['pauses/lease-and-a-long-pause.yaml', { until: '40s' }],
  ['majority/amnesia.yaml', { maxEvents: 4000 }],
  ['supercomputers/all-or-nobody.yaml', { until: '60s' }],
  ['transactions/two-phase-commit-under-nemesis.yaml', { until: '10s' }],
  ['models/isolation.yaml', { maxEvents: 3000 }],
  ['byzantine/three-generals-and-four.yaml', {}],
  ['your-own-program/pay-once.yaml', {}],
  ['persian/forushgah.yaml', {}],
];

/** All runs of a scenario of ours. */
export async function tracedRuns(
  path: string,
  options: RunOptions = {},
): Promise<readonly TracedRun[]> {
  const given = { ...options, events: true } as const;
  const { runs } = await runScenario(join(root, 'scenarios', path), given);
  return runs;
}

/** What a format makes of runs. */
export function written(format: Pick<TraceFormat, 'writer'>, runs: readonly TracedRun[]): string {
  const writer = format.writer();
  const parts = runs.flatMap((run) => [
    writer.begin(run),
    ...run.events.map((event) => writer.event(event)),
    writer.end(),
  ]);
  return writer.head() + parts.join('') + writer.tail();
}

/** A run of events of which only what matters is said. */
export function runOf(nodes: readonly string[], events: readonly Partial<TraceEvent>[]): TracedRun {
  const usual = { peer: null, name: null, incarnation: 1, data: null, node: null } as const;
  return {
    scenario: 'made-up',
    variant: null,
    cell: null,
    seed: '1',
    durationNs: 1e9,
    nodes,
    events: events.map((event, seq) => ({ ...usual, at: seq, type: 'log', seq, ...event })),
  };
}
