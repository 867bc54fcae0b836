import { parse } from 'yaml';
import { runScenario } from '../../src/index.ts';
import type { Run } from '../../src/index.ts';

/**
 * The world in which examples are played. Its cast is whom they name: n1, n2 and n3 elect a leader
 * among themselves, two writers share a file under a lease, and two clients ask. Enough goes wrong
 * that every check has something to judge.
 */
const stage = `
version: 1
name: stage
duration: 60s
heal: 40s
nodes:
  n1: { program: majority-failover }
  n2: { program: majority-failover }
  n3: { program: majority-failover }
  locks: { program: lease-service }
  store: { program: file-store }
  writer: { count: 2, program: lease-client, config: { locks: locks, store: store } }
  counter: { program: counter-service, config: { deduplicate: true } }
  client: { count: 2 }
links:
  defaults: { latency: same-az }
workloads:
  orders:
    workload: requests
    from: client
    to: leader of n1, n2, n3
    ops: { write: 60%, read: 40% }
    keys: 20
    rate: 10/s
    timeout: 1s
    until: 50s
    settle: 5s
    final-read: true
  looks: { workload: requests, from: client, to: n1, ops: { read: 100% }, every: 1s }
  edits: { workload: requests, from: writer-1, ops: { save: 100% }, every: 500ms, timeout: 4s }
  more-edits: { workload: requests, from: writer-2, ops: { save: 100% }, every: 500ms, at: 3s }
  once:
    workload: script
    to: counter
    timeout: 1s
    retry: { max: 1 }
    steps:
      - { at: 1s, node: client-1, op: increment, key: visits }
      - { at: 2s, node: client-1, op: increment, key: visits }
faults:
  silence:
    fault: loss
    target: counter -> client-1
    at: 1900ms
    match: { message: increment-reply, nth: 1 }
  gc:
    fault: pause
    target: writer-1
    when: { point: before-write, node: writer-1, nth: 10 }
    duration: 15s
metrics:
  amplification: { metric: attempts-per-request, of: orders }
  goodput: { metric: goodput, of: orders, every: 1s }
`;

/** What stands in the maps of a scenario and is told by one line of YAML. */
export type Noun = 'fault' | 'check' | 'metric' | 'workload';

type Entries = { readonly [id: string]: object };

/** An example as entries of its map: either `id: { ... }`, or `{ ... }` alone, which gets an id. */
function entriesOf(noun: Noun, example: string): Entries {
  const written = parse(example);
  return noun in written ? { example: written } : written;
}

/** What a run shows of one entry, and why that is not enough; null when it did what it is for. */
const complaints: { readonly [N in Noun]: (run: Run, id: string) => string | null } = {
  fault(run, id) {
    const [struck] = run.coverage.filter((one) => one.id === id);
    return struck?.touched ? null : `it hit nothing: ${struck?.note}`;
  },
  check(run, id) {
    const [judged] = run.checks.filter((one) => one.id === id);
    return judged?.expected.includes(judged.verdict) ? null : `it is ${judged?.verdict}`;
  },
  metric(run, id) {
    const [read] = run.metrics.filter((one) => one.id === id);
    return read?.value === null || read === undefined ? 'it has no value' : null;
  },
  workload(run, id) {
    const ok = run.ledger.some((one) => one.workload === id && one.outcome === 'ok');
    return ok ? null : 'no request of it was answered';
  },
};

/**
 * Plays the example line of an item on the stage. Rejects when it cannot be played to its end, or
 * when it does not show what it is for: a fault that hits nothing, a check without its expected
 * verdict, a metric without a value, a workload without an answer.
 */
export async function playExample(noun: Noun, example: string): Promise<Run> {
  const scenario = parse(stage);
  const map = `${noun}s`;
  const entries = entriesOf(noun, example);
  scenario[map] = { ...scenario[map], ...entries };
  const report = await runScenario(scenario);
  if (!report.complete) throw new Error(`the example stopped: ${report.stopped}`);
  const [run] = report.runs;
  if (run === undefined) throw new Error('nothing was played');
  const complaint = complaints[noun](run, Object.keys(entries)[0] ?? '');
  if (complaint !== null) throw new Error(`${example}: ${complaint}`);
  return run;
}
