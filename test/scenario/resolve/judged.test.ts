import { describe, expect, it } from 'vitest';
import type { WorkloadPlan } from '../../../src/scenario/plan/workload.ts';
import { head, load, people, planOf } from '../memory-host.ts';

const S = 1_000_000_000;
const served = `${head}nodes: { db: { count: 2, program: ./store.ts }, b: { program: ./buyer.ts }, c: { count: 2 } }\n`;

async function workloadOf(keys: string): Promise<WorkloadPlan> {
  const [workload] = (await planOf(`${served}workloads: { w: { ${keys} } }\n`)).workloads;
  if (workload === undefined) throw new Error('no workload');
  return workload;
}

describe('workloads', () => {
  it('have defaults: all plain clients, whoever serves the requests, one second', async () => {
    expect(
      await workloadOf('workload: requests, rate: 20/s, ops: { write: 30%, read: 70% }'),
    ).toMatchObject({
      from: ['c-1', 'c-2'],
      to: { text: 'db' },
      arrival: { kind: 'rate', perSecond: 20, process: { kind: 'poisson' } },
      ops: [
        { op: 'read', sharePpb: 700_000_000 },
        { op: 'write', sharePpb: 300_000_000 },
      ],
      keys: { count: 1, choice: 'uniform' },
      timeoutNs: S,
      retry: { max: 0, growthPpb: 2_000_000_000, jitter: 'none', budgetPpb: null, sameId: true },
      atNs: 0,
      untilNs: 60 * S,
      operations: null,
      settleNs: 0,
      finalRead: false,
    });
  });

  it('of clients with a program are handed to it', async () => {
    expect(await workloadOf('workload: requests, from: b, every: 2s')).toMatchObject({
      from: ['b'],
      to: null,
      ops: [{ op: 'buy', sharePpb: 1_000_000_000 }],
      arrival: { kind: 'every', everyNs: 2 * S },
    });
  });

  it('read all their keys', async () => {
    expect(
      await workloadOf(
        'workload: requests, from: c-1, to: leader of db, concurrency: 3, think: 1s..2s, ops: { read: 100% }, keys: { count: 9, choice: zipf, skew: 1.1 }, timeout: 2s, retry: { max: 3, backoff: 1s, growth: 1.5x, jitter: full, budget: 10%, same-id: false }, at: 1s, until: 50s, settle: 5s, final-read: true, operations: 7',
      ),
    ).toMatchObject({
      from: ['c-1'],
      to: { text: 'leader of db' },
      arrival: { kind: 'closed', concurrency: 3, think: { kind: 'uniform' } },
      keys: { count: 9, choice: 'zipf', skew: 1.1 },
      timeoutNs: 2 * S,
      retry: {
        max: 3,
        backoff: { kind: 'constant', ns: S },
        growthPpb: 1_500_000_000,
        jitter: 'full',
        budgetPpb: 100_000_000,
        sameId: false,
      },
      atNs: S,
      untilNs: 50 * S,
      settleNs: 5 * S,
      finalRead: true,
      operations: 7,
    });
  });

  it('have no more keys of unlike shares than fit into a table', async () => {
    const keyed = (count: number, choice: string) =>
      workloadOf(
        `workload: requests, from: c-1, to: db, every: 1s, ops: { read: 100% }, keys: { count: ${count}, choice: ${choice} }`,
      );
    await expect(keyed(1e9, 'zipf')).rejects.toMatchObject({ diagnostics: [{ code: 'E_BOUND' }] });
    expect((await keyed(1e9, 'uniform')).keys.count).toBe(1e9);
  });

  it('may come in bursts', async () => {
    const { arrival } = await workloadOf(
      'workload: requests, rate: 1/s, ops: { read: 100% }, arrivals: { process: on-off, on: 200ms, off: 800ms }',
    );
    expect(arrival).toMatchObject({
      process: { kind: 'on-off', onNs: 200_000_000, offNs: 800_000_000 },
    });
  });

  it('may be scripts, whose bodies are read by the program that serves', async () => {
    const { from, arrival } = await workloadOf(
      'workload: script, steps: [{ at: 1s, node: c-2, to: db-1, op: write, key: x, value: "1" }, { node: b, op: buy, item: tea, when: { event: applied, where: key = x } }]',
    );
    expect(from).toEqual(['b', 'c-2']);
    expect(arrival).toMatchObject({
      kind: 'steps',
      steps: [
        {
          atNs: S,
          when: null,
          node: 'c-2',
          to: { text: 'db-1' },
          op: 'write',
          body: { key: 'x', value: '1' },
        },
        {
          atNs: null,
          when: { kind: 'event' },
          node: 'b',
          to: null,
          op: 'buy',
          body: { item: 'tea' },
        },
      ],
    });
  });
});

describe('checks', () => {
  const checks = async (text: string, more = '') =>
    (
      await planOf(
        `${people.replace('{ fine: { check: no-program-errors } }', `{ ${text} }`)}${more}`,
      )
    ).checks;

  it('have the implicit one beside them', async () => {
    const found = await checks('a: { check: client-knows-cause, of: kv }');
    expect(found.map(({ id, kind, expect: expected }) => [id, kind, expected])).toEqual([
      ['a', 'client-knows-cause', ['held']],
      ['no-program-errors', 'no-program-errors', ['held']],
    ]);
    const named = await checks('no-program-errors: { expect: violated }');
    expect(named.map(({ id, expect: expected }) => [id, expected])).toEqual([
      ['no-program-errors', ['violated']],
    ]);
  });

  it('read all their keys', async () => {
    const [found] = await checks(
      'a: { check: occurs, event: elected, of: db, where: term > 1, during: 5s..50s, expect: held or vacuous, premise: majority of db is connected, after: f begins, within: 12s }',
      'faults: { f: { fault: pause, target: db-1 } }\n',
    );
    expect(found).toMatchObject({
      of: { kind: 'nodes', nodes: ['db-1', 'db-2', 'db-3'], text: 'db' },
      config: { event: 'elected', where: { reads: ['term'] } },
      during: { fromNs: 5 * S, untilNs: 50 * S },
      expect: ['held', 'vacuous'],
      premise: [{ text: 'majority of db is connected' }],
      after: { kind: 'fault', fault: 'f', edge: 'begins' },
      withinNs: 12 * S,
    });
  });

  it.each([
    ['check: occurs, event: elected, after: 5s', '`after` needs `within`'],
    ['check: responds, of: kv, premise: db-1 is up', '`premise` needs `within`'],
    ['check: never, event: elected, after: 5s', 'it takes no `after`'],
    ['check: never, event: elected, within: 5s', 'it takes no `within`'],
    [
      'check: responds, of: kv, share: 90%, within: 5s',
      'responds with `share` has no goal that is due: it takes no `within`',
    ],
    ['check: responds, of: kv, share: 90%, premise: db-1 is up', 'it takes no `premise`'],
  ])('have no key that says when nothing is due: %s', async (keys, words) => {
    await expect(checks(`a: { ${keys} }`)).rejects.toMatchObject({
      diagnostics: [{ code: 'E_NOTHING_DUE', message: expect.stringContaining(words) }],
    });
  });

  it('need fields that their event has, and metrics that the file has', async () => {
    await expect(
      checks('a: { check: monotone, event: elected, field: trem }'),
    ).rejects.toMatchObject({
      diagnostics: [{ code: 'E_UNKNOWN_FIELD', suggestion: 'did you mean "term"?' }],
    });
    await expect(
      checks(
        'a: { check: recovers, metric: godput, of-level: 1s..2s, within: 1s }',
        'metrics: { goodput: { metric: goodput, every: 1s } }\n',
      ),
    ).rejects.toMatchObject({
      diagnostics: [{ code: 'E_UNKNOWN_METRIC', suggestion: 'did you mean "goodput"?' }],
    });
  });

  it.each([
    ['70s..80s', 'every: 5s', 'no period of "g", which has one every 5s, lies in this window'],
    ['11s..13s', 'every: 5s', 'no period of "g", which has one every 5s, lies in this window'],
    ['6s..14s', 'every: 5s', 'no period of "g", which has one every 5s, lies in this window'],
    ['2s..9s', 'every: 5s, during: 5s..30s', 'lies in this window'],
    ['10s..31s', 'every: 5s, during: 5s..30s', 'behind this window: it ends at 30s'],
    ['10s..60s', 'every: 5s', '"g" has no period behind this window: it ends at 1m'],
    ['5s', 'every: 5s', '`of-level` is a window such as 10s..30s'],
    ['5s..10s', '', '"g" is one number: give it `every`, for a series'],
  ])('of a level in %s of { %s } that is none are refused', async (level, keys, message) => {
    const check = `a: { check: recovers, metric: g, of-level: ${level}, within: 5s }`;
    const metrics = `metrics: { g: { metric: goodput, ${keys} } }\n`;
    await expect(checks(check, metrics)).rejects.toMatchObject({
      diagnostics: [{ code: 'E_BOUND', message: expect.stringContaining(message) }],
    });
  });

  it.each([
    ['5s..10s', 'every: 5s'],
    ['6s..15s', 'every: 5s'],
    ['0s..56s', 'every: 5s, during: 2s..58s'],
  ])('of a level in %s of { %s } that is one are not', async (level, keys) => {
    const check = `a: { check: recovers, metric: g, of-level: ${level}, within: 5s }`;
    const metrics = `metrics: { g: { metric: goodput, ${keys} } }\n`;
    await expect(checks(check, metrics)).resolves.toBeDefined();
  });

  it('of users are checks like any other', async () => {
    const [found] = (
      await planOf(served.replace('{ fine', '{ mine: { check: ./fair.ts, of: b }, fine'))
    ).checks.filter(({ id }) => id === 'mine');
    expect(found).toMatchObject({ kind: 'fair', of: { kind: 'nodes', nodes: ['b'] } });
  });
});

describe('metrics', () => {
  it('read all their keys', async () => {
    const { metrics } = await planOf(
      `${people}metrics: { a: { metric: latency, of: kv.read, stat: p99.9, during: 1s..2s, every: 1s }, b: { metric: count, event: applied, by: key }, c: { metric: queue-length, of: db -> client, stat: mean } }\n`,
    );
    expect(metrics).toMatchObject([
      {
        id: 'a',
        of: { kind: 'workload', workload: 'kv', op: 'read' },
        stat: { kind: 'quantile', quantilePpb: 999_000_000, text: 'p99.9' },
        during: { fromNs: S },
        everyNs: S,
      },
      { id: 'b', of: { kind: 'all' }, stat: null, by: 'key' },
      { id: 'c', of: { kind: 'links' }, stat: { kind: 'mean' } },
    ]);
  });

  it('have no series that nobody could read', async () => {
    const series = (keys: string) =>
      planOf(`${people}metrics: { a: { metric: goodput, ${keys} } }\n`);
    await expect(series('every: 1ns')).rejects.toMatchObject({
      diagnostics: [
        { code: 'E_BOUND', message: expect.stringMatching(/ at most 100000 are kept$/) },
      ],
    });
    expect((await series('every: 1us, during: 1s..1100ms')).metrics[0]?.everyNs).toBe(1000);
  });
});

describe('doubts', () => {
  const doubts = async (text: string): Promise<readonly string[]> =>
    (await load(text)).warnings.map(({ code, place }) => `${code} ${place?.line}:${place?.column}`);

  it('are told of windows beyond heal', async () => {
    expect(
      await doubts(
        `${people}heal: 20s\nfaults: { f: { fault: pause, target: db-1, at: 15s, duration: 10s } }\n`,
      ),
    ).toEqual(['W_AFTER_HEAL 8:63']);
  });

  it('are told of faults on nodes that are down', async () => {
    expect(
      await doubts(
        `${people}faults:\n  dead: { fault: crash, target: db, at: 5s, duration: 20s }\n  idle: { fault: pause, target: db-1, at: 6s, duration: 5s }\n  late: { fault: pause, target: db-1, at: 6s, duration: 30s }\n`,
      ),
    ).toEqual(['W_HITS_NOTHING 9:3']);
  });

  it('are told of faults that wait for themselves, also by way of others', async () => {
    const fault = (name: string, keys: string): string =>
      `  ${name}: { fault: pause, target: db-1, duration: 1s, ${keys} }\n`;
    const circles =
      fault('a', 'when: a begins') +
      fault('b', 'at: 2s, while: b is active') +
      fault('c', 'when: d ends') +
      fault('d', 'when: [db-1 is up, c is active]');
    const sound =
      fault('e', 'at: 2s, while: e is not active') +
      fault('g', 'at: 2s') +
      fault('h', 'when: g begins, while: g is active') +
      fault('i', 'when: a ends');
    expect(await doubts(`${people}faults:\n${circles}${sound}`)).toEqual([
      'W_HITS_NOTHING 8:3',
      'W_HITS_NOTHING 9:3',
      'W_HITS_NOTHING 10:3',
      'W_HITS_NOTHING 11:3',
    ]);
  });

  it('are told of a `retry` that never asks again, unless that is said', async () => {
    const retries = (keys: string) =>
      doubts(
        `${served}workloads: { w: { workload: requests, ops: { read: 100% }, rate: 1/s, retry: { ${keys} } } }\n`,
      );
    expect(await retries('backoff: 1s')).toEqual(['W_NO_EFFECT 6:71']);
    expect(await retries('max: 0, backoff: 1s')).toEqual([]);
    expect(await retries('max: 3, growth: 3x, jitter: full')).toEqual([
      'W_NO_EFFECT 6:88',
      'W_NO_EFFECT 6:100',
    ]);
    expect(await retries('max: 3, backoff: 0s, growth: 3x, jitter: full')).toEqual([]);
  });

  it('are told of a `settle` that puts no final read off, unless that is said', async () => {
    const settles = (keys: string) =>
      doubts(
        `${served}workloads: { w: { workload: requests, ops: { read: 100% }, rate: 1/s, until: 5s, settle: 1s${keys} } }\n`,
      );
    expect(await settles('')).toEqual(['W_NO_EFFECT 6:82']);
    expect(await settles(', final-read: false')).toEqual([]);
    expect(await settles(', final-read: true')).toEqual([]);
  });

  it('are told of an `exclude` that leaves nothing out, unless something else was asked for', async () => {
    const text = `${people}params: { a: 1 }\nmatrix: { $a: [1, 2], exclude: ["$a = 2", "$a = 7", "$a >= 2"] }\n`;
    expect(await doubts(text)).toEqual(['W_NO_EFFECT 8:43']);
    expect((await load(text, { options: { set: ['a=1'] } })).warnings).toEqual([]);
  });

  it('are told of keys that change nothing beside the others', async () => {
    const crash = (keys: string) =>
      doubts(`${people}faults: { f: { fault: crash, target: db, at: 5s, ${keys} } }\n`);
    expect(await crash('tear: true, survivors: 1')).toEqual([
      'W_NO_EFFECT 7:50',
      'W_NO_EFFECT 7:62',
    ]);
    expect(await crash('scope: process, lose: memory, survivors: 0')).toEqual(['W_NO_EFFECT 7:80']);
    expect(await crash('lose: disk, tear: true')).toHaveLength(1);
    expect(await crash('scope: host, lose: disk, survivors: 1')).toHaveLength(1);
    expect(await crash('tear: false')).toEqual([]);
    expect(await crash('lose: unsynced, tear: true')).toEqual([]);
    expect(await crash('scope: host, tear: true, survivors: 1')).toEqual([]);
  });

  it('are told of majorities of an even number', async () => {
    const text = people
      .replace('count: 3', 'count: 4')
      .replace(
        'check: no-program-errors',
        'check: responds, of: kv, within: 5s, premise: majority of db is connected',
      );
    expect(await doubts(text)).toEqual(['W_EVEN_QUORUM 4:65']);
  });

  it('are told of clients for whom nobody asks, and of anchors', async () => {
    expect(
      await doubts(
        `${people.replace('to: db,', 'from: client-1, to: db,').replace('client: {', 'idle: , client: {')}x-a: &a 1\n`,
      ),
    ).toEqual(['W_UNUSED_GROUP 5:49', 'W_UNUSED_ANCHOR 7:6']);
  });

  it('are errors with strict', async () => {
    await expect(load(`${people}x-a: &a 1\n`, { options: { strict: true } })).rejects.toMatchObject(
      {
        diagnostics: [{ code: 'W_UNUSED_ANCHOR', severity: 'error' }],
      },
    );
  });
});
