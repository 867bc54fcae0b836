import { describe, expect, it } from 'vitest';
import { Draws } from '../../../src/base/draw/draw.ts';
import { KeyedRandom } from '../../../src/base/draw/random.ts';
import {
  boolean,
  duration,
  integer,
  list,
  node,
  object,
  oneOf,
  text,
} from '../../../src/base/schema.ts';
import type { WorkloadClient, WorkloadContext } from '../../../src/library/workloads/define.ts';
import { requests } from '../../../src/library/workloads/requests.ts';
import { type Protocol, request } from '../../../src/world/program/protocol.ts';

function client(n: number): WorkloadClient {
  const random = new KeyedRandom(new Draws('42').stream('c'), () => n);
  return { id: 'c', index: 1, count: 3, random };
}

const context = (served: Protocol): WorkloadContext => ({
  served,
  pickOp: () => Object.keys(served)[0] ?? '',
  pickKey: () => 'k7',
  ownNumber: (number) => number,
  ownText: (id, n) => `${id}#${n}`,
});

const next = (served: Protocol, n: number) => requests.next(client(n), n, {}, context(served));

describe('requests', () => {
  it('draws keys and makes texts unlike all others', () => {
    const served = { write: request({ key: text(), value: text(), note: text().optional() }) };
    expect(next(served, 5)).toEqual({ op: 'write', body: { key: 'k7', value: 'c#5' } });
  });

  it('gives numbers that differ, or that keep to their bounds', () => {
    const served = {
      add: request({ amount: integer(), more: integer().min(5), small: integer().min(2).max(4) }),
    };
    const bodies = [0, 1, 2, 3].map(
      (n) => next(served, n)?.body as { amount: number; more: number; small: number },
    );
    expect(bodies.map(({ amount }) => amount)).toEqual([1, 4, 7, 10]);
    expect(bodies.map(({ more }) => more)).toEqual([6, 9, 12, 15]);
    for (const { small } of bodies) expect([2, 3, 4]).toContain(small);
  });

  it('fills every kind of field that a request may need', () => {
    const served = {
      put: request({
        on: boolean(),
        how: oneOf(['soft', 'hard']),
        ttl: duration(),
        owner: node(),
        tags: list(text()),
        inner: object({ key: text(), deep: integer() }),
      }),
    };
    expect(next(served, 0)?.body).toEqual({
      on: expect.any(Boolean),
      how: expect.stringMatching(/soft|hard/),
      ttl: expect.any(Number),
      owner: 'c',
      tags: ['c#0'],
      inner: { key: 'k7', deep: 1 },
    });
  });

  it('is the same again for the same operation', () => {
    const served = { put: request({ how: oneOf(['a', 'b', 'c', 'd']), ttl: duration() }) };
    expect(next(served, 9)).toEqual(next(served, 9));
  });
});
