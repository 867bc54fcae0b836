import { parse } from 'yaml';
import { runScenario } from '../../src/index.ts';
import type { Run } from '../../src/index.ts';
import { desk } from './stage-desk.ts';
import { group } from './stage-group.ts';
import { notes } from './stage-notes.ts';

/**
 * The world in which examples are played. Its cast is whom they name: n1, n2 and n3 elect a leader
 * among themselves, two writers share a file under a lease, a desk keeps lists, four members order
 * messages and watch one another, notes keep a log until the light goes out, and two clients ask.
 * Enough goes wrong that every check has something to judge.
 */
const stage = `
version: 1
name: stage
duration: 60s
heal: 40s
domains:
  room: { room: }
nodes:
  n1: { program: majority-failover }
  n2: { program: majority-failover }
  n3: { program: majority-failover }
  locks: { program: lease-service }
  store: { program: file-store }
  writer: { count: 2, program: lease-client, config: { locks: locks, store: store } }
  counter: { program: counter-service, config: { deduplicate: true } }
  desk: { cores: 1, cost: { put: 2ms, take: 2ms }, memory: { limit: 256MiB }, place: room }
  ledger: { program: transaction-store }
  general: { count: 4, program: byzantine-generals, config: { commander: general-1 } }
  far: { program: station }
  time: { program: time-server }
  kept: { program: station }
  near: { program: station, config: { to: far, gap: 1s } }
  member: { count: 4 }
  notes: {}
  client: { count: 2 }
  ns: { program: echo }
clocks:
  kept: { source: quartz, sync: { protocol: ntp, servers: time, interval: 1s } }
links:
  defaults: { latency: same-az }
  member -> member: { latency: 1ms }
  n1 <-> n2: { bandwidth: 10Mbit/s }
names:
  near: { servers: ns, of: far, ttl: 1s, timeout: 500ms }
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
  guests: { workload: requests, from: client, to: desk, ops: { invite: 50%, list: 50% }, rate: 5/s }
  jobs: { workload: requests, from: client, to: desk, ops: { put: 40%, take: 60% }, rate: 5/s, until: 50s }
  last-jobs: { workload: requests, from: client, to: desk, ops: { take: 100% }, at: 51s, every: 500ms }
  transfers:
    workload: requests
    from: client
    to: desk
    ops: { move: 50%, balances: 20%, mark: 20%, marks: 10% }
    rate: 5/s
  swaps: { workload: transactions, from: client, to: ledger, keys: 5, rate: 5/s, until: 50s }
  once:
    workload: script
    to: counter
    timeout: 1s
    retry: { max: 1 }
    steps:
      - { at: 1s, node: client-1, op: increment, key: visits }
      - { at: 2s, node: client-1, op: increment, key: visits }
      - { at: 4s, node: client-2, op: read, key: visits }
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
  power-cut: { fault: crash, target: member-4, at: 20s, duration: forever }
  blackout: { fault: crash, scope: host, target: notes, at: 20s, duration: 1s }
  stutter: { fault: pause, target: member-3, at: 31s, every: 4s, times: 2, duration: 2s }
metrics:
  amplification: { metric: attempts-per-request, of: orders }
  goodput: { metric: goodput, of: orders, every: 1s }
`;

/** The stage as plain data, a copy: its desk and its members have no program yet. */
export function stageScenario(): ReturnType<typeof parse> {
  return parse(stage);
}

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

/** Plays the stage with more entries. Rejects when it cannot be played to its end. */
async function play(map: string, entries: Entries): Promise<Run> {
  const scenario = stageScenario();
  scenario.nodes.desk = { ...scenario.nodes.desk, program: desk };
  scenario.nodes.notes = { program: notes };
  scenario.nodes.member = { ...scenario.nodes.member, program: group };
  scenario[map] = { ...scenario[map], ...entries };
  const report = await runScenario(scenario);
  if (!report.complete) throw new Error(`the example stopped: ${report.stopped}`);
  const [run] = report.runs;
  if (run === undefined) throw new Error('nothing was played');
  return run;
}

/**
 * Plays the example line of an item on the stage. Rejects when it cannot be played to its end, or
 * when it does not show what it is for: a fault that hits nothing, a check without its expected
 * verdict, a metric without a value, a workload without an answer.
 */
export async function playExample(noun: Noun, example: string | null): Promise<Run> {
  if (example === null) throw new Error(`a ${noun} of the library has an example`);
  const entries = entriesOf(noun, example);
  const run = await play(`${noun}s`, entries);
  const complaint = complaints[noun](run, Object.keys(entries)[0] ?? '');
  if (complaint !== null) throw new Error(`${example}: ${complaint}`);
  return run;
}

/**
 * Plays the example lines of many checks or metrics in one run, which they only look at: what is to be
 * said against each line, null where it shows what it is for. Rejects when one of them cannot be read.
 */
export async function playTogether(
  noun: 'check' | 'metric',
  examples: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  // Lines of different items may have the same id.
  const ids = examples.map((_, place) => `example-${place}`);
  const entries = examples.map((example) => Object.values(entriesOf(noun, example))[0] ?? {});
  const run = await play(
    `${noun}s`,
    Object.fromEntries(ids.map((id, place) => [id, entries[place] ?? {}])),
  );
  return new Map(
    examples.map((example, place) => [example, complaints[noun](run, ids[place] ?? '')]),
  );
}
