import { describe, expect, it } from 'vitest';
import type { FaultPlan } from '../../../../src/scenario/plan/fault.ts';
import { people, planOf } from '../../memory-host.ts';

const S = 1_000_000_000;

async function faultOf(keys: string, more = ''): Promise<FaultPlan> {
  const [fault] = (await planOf(`${people}heal: 50s\nfaults:\n  f: { ${keys} }\n${more}`)).faults;
  if (fault === undefined) throw new Error('no fault');
  return fault;
}

describe('when a fault begins', () => {
  it('is at 0 unless it says so; a range is drawn', async () => {
    expect((await faultOf('fault: pause, target: db-1')).schedule).toEqual({
      kind: 'at',
      at: { kind: 'constant', ns: 0 },
    });
    expect((await faultOf('fault: pause, target: db-1, at: 1s..2s')).schedule).toEqual({
      kind: 'at',
      at: { kind: 'uniform', lowNs: S, highNs: 2 * S },
    });
  });

  it('may be a series, periodic or at random', async () => {
    expect(
      (await faultOf('fault: pause, target: db-1, every: 2s, times: 3, jitter: 1s')).schedule,
    ).toEqual({
      kind: 'every',
      everyNs: 2 * S,
      at: null,
      times: 3,
      jitterNs: S,
    });
    expect((await faultOf('fault: pause, target: db-1, rate: 30/min, at: 5s')).schedule).toEqual({
      kind: 'rate',
      perSecond: 0.5,
      atNs: 5 * S,
      times: null,
    });
  });

  it('may wait for an event, a point, a message, a sentence or an instant', async () => {
    const when = async (text: string, more = ''): Promise<unknown> =>
      (await faultOf(`fault: pause, target: db-1, when: ${text}`, more)).schedule;
    expect(await when('{ event: elected, node: db, nth: 2, where: term >= 2 }')).toMatchObject({
      kind: 'when',
      delay: null,
      times: 1,
      trigger: {
        kind: 'event',
        event: 'elected',
        node: { text: 'db' },
        nth: { first: 2, last: 2 },
        where: { text: 'term >= 2', reads: ['term'] },
      },
    });
    expect(await when('{ point: before-write, node: db-1, nth: 2.. }')).toMatchObject({
      trigger: { kind: 'point', point: 'before-write', nth: { first: 2, last: Infinity } },
    });
    expect(
      await when('{ message: write-reply, link: db -> client, phase: received }'),
    ).toMatchObject({
      trigger: {
        kind: 'message',
        message: 'write-reply',
        phase: 'received',
        link: { text: 'db -> client' },
      },
    });
    expect(await when('db-2 is down, delay: 1s, times: all')).toMatchObject({
      trigger: { kind: 'sentences', sentences: [{ kind: 'state', state: 'down' }] },
      delay: { kind: 'constant', ns: S },
      times: null,
    });
    expect(
      await when('g hits', '  g: { fault: loss, match: { message: append } }\n'),
    ).toMatchObject({
      trigger: { kind: 'moment', moment: { kind: 'fault', fault: 'g', edge: 'hits' } },
    });
  });

  it('may name events of the engine, with their fields', async () => {
    expect(
      (await faultOf('fault: pause, target: db-1, when: { event: fault-hit, where: id = f }'))
        .schedule,
    ).toMatchObject({
      trigger: { event: 'fault-hit', where: { reads: ['id'] } },
    });
  });
});

describe('how long and how far', () => {
  it('is until heal, for a length, or forever', async () => {
    expect(await faultOf('fault: pause, target: db-1')).toMatchObject({
      duration: null,
      forever: false,
      untilNs: null,
    });
    expect(await faultOf('fault: pause, target: db-1, duration: 2s, until: heal')).toMatchObject({
      duration: { ns: 2 * S },
      untilNs: 50 * S,
    });
    expect(await faultOf('fault: crash, target: db-1, duration: forever')).toMatchObject({
      duration: null,
      forever: true,
    });
  });

  it('has the fields of its kind beside the common keys', async () => {
    const fault = await faultOf(
      'fault: crash, target: one of db, scope: host, lose: disk, inside: true, probability: 50%, summary: power',
    );
    expect(fault).toMatchObject({
      kind: 'crash',
      params: { scope: 'host', lose: 'disk' },
      inside: true,
      probabilityPpb: 500_000_000,
      summary: 'power',
    });
  });

  it('takes nodes for the links to the rest, and groups in place of a target', async () => {
    expect((await faultOf('fault: loss, target: db-1')).target).toMatchObject({
      kind: 'links',
      selector: { text: 'db-1 <-> rest', both: true },
    });
    const split = await faultOf('fault: partition, groups: [[db-1], [db-2, client]]');
    expect([split.target, split.params]).toEqual([
      { kind: 'none' },
      { groups: [['db-1'], ['client-1', 'client-2', 'db-2']] },
    ]);
  });

  it('may speak of certain messages, and only while sentences hold', async () => {
    const fault = await faultOf(
      'fault: loss, target: leader -> db, while: [db-3 is paused, not healed], match: { message: "app*", where: length(entries) > 0, nth: 3..5, per: link }',
    );
    expect(fault.while.map(({ text }) => text)).toEqual(['db-3 is paused', 'not healed']);
    expect(fault.match).toMatchObject({
      message: 'app*',
      nth: { first: 3, last: 5 },
      per: 'link',
      where: { reads: ['entries'] },
    });
  });

  it('is in natural order of the ids', async () => {
    const plan = await planOf(
      `${people}faults: { f10: { fault: pause, target: db-1 }, f2: { fault: pause, target: db-1 } }\n`,
    );
    expect(plan.faults.map(({ id }) => id)).toEqual(['f2', 'f10']);
  });
});
