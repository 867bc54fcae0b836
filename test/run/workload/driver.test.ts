import { describe, expect, it } from 'vitest';
import { eventClass } from '../../../src/engine/agenda.ts';
import { text } from '../../../src/base/schema.ts';
import type { NodePlan } from '../../../src/scenario/plan/node.ts';
import type { WorkloadPlan } from '../../../src/scenario/plan/workload.ts';
import { script } from '../../../src/library/workloads/script.ts';
import { transactions } from '../../../src/library/workloads/transactions.ts';
import { defineProgram } from '../../../src/world/program/program.ts';
import { request } from '../../../src/world/program/protocol.ts';
import { counter, led, ledger, silent, store } from '../../support/served-programs.ts';
import { nodePlan, second, select, type Stage } from '../../support/stage.ts';
import { noRetry, playWorkloads, workloadPlan } from '../../support/workload-stage.ts';

/** One of the operations of a transaction: what, of which key, and a value. */
type Micro = readonly [string, string, unknown];

const clients = [nodePlan('c1'), nodePlan('c2')];
const counted = [...clients, nodePlan('s', counter)];

const play = (given: Partial<WorkloadPlan>, nodes = counted): Stage =>
  playWorkloads(nodes, [workloadPlan(given)]);

const beginnings = (stage: Stage, client: string): number[] =>
  stage.history.operations
    .filter((operation) => operation.client === client)
    .map(({ beganNs }) => beganNs / second);

describe('arrivals', () => {
  it('every: each client, from `at` on, until before `until`', () => {
    const stage = play({ atNs: 2 * second, untilNs: 5 * second });
    expect(beginnings(stage, 'c1')).toEqual([2, 3, 4]);
    expect(beginnings(stage, 'c2')).toEqual([2, 3, 4]);
    expect(stage.history.operations.every(({ done }) => done?.data.outcome.status === 'ok')).toBe(
      true,
    );
  });

  it('rate, even: all clients together take turns', () => {
    const arrival = { kind: 'rate', perSecond: 4, process: { kind: 'even' } } as const;
    const stage = play({ arrival, untilNs: second });
    expect(beginnings(stage, 'c1')).toEqual([0, 0.5]);
    expect(beginnings(stage, 'c2')).toEqual([0.25, 0.75]);
  });

  it('rate, poisson: about as many as asked for', () => {
    const arrival = { kind: 'rate', perSecond: 100, process: { kind: 'poisson' } } as const;
    const { length } = play({ arrival }).history.operations;
    expect(length).toBeGreaterThan(900);
    expect(length).toBeLessThan(1100);
  });

  it('on-off: the same mean, and silence while off', () => {
    const process = { kind: 'on-off', onNs: 0.2 * second, offNs: 0.8 * second } as const;
    const arrival = { kind: 'rate', perSecond: 100, process } as const;
    const { operations } = play({ arrival }).history;
    expect(operations.length).toBeGreaterThan(850);
    expect(operations.length).toBeLessThan(1150);
    expect(operations.every(({ beganNs }) => beganNs % second < 0.2 * second)).toBe(true);
  });

  it('closed: the next operation waits for the last one and the think time', () => {
    const think = { kind: 'constant', ns: 0.998 * second } as const;
    const arrival = { kind: 'closed', concurrency: 2, think } as const;
    // Each answer takes two milliseconds on the way, the first two more for the handshake.
    const stage = play({ arrival, untilNs: 2.5 * second });
    expect(beginnings(stage, 'c1')).toEqual([0, 0, 1.002, 1.002, 2.002, 2.002]);
  });

  it('closed: a dead client asks nobody until it is there again', () => {
    const think = { kind: 'constant', ns: 0 } as const;
    const arrival = { kind: 'closed', concurrency: 1, think } as const;
    const given = { arrival, from: ['c1'], untilNs: 4 * second };
    const crash = (backNs: number | null) => (stage: Stage) => {
      const { verbs } = stage.world;
      stage.engine.schedule(second, eventClass.faultBegin, () => {
        const undo = verbs.crash(0, 'process', []);
        if (backNs !== null) stage.engine.schedule(backNs, eventClass.faultEnd, undo);
      });
    };
    for (const backNs of [3 * second, null]) {
      const stage = playWorkloads(counted, [workloadPlan(given)], {}, crash(backNs));
      const asked = beginnings(stage, 'c1');
      expect(asked.filter((at) => at < 1).length).toBeGreaterThan(400);
      expect(asked.filter((at) => at > 1 && at < 3)).toEqual([]);
      expect(asked.filter((at) => at >= 3).length > 400).toBe(backNs !== null);
      expect(stage.engine.stopped).toBeNull();
    }
  });

  it('closed: that is answered in no time is stopped, for it would never let time go on', () => {
    const think = { kind: 'constant', ns: 0 } as const;
    const arrival = { kind: 'closed', concurrency: 1, think } as const;
    const stage = playWorkloads(counted, [workloadPlan({ arrival, from: ['s'], to: null })]);
    expect(stage.engine.stopped).toBe('time-stands-still');
    expect(stage.notes).toEqual(['w: s is answered in no time, again and again: give it `think`']);
    expect(stage.history.operations.length).toBeLessThan(20_000);
  });

  it('stops after so many operations', () => {
    expect(play({ operations: 5 }).history.operations).toHaveLength(5);
  });
});

describe('draws', () => {
  const arrival = { kind: 'rate', perSecond: 20, process: { kind: 'poisson' } } as const;
  const asked = (stage: Stage, client: string): unknown[] =>
    stage.history.operations
      .filter((operation) => operation.client === client)
      .map(({ beganNs, body }) => [beganNs, body]);

  it('of one client do not depend on how another fares', () => {
    const calm = play({ arrival });
    const troubled = playWorkloads(counted, [workloadPlan({ arrival })], {}, (stage) => {
      stage.engine.schedule(
        second,
        2,
        () => void stage.world.machineOf('c2')?.crash('process', []),
      );
    });
    expect(asked(troubled, 'c1')).toEqual(asked(calm, 'c1'));
    expect(asked(calm, 'c1').length).toBeGreaterThan(50);
  });

  it('of one workload do not depend on another', () => {
    const other = workloadPlan({ id: 'other', arrival });
    const both = playWorkloads(counted, [other, workloadPlan({ arrival })]);
    const mine = both.history.operations.filter(({ workload }) => workload === 'w');
    const alone = play({ arrival }).history.operations;
    expect(mine.map(({ beganNs, body }) => [beganNs, body])).toEqual(
      alone.map(({ beganNs, body }) => [beganNs, body]),
    );
  });
});

describe('two workloads', () => {
  const twins = (nodes: readonly NodePlan[], given: Partial<WorkloadPlan>, kind?: typeof script) =>
    playWorkloads(
      nodes,
      ['one', 'two'].map((id) => workloadPlan({ id, ...given }, kind)),
    ).history.operations.map(({ body }) => body);

  it('give no text twice', () => {
    const nodes = [...clients, nodePlan('s', store)];
    const bodies = twins(nodes, { ops: [{ op: 'write', sharePpb: 1_000_000_000 }] });
    const values = bodies.map((body) => (body as { readonly value: string }).value);
    expect(values).toHaveLength(40);
    expect(new Set(values).size).toBe(40);
  });

  it('give no number twice, be it of a field or of a transaction', () => {
    const nodes = [...clients, nodePlan('s', ledger)];
    const all: unknown[] = twins(nodes, { ops: [{ op: 'put', sharePpb: 1_000_000_000 }] }).map(
      (body) => (body as { readonly amount: number }).amount,
    );
    expect(new Set(all).size).toBe(40);

    const config = { on: 'list-append', most: 4, field: 'operations' };
    const ops = [{ op: 'transact', sharePpb: 1_000_000_000 }];
    const appended = twins(nodes, { ops, config }, transactions)
      .flatMap((body) => (body as { readonly operations: readonly Micro[] }).operations)
      .flatMap(([what, , value]) => (what === 'append' ? [value] : []));
    expect(appended.length).toBeGreaterThan(20);
    expect(new Set(appended).size).toBe(appended.length);
  });
});

describe('retries', () => {
  const deaf = [nodePlan('c1'), nodePlan('s', silent)];
  const once = {
    from: ['c1'],
    operations: 1,
    retry: { ...noRetry, max: 2, backoff: { kind: 'constant', ns: second } },
  } as const;

  it('follow silence, each wait longer than the last', () => {
    const { attempts, operations } = play(once, deaf).history;
    expect(attempts.map(({ beganNs }) => beganNs / second)).toEqual([0, 2, 5]);
    expect(new Set(attempts.map(({ id }) => id))).toEqual(new Set(['w/c1#0']));
    expect(operations).toHaveLength(1);
    expect(operations[0]?.done?.data).toMatchObject({ attempt: 3, outcome: { error: 'timeout' } });
  });

  it('may carry ids of their own', () => {
    const retry = { ...once.retry, sameId: false };
    const { attempts } = play({ ...once, retry }, deaf).history;
    expect(attempts.map(({ id }) => id)).toEqual(['w/c1#0', 'w/c1#0.2', 'w/c1#0.3']);
  });

  it('follow a closed port, and wait no longer than full jitter allows', () => {
    const retry = { ...once.retry, jitter: 'full' } as const;
    const stage = playWorkloads(
      [nodePlan('c1'), nodePlan('s', counter)],
      [workloadPlan({ ...once, atNs: second, retry })],
      {},
      ({ engine, world }) => {
        engine.schedule(0.5 * second, 2, () => void world.machineOf('s')?.crash('process', []));
      },
    );
    const { attempts } = stage.history;
    expect(attempts.map(({ done }) => done?.data.outcome)).toMatchObject([
      { error: 'connection-refused' },
      { error: 'connection-refused' },
      { error: 'connection-refused' },
    ]);
    const waitNs = (attempts[1]?.beganNs ?? 0) - (attempts[0]?.done?.at ?? 0);
    expect(waitNs).toBeGreaterThan(0);
    expect(waitNs).toBeLessThan(second);
  });

  it('stay within their budget', () => {
    const retry = { ...noRetry, max: 5, budgetPpb: 500_000_000 };
    const { attempts, operations } = play({ from: ['c1'], operations: 6, retry }, deaf).history;
    expect(operations).toHaveLength(6);
    expect(attempts.length).toBe(9);
  });

  it('never follow a refusal', () => {
    const nodes = [nodePlan('c1'), nodePlan('s1', led), nodePlan('s2', led)];
    const to = select('s2');
    const { attempts } = play({ ...once, to }, nodes).history;
    expect(attempts.map(({ done }) => done?.data.outcome)).toMatchObject([{ error: 'not-leader' }]);
  });
});

describe('to a role', () => {
  const nodes = [nodePlan('c1'), nodePlan('s1', led), nodePlan('s2', led), nodePlan('s3', led)];
  const leader = {
    text: 'leader',
    terms: [{ amount: null, base: { kind: 'role', role: 'leader' } }],
    except: null,
  } as const;

  it('follows a hint and remembers it', () => {
    const seeds = ['1', '2', '3', '4', '5', '6'];
    const attempts = seeds.map((seed) => {
      const plan = workloadPlan({ from: ['c1'], to: leader, operations: 3 });
      const { history } = playWorkloads(nodes, [plan], { seed });
      expect(history.operations.map(({ done }) => done?.data.outcome.status)).toEqual([
        'ok',
        'ok',
        'ok',
      ]);
      return history.attempts.length;
    });
    // A client that guessed right asks three times, any other once more.
    expect(new Set(attempts)).toEqual(new Set([3, 4]));
  });
});

describe('the final read', () => {
  const nodes = [...clients, nodePlan('s', store)];

  it('comes after the workload and its silence: each client, each key once', () => {
    const { history } = play(
      {
        ops: [{ op: 'write', sharePpb: 1_000_000_000 }],
        settleNs: 5 * second,
        finalRead: true,
      },
      nodes,
    );
    const reads = history.operations.filter(({ phase }) => phase === 'final-read');
    expect(reads.map(({ client, body }) => [client, body])).toEqual(
      ['c1', 'c2'].flatMap((client) => ['k1', 'k2', 'k3'].map((key) => [client, { key }])),
    );
    expect(reads.every(({ beganNs }) => beganNs === 15 * second)).toBe(true);
    const written = history.operations.filter(({ op }) => op === 'write').map(({ body }) => body);
    for (const { done } of reads) {
      const outcome = done?.data.outcome;
      const value = outcome?.status === 'ok' ? outcome.value : null;
      expect(written).toContainEqual(expect.objectContaining(value as object));
    }
  });

  it('asks what the workload asks, and not what servers ask one another', () => {
    const key = { key: text() };
    const copied = defineProgram({
      name: 'copied',
      summary: 'Serves clients by `read` and `write`, and its peers by `get`.',
      messages: {
        get: request(key, { value: text() }),
        read: request(key, { value: text() }),
        write: request({ ...key, value: text() }),
      },
      start: () => undefined,
    });
    const finalOps = (ops: WorkloadPlan['ops']): Set<string> =>
      new Set(
        play({ ops, finalRead: true }, [...clients, nodePlan('s', copied)])
          .history.operations.filter(({ phase }) => phase === 'final-read')
          .map(({ op }) => op),
      );
    const half = 500_000_000;
    expect(
      finalOps([
        { op: 'read', sharePpb: half },
        { op: 'write', sharePpb: half },
      ]),
    ).toEqual(new Set(['read']));
    expect(finalOps([{ op: 'write', sharePpb: 2 * half }])).toEqual(new Set(['get']));
  });

  it('asks again on a new connection when the server was started anew meanwhile', () => {
    const ops = [{ op: 'write', sharePpb: 1_000_000_000 }];
    const plan = workloadPlan({ ops, settleNs: 5 * second, finalRead: true });
    const { history } = playWorkloads(nodes, [plan], {}, ({ world, engine }) => {
      engine.schedule(12 * second, eventClass.change, () => {
        const restart = world.verbs.crash(world.indexOf('s'), 'host', []);
        engine.schedule(13 * second, eventClass.change, restart);
      });
    });
    const reads = history.attempts.filter(({ operation }) => operation.phase === 'final-read');
    const ends = (attempt: number) =>
      reads.flatMap(({ done, ...read }) => (read.attempt === attempt ? done?.data.outcome : []));
    expect(ends(1)).toHaveLength(6);
    expect(new Set(ends(1).map((end) => (end as { error?: string }).error))).toEqual(
      new Set(['reset']),
    );
    expect(ends(2).map((end) => end?.status)).toEqual(Array.from({ length: 6 }, () => 'ok'));
  });

  it('is left out, with a note, where nothing reads', () => {
    const { notes, history } = play({ finalRead: true, to: select('s') }, [
      ...clients,
      nodePlan('s', led),
    ]);
    expect(history.operations.some(({ phase }) => phase === 'final-read')).toBe(true);
    const nothing = play({ finalRead: true, from: ['c1'], to: select('c2') }, clients);
    expect(nothing.notes).toHaveLength(1);
    expect(notes).toEqual([]);
  });
});

describe('steps', () => {
  it('begin at their time or when something happens, and end the writing', () => {
    let lastWriteNs = -1;
    const step = { node: 'c1', to: null, op: 'increment', body: { key: 'visits' } };
    const when = {
      kind: 'event',
      event: 'applied',
      node: null,
      nth: { first: 1, last: 1 },
      where: null,
    } as const;
    const steps = [
      { ...step, atNs: second, when: null },
      { ...step, node: 'c2', atNs: null, when },
    ];
    const plan = workloadPlan({ arrival: { kind: 'steps', steps }, from: ['c1', 'c2'] }, script);
    const stage = playWorkloads(counted, [plan], {}, ({ events, engine }) => {
      events.onLastWrite(() => (lastWriteNs = engine.nowNs));
    });
    expect(stage.history.operations.map(({ client, beganNs }) => [client, beganNs])).toEqual([
      ['c1', second],
      ['c2', second + 3_000_000],
    ]);
    expect(lastWriteNs).toBe(second + 7_000_000);
  });
});
