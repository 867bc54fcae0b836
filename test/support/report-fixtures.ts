import type {
  CheckReport,
  FaultReport,
  LedgerEntry,
  MessageReport,
  Report,
  Run,
  WitnessEvent,
} from '../../src/run/report/report.ts';
import type { Value } from '../../src/base/units.ts';

export const ms = 1_000_000;
export const second = 1_000_000_000;

let nextSeq = 0;

/** One event; sequence numbers rise in the order of the calls. */
export function seen(
  at: number,
  node: string | null,
  type: string,
  event: string,
  data: Value = {},
): WitnessEvent {
  nextSeq += 1;
  return { seq: nextSeq, at, node, incarnation: 1, type, event, data };
}

export function checkReport(id: string, over: Partial<CheckReport> = {}): CheckReport {
  const plain = { id, check: id, kind: 'safety', verdict: 'held', expected: ['held'] } as const;
  return { ...plain, observed: null, at: null, witness: null, ...over };
}

export function faultReport(id: string, fault: string, over: Partial<FaultReport> = {}) {
  const plain = { id, fault, summary: null, targets: ['n1'], from: 0, until: null, touched: 1 };
  return { ...plain, ...over };
}

/** A message that was sent at one instant and delivered at another, unless more is given. */
export function messageReport(
  [from, to]: readonly [string, string],
  [sentAt, at]: readonly [number, number],
  over: Partial<MessageReport> = {},
): MessageReport {
  nextSeq += 2;
  const [seq, endSeq] = [nextSeq - 1, nextSeq];
  const plain = { message: 'put', request: null, fate: 'delivered', why: null, marks: [] } as const;
  return { seq, sentAt, from, to, ...plain, at, endSeq, ...over };
}

export function attempt(over: Partial<LedgerEntry>): LedgerEntry {
  return {
    workload: 'once',
    client: 'client',
    number: 0,
    attempt: 1,
    op: 'increment',
    at: second,
    until: 2 * second,
    outcome: 'unknown',
    error: 'timeout',
    truth: 'lost',
    ...over,
  };
}

export function runReport(over: Partial<Run>): Run {
  const faults = over.faults ?? [];
  return {
    scenario: 'example',
    summary: null,
    file: 'example.yaml',
    variant: null,
    variantSummary: null,
    cell: null,
    seed: '1',
    set: [],
    phase: false,
    steer: null,
    verdict: 'pass',
    stopped: null,
    durationNs: 60 * second,
    nodes: ['n1', 'n2'],
    model: null,
    checks: [checkReport('no-program-errors')],
    faults,
    schedule: [],
    nemesis: null,
    coverage: faults.map(({ id, fault, touched }) => {
      return { id, fault, occurrences: 1, touched, pool: false, note: null };
    }),
    ledger: [],
    metrics: [],
    story: [],
    messages: [],
    notes: [],
    trace: { events: 1204, digest: `sha256:${'9f2c41d0'.repeat(8)}`, checkpoints: [] },
    ...over,
  };
}

export function reportOf(runs: readonly Run[], over: Partial<Report> = {}): Report {
  const failed = runs.some((run) => run.verdict === 'fail');
  const unknown = runs.some((run) => run.verdict === 'unknown');
  return {
    schema: 'fault-sim.report/1',
    verdict: failed ? 'fail' : unknown ? 'unknown' : 'pass',
    complete: true,
    stopped: null,
    engine: '1',
    runs,
    ...over,
  };
}

/** A lease outlives its holder's attention: the names of its nodes may be those of any script. */
export function leaseRun(
  variant: 'unfenced' | 'fenced',
  expected: boolean,
  names: readonly [string, string, string, string] = ['client-1', 'client-2', 'locks', 'store'],
): Run {
  const [first, next, locks, store] = names;
  const gc = { id: 'gc', fault: 'pause', targets: [first] };
  const granted = (at: number, to: string, token: number) =>
    seen(at, locks, 'observed', 'lease-granted', { lock: 'file', to, token });
  const accepted = (at: number, by: string, token: number) =>
    seen(at, store, 'observed', 'write-accepted', { file: 'shared', by, token });
  const story = [
    granted(1_512 * ms, first, 3),
    seen(1_513 * ms, first, 'point', 'before-write'),
    seen(1_513 * ms, null, 'fault-began', 'fault-began', gc),
    seen(1_513 * ms, first, 'paused', 'paused', { change: 'paused', why: 'gc' }),
    granted(11_540 * ms, next, 4),
  ];
  const newer = accepted(11_542 * ms, next, 4);
  const late = [
    seen(16_513 * ms, null, 'fault-ended', 'fault-ended', gc),
    seen(16_513 * ms, first, 'resumed', 'resumed', { change: 'resumed', why: null }),
  ];
  const older = accepted(16_514 * ms, first, 3);
  const broken = variant === 'unfenced';
  const refused = seen(16_514 * ms, store, 'observed', 'write-refused', { by: first, newest: 4 });
  const exclusion = broken
    ? checkReport('one-writer-at-a-time', {
        check: 'mutual-exclusion',
        verdict: 'violated',
        expected: [expected ? 'violated' : 'held'],
        at: older.at,
        witness: { why: 'token 3 accepted after token 4', events: [newer, older] },
      })
    : checkReport('one-writer-at-a-time', { check: 'mutual-exclusion' });
  return runReport({
    scenario: 'lease-and-a-long-pause',
    summary:
      'A client checks its lease, stops for 15 s in front of the write, and writes with a lease that has passed to someone else.',
    file: 'lease-and-a-long-pause.yaml',
    variant,
    variantSummary: broken
      ? 'The store believes whoever speaks.'
      : 'The store refuses a token older than the newest it has seen.',
    seed: '42',
    verdict: broken && !expected ? 'fail' : 'pass',
    nodes: [first, next, locks, store],
    checks: [
      exclusion,
      checkReport('tokens-only-grow', { check: 'monotone' }),
      checkReport('the-other-takes-over', { check: 'occurs', kind: 'liveness' }),
      checkReport('no-program-errors'),
    ],
    faults: [
      faultReport('gc', 'pause', {
        summary: 'stop-the-world garbage collection',
        targets: [first],
        from: 1_513 * ms,
        until: 16_513 * ms,
      }),
    ],
    story: [...story, newer, ...late, broken ? older : refused],
    metrics: [
      {
        id: 'save-latency',
        metric: 'latency',
        value: 3_401_222,
        unit: 'ns',
        series: null,
        everyNs: null,
        by: null,
      },
      {
        id: 'goodput',
        metric: 'goodput',
        value: null,
        unit: 'millionths/s',
        series: [2, 2, 0, null, 0, 1, 2, 3].map((value) => value && value * 1_000_000),
        everyNs: second,
        by: null,
      },
    ],
  });
}

const causes = [
  ['1-request-lost', 'loss', 'lost', 'held'],
  ['2-request-queued', 'hold', 'queued', 'violated'],
  ['3-node-crashed', 'crash', 'dead', 'held'],
  ['4-node-paused', 'pause', 'paused', 'violated'],
  ['5-reply-lost', 'loss', 'reply-lost', 'violated'],
  ['6-reply-late', 'delay', 'reply-late', 'violated'],
  ['5-reply-lost-and-remembered', 'loss', 'reply-lost', 'held'],
] as const;

/** Six causes of one silence: many variants, a small ledger each. */
export function silentRuns(): Run[] {
  return causes.map(([variant, fault, truth, counted]) => {
    const silence = seen(2 * second, 'client', 'completed', 'increment', {
      workload: 'once',
      client: 'client',
      number: 0,
      attempt: 1,
      op: 'increment',
      body: {},
      outcome: { status: 'unknown', error: 'timeout' },
      truth,
      began: second,
    });
    const first = seen(1_002 * ms, 'counter', 'observed', 'applied', { request: 'client/0' });
    const again = seen(2_002 * ms, 'counter', 'observed', 'applied', { request: 'client/0' });
    const twice = counted === 'violated';
    return runReport({
      scenario: 'six-ways-to-hear-nothing',
      summary: 'One increment, one second of patience, six different causes.',
      file: 'six-ways-to-hear-nothing.yaml',
      variant,
      durationNs: 20 * second,
      nodes: ['client', 'counter'],
      checks: [
        checkReport('cause-is-known', {
          verdict: 'violated',
          expected: ['violated'],
          at: silence.at,
          witness: {
            why: 'a timeout could mean any of six causes',
            events: [silence],
          },
        }),
        checkReport(
          'counted-once',
          twice
            ? {
                verdict: 'violated',
                expected: ['violated'],
                at: again.at,
                witness: { why: 'request client/0 took effect twice', events: [first, again] },
              }
            : {},
        ),
        checkReport('no-program-errors'),
      ],
      faults: [
        faultReport('why', fault, {
          targets: fault === 'loss' ? ['client -> counter'] : ['counter'],
          from: 900 * ms,
          until: fault === 'loss' ? null : 3_900 * ms,
        }),
      ],
      ledger: [
        attempt({ truth }),
        attempt({
          attempt: 2,
          at: 2 * second,
          until: 2_004 * ms,
          outcome: 'ok',
          error: null,
          truth: 'done',
        }),
      ],
      story: twice ? [first, silence, again] : [silence],
    });
  });
}
