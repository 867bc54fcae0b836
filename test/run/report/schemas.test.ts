import { createHash } from 'node:crypto';
import Ajv from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { exactlyOnceEffect } from '../../../src/library/checks/exactly-once-effect.ts';
import { clientKnowsCause } from '../../../src/library/checks/client-knows-cause.ts';
import { latency } from '../../../src/library/metrics/latency.ts';
import { pause } from '../../../src/library/faults/pause.ts';
import { eventLines } from '../../../src/reports/events.ts';
import { assembleReport } from '../../../src/run/assemble.ts';
import { eventsSchema } from '../../../src/run/report/events-schema.ts';
import type { TraceEvent } from '../../../src/engine/event.ts';
import type { MessageReport, Report, Run } from '../../../src/run/report/report.ts';
import { reportSchema } from '../../../src/run/report/schema.ts';
import { Simulation } from '../../../src/run/simulation.ts';
import type { FaultPlan } from '../../../src/scenario/plan/fault.ts';
import type { MetricPlan } from '../../../src/scenario/plan/check.ts';
import { checkPlan } from '../../support/check-stage.ts';
import { counter } from '../../support/served-programs.ts';
import { nodePlan, readConfig, runPlan, second, select } from '../../support/stage.ts';
import { noRetry, workloadPlan } from '../../support/workload-stage.ts';

const gc: FaultPlan = {
  id: 'gc',
  kind: 'pause',
  definition: pause,
  params: readConfig(pause.params, { cause: 'gc' }),
  target: { kind: 'nodes', selector: select('s') },
  schedule: { kind: 'at', at: { kind: 'constant', ns: 3 * second } },
  duration: { kind: 'constant', ns: 4 * second },
  forever: false,
  untilNs: null,
  while: [],
  minOnNs: 0,
  minOffNs: 0,
  match: null,
  probabilityPpb: 1_000_000_000,
  inside: false,
  drawnFrom: null,
  summary: 'a long pause',
};

const wait: MetricPlan = {
  id: 'wait',
  kind: 'latency',
  definition: latency,
  config: readConfig(latency.config, {}),
  of: { kind: 'all' },
  stat: null,
  during: null,
  everyNs: 10 * second,
  by: 'client',
};

/** Two clients, a server that stops for four seconds, retries that carry the same id. */
const plan = runPlan({
  nodes: [nodePlan('c1'), nodePlan('c2'), nodePlan('s', counter)],
  workloads: [workloadPlan({ retry: { ...noRetry, max: 1 } })],
  faults: [gc],
  metrics: [wait],
  checks: [
    { ...checkPlan(clientKnowsCause), id: 'cause', expect: ['violated'] },
    { ...checkPlan(exactlyOnceEffect), id: 'once', expect: ['violated'] },
  ],
  model: {
    timing: 'asynchronous',
    failures: 'crash-recovery',
    atMost: null,
    bound: null,
    gstNs: null,
  },
});

function played(
  storeEvents = true,
  tellsMessages = true,
): {
  readonly report: Report;
  readonly run: Run;
  readonly messages: readonly MessageReport[];
  readonly lines: readonly string[];
} {
  const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
  const simulation = new Simulation(plan, {
    host: { drain: () => true, hash },
    storeEvents,
    tellsMessages,
    maxEvents: 1_000_000,
    judges: null,
    file: 'it.yaml',
    describeError: String,
  });
  while (simulation.advance(10_000) !== 'done');
  const run = simulation.finish();
  const report = assembleReport([{ run, seedIsAxis: false }], { engine: '1', stopped: null });
  const lines = storeEvents ? [...eventLines(run, simulation.events(), () => run)] : [];
  return { report, run, messages: simulation.messages, lines };
}

describe('a real run', () => {
  const { report, run, messages, lines } = played();
  const ajv = new Ajv.default({ strict: true, allErrors: true });

  it('gives a report that its schema takes, and that says what happened', () => {
    const isReport = ajv.compile(reportSchema);
    isReport(report);
    expect(isReport.errors).toBeNull();
    expect(report.verdict).toBe('pass');
    expect(run.checks.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['cause', 'violated'],
      ['once', 'violated'],
    ]);
    expect(run.faults).toMatchObject([
      { id: 'gc', from: 3 * second, until: 7 * second, touched: 1 },
    ]);
    expect(new Set(run.ledger.map(({ truth }) => truth))).toContain('paused');
    expect(run.metrics[0]?.by).toEqual({ c1: 2_000_000, c2: 2_000_000 });
    expect(run.story.map(({ event }) => event)).toContain('fault-began');
    expect(run.story.length).toBeLessThanOrEqual(30);
  });

  it('gives events that their schema takes, line by line', () => {
    const isLine = ajv.compile(eventsSchema);
    const wrong = lines.filter((line) => !isLine(JSON.parse(line)));
    expect(wrong).toEqual([]);
    expect(lines.length).toBe(run.trace.events + 2);
  });

  it('is the same again, without stored rows, and where nobody asks for messages', () => {
    expect(played().report).toEqual(report);
    expect(played(false).report).toEqual(report);
    expect(played(true, false).report).toEqual(report);
  });

  it('remembers messages where somebody asks for them', () => {
    expect(played(false).messages).toEqual(messages);
    expect(played(true, false).messages).toEqual([]);
  });

  it('tells messages as the rows of its trace have them', () => {
    const rows = lines.map((line) => JSON.parse(line) as Partial<TraceEvent>);
    const rowOf = (wanted: number | null) => rows.find(({ seq }) => seq === wanted);
    const arrivals = ['delivered', 'late'];
    expect(messages.map(({ fate }) => fate)).toContain('delivered');
    for (const message of messages) {
      const { seq, endSeq, from, to, sentAt, at, fate, message: name } = message;
      expect(rowOf(seq)).toMatchObject({ at: sentAt, type: 'sent', node: from, peer: to, name });
      const [node, peer] = arrivals.includes(fate) ? [to, from] : [from, to];
      const type = fate === 'late' ? 'late-reply' : fate;
      if (fate === 'untold') expect([at, endSeq]).toEqual([null, null]);
      else expect(rowOf(endSeq)).toMatchObject({ at, type, node, peer, name });
    }
  });

  it('has schemas that refuse what is no report and no event', () => {
    const isReport = ajv.compile(reportSchema);
    expect(isReport({ ...report, verdict: 'perhaps' })).toBe(false);
    expect(isReport({ ...report, runs: [{ ...run, wallTimeMs: 1 }] })).toBe(false);
    expect(ajv.compile(eventsSchema)({ type: 'sent' })).toBe(false);
  });
});
