import { describe, expect, it } from 'vitest';
import { Draws } from '../../../../src/base/draw/draw.ts';
import { MessageMatch } from '../../../../src/run/faults/rules/match.ts';
import type { MessageView } from '../../../../src/world/network/rule.ts';
import { fault, FaultStage, ms, nodesOf, onEvent, second, where } from '../fault-stage.ts';
import type { Written } from '../fault-stage.ts';

const loss = (written: Written) =>
  fault('lost', { kind: 'loss', atNs: 0, durationNs: null, target: 'n1 -> n2', ...written });

/** The pings that were lost: link, and their number. */
function lost(stage: FaultStage): string[] {
  const sent = stage.rows('sent');
  const rows = stage.rows('lost').filter(({ data }) => (data as { why: string }).why === 'loss');
  return rows.map((row) => {
    const { sentAt, ordinal } = row.data as { sentAt: number; ordinal: number };
    const origin = sent.find(({ at, node, peer, data }) => {
      const own = data as { sentAt: number; ordinal: number };
      return at === sentAt && node === row.node && peer === row.peer && own.ordinal === ordinal;
    });
    const body = (origin?.data as { body: { n: number } } | undefined)?.body;
    return `${row.node} -> ${row.peer} ${body?.n}`;
  });
}

/** A segment of a ping from `n1` to `n2`. */
const segmentOf = (id: number, part: number, attempt: number): MessageView => ({
  id,
  part,
  attempt,
  originIndex: 0,
  fromIndex: 0,
  toIndex: 1,
  from: 'n1',
  to: 'n2',
  onConnection: true,
  kindName: 'ping',
  role: 'stream',
  body: null,
  sentAtNs: 0,
  lineage: 0,
  draw: () => 0.5,
  drawForAll: () => 0.5,
});

const short = { durationNs: second };

describe('a message fault with `match`', () => {
  it('takes the n-th message that matches', () => {
    const nth = { first: 3, last: 3 };
    const stage = new FaultStage([loss({ match: { message: 'ping', nth } })], short).play();
    expect(lost(stage)).toEqual(['n1 -> n2 3']);
    expect(stage.schedule.reports()).toMatchObject([{ touched: 1 }]);
  });

  it('takes a range of them, also an open one', () => {
    const range = { message: 'p*', nth: { first: 2, last: 3 } };
    expect(lost(new FaultStage([loss({ match: range })], short).play())).toEqual([
      'n1 -> n2 2',
      'n1 -> n2 3',
    ]);
    const open = { message: 'ping', nth: { first: 8, last: Infinity } };
    expect(lost(new FaultStage([loss({ match: open })], short).play())).toEqual([
      'n1 -> n2 8',
      'n1 -> n2 9',
      'n1 -> n2 10',
    ]);
  });

  it('counts a message in several segments once, and takes all of it', () => {
    const plan = loss({ match: { message: 'ping', nth: { first: 2, last: 2 } } });
    const match = new MessageMatch(plan, null, new Draws('42').stream('lost'));
    const taken = (id: number, part: number, attempt: number): boolean =>
      match.takes(segmentOf(id, part, attempt), 'departure');
    expect([taken(1, 0, 0), taken(1, 1, 0)]).toEqual([false, false]);
    expect([taken(2, 0, 0), taken(2, 1, 0), taken(2, 1, 1)]).toEqual([true, true, true]);
    expect(taken(3, 0, 0)).toBe(false);
    expect(match.seen).toBe(3);
  });

  it('counts after `where`', () => {
    const match = { message: 'ping', where: where('n >= 4'), nth: { first: 2, last: 2 } };
    expect(lost(new FaultStage([loss({ match })], short).play())).toEqual(['n1 -> n2 5']);
  });

  it('counts over the whole target, per node, or per link', () => {
    const takes = (per: 'node' | 'link' | null): string[] => {
      const match = { message: 'ping', nth: { first: 2, last: 2 }, per };
      return lost(new FaultStage([loss({ target: 'n1, n2 -> all', match })], short).play());
    };
    expect(takes(null)).toEqual(['n1 -> n3 1']);
    expect(takes('node')).toEqual(['n1 -> n3 1', 'n2 -> n3 1']);
    expect(takes('link')).toEqual(['n1 -> n2 2', 'n1 -> n3 2', 'n2 -> n1 2', 'n2 -> n3 2']);
  });

  it('needs no target', () => {
    const match = { message: 'ping', where: where('n = 5') };
    const stage = new FaultStage([loss({ target: null, match })], short).play();
    expect(lost(stage)).toHaveLength(6);
  });

  it('looks a role up for each message', () => {
    const configs = { n1: { terms: [1] }, n3: { terms: [0, 2] } };
    const match = { message: 'ping', where: where('n = 15 or n = 25') };
    const faults = [loss({ target: 'leader -> n2', match })];
    const stage = new FaultStage(faults, {}, configs).play();
    expect(lost(stage)).toEqual(['n1 -> n2 15', 'n3 -> n2 25']);
    expect(stage.schedule.reports()[0]?.targets).toEqual(['leader -> n2']);
  });

  it('keeps the links that it resolved at its begin when there is no `match`', () => {
    const configs = { n1: { terms: [1] }, n3: { terms: [0, 2] } };
    const cut = loss({ target: 'leader -> n2', atNs: 1500 * ms, durationNs: second });
    const stage = new FaultStage([cut], {}, configs).play();
    expect(new Set(lost(stage).map((text) => text.slice(0, 8)))).toEqual(new Set(['n1 -> n2']));
    expect(stage.schedule.reports()[0]?.targets).toEqual(['n1 -> n2']);
  });
});

describe('the share of a message fault', () => {
  it('is drawn by the message, whatever else is in the schedule', () => {
    const half = loss({ probabilityPpb: 500_000_000, target: 'n1 <-> n2' });
    const alone = lost(new FaultStage([half]).play());
    expect(alone.length).toBeGreaterThan(70);
    expect(alone.length).toBeLessThan(130);
    const other = fault('a', { target: 'n3', kind: 'crash' });
    const beside = lost(new FaultStage([other, half]).play());
    expect(beside).toEqual(alone);
  });

  it('is independent for two faults, and for two occurrences of one', () => {
    const half = {
      kind: 'loss',
      atNs: 0,
      durationNs: null,
      target: 'n1 -> n2',
      probabilityPpb: 5e8,
    };
    const both = [fault('a', half), fault('b', half)];
    // Half of a half gets through: 100 messages, 25 expected.
    const passed = 100 - lost(new FaultStage(both).play()).length;
    expect(passed).toBeGreaterThan(10);
    expect(passed).toBeLessThan(42);
    const twice = fault('a', { ...half, when: onEvent('beat', { node: nodesOf('n1') }), times: 2 });
    const left = 98 - lost(new FaultStage([twice]).play()).length;
    expect(left).toBeGreaterThan(10);
    expect(left).toBeLessThan(42);
  });

  it('takes a matched request with all its retransmissions', () => {
    const match = { message: 'echo', nth: { first: 1, last: 1 } };
    const stage = new FaultStage([loss({ match, durationNs: 3 * second })]);
    stage.at(100 * ms, () =>
      stage.world.request(
        {
          client: 'n1',
          to: 'n2',
          op: 'echo',
          body: { words: 'hello' },
          timeoutNs: 20 * second,
          id: 'r1',
        },
        () => undefined,
      ),
    );
    stage.play();
    const echoes = stage.rows('lost').filter(({ name }) => name === 'echo');
    expect(echoes.length).toBeGreaterThan(2);
    expect(stage.rows('delivered').some(({ name, at }) => name === 'echo' && at < 3 * second)).toBe(
      false,
    );
    expect(stage.rows('delivered').some(({ name }) => name === 'echo')).toBe(true);
  });
});
