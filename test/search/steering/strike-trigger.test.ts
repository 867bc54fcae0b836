import { describe, expect, it } from 'vitest';
import type { TraceEvent } from '../../../src/engine/event.ts';
import { withStrikeTriggers } from '../../../src/search/steering/strike-trigger.ts';

type Row = Partial<TraceEvent>;

/** Rows at 1 s, if they do not say another time. */
function traceOf(rows: readonly Row[]): TraceEvent[] {
  const plain = { at: 1, node: null, peer: null, name: null, incarnation: 1, data: null };
  return rows.map((row, seq) => ({ ...plain, type: 'log', ...row, seq }));
}

const decided: Row = { type: 'observed', node: 'n1', name: 'decided' };
const struck = (fault: string, ...nodes: readonly string[]): Row[] => [
  { type: 'fault-began', name: fault },
  ...nodes.map((node): Row => ({ type: 'fault-hit', name: fault, data: { node } })),
];

/** What the fault `stop` waits for then; null when that cannot be said. */
function triggerAfter(...rows: readonly Row[]): unknown {
  const data = { faults: { stop: { fault: 'crash', target: 'n1', at: '1s' } } };
  const written = withStrikeTriggers(data, ['stop'], traceOf(rows));
  if (written === null) return null;
  const { stop } = written['faults'] as Record<string, Record<string, unknown>>;
  expect(stop).toEqual({ fault: 'crash', target: 'n1', when: stop?.['when'] });
  return stop?.['when'];
}

const before = (...rows: readonly Row[]): unknown => triggerAfter(...rows, ...struck('stop', 'n1'));

describe('a fault that struck inside a step', () => {
  it('waits for what its node did last, in the words of a trigger', () => {
    expect(before(decided)).toEqual({ event: 'decided', node: 'n1', nth: 1 });
    expect(before({ ...decided, type: 'point' })).toEqual({ point: 'decided', node: 'n1', nth: 1 });
    const talk = { node: 'n1', peer: 'n2', name: 'vote' };
    const sent = { message: 'vote', link: 'n1 -> n2', phase: 'sent', nth: 1 };
    expect(before({ ...talk, type: 'sent' })).toEqual(sent);
    const received = { message: 'vote', link: 'n2 -> n1', phase: 'received', nth: 1 };
    expect(before({ ...talk, type: 'delivered' })).toEqual(received);
  });

  it('counts those of the same type, node, name and peer, of all times', () => {
    const others: Row[] = [
      { ...decided, node: 'n2' },
      { ...decided, name: 'asked' },
      { ...decided, type: 'point' },
      { ...decided, peer: 'n2' },
    ];
    const rows = [{ ...decided, at: 0 }, ...others, decided];
    expect(before(...rows)).toEqual({ event: 'decided', node: 'n1', nth: 2 });
  });

  it('does not count what came after it', () => {
    expect(triggerAfter(decided, ...struck('stop', 'n1'), decided)).toMatchObject({ nth: 1 });
  });

  it('looks past other nodes, and past rows that no trigger can name', () => {
    const unnamed: Row = { type: 'observed', node: 'n1' };
    const timer: Row = { type: 'timer', node: 'n1', name: 'beat' };
    const other: Row = { ...decided, node: 'n2' };
    expect(before(decided, unnamed, timer, other)).toEqual({
      event: 'decided',
      node: 'n1',
      nth: 1,
    });
  });

  it('is of the node that it hit, not of one that another fault or an earlier strike hit', () => {
    const hits = [...struck('other', 'n2'), ...struck('stop', 'n1')];
    const n2: Row = { ...decided, node: 'n2', name: 'asked' };
    expect(triggerAfter(decided, n2, ...hits)).toMatchObject({ event: 'decided' });
    const early: Row = { type: 'fault-hit', name: 'stop', data: { node: 'n2' } };
    expect(triggerAfter(early, n2, decided, ...struck('stop', 'n1'))).toMatchObject({
      event: 'decided',
    });
  });

  it('is told apart from other faults, and from rows that only have its name', () => {
    const early = struck('other', 'n1').map((row) => ({ ...row, at: 0 }));
    expect(triggerAfter(...early, decided, ...struck('stop', 'n1'))).toMatchObject({ nth: 1 });
    const n2: Row = { ...decided, node: 'n2', name: 'asked' };
    const named: Row = { type: 'observed', node: 'n2', name: 'stop', data: { node: 'n2' } };
    const [began = {}, hit = {}] = struck('stop', 'n1');
    const [, hitOther = {}] = struck('other', 'n2');
    for (const between of [named, hitOther])
      expect(triggerAfter(decided, n2, began, between, hit)).toMatchObject({ event: 'decided' });
    const late = { ...decided, name: 'asked' };
    expect(triggerAfter(decided, began, late, hit)).toMatchObject({ event: 'decided' });
  });

  it('cannot be said when the node had done nothing at that instant, or nobody was struck', () => {
    expect(before({ ...decided, at: 0 })).toBeNull();
    expect(before()).toBeNull();
    expect(triggerAfter(decided)).toBeNull();
    expect(triggerAfter(decided, ...struck('stop'))).toBeNull();
    const nobody: Row = { type: 'fault-hit', name: 'stop', data: 'n1' };
    expect(triggerAfter(decided, ...struck('stop'), nobody)).toBeNull();
    expect(triggerAfter(decided, ...struck('stop'), { ...nobody, data: {} })).toBeNull();
    expect(triggerAfter(decided, ...struck('stop'), { ...nobody, data: null })).toBeNull();
  });

  it('is written for each of them, or for none', () => {
    const data = { faults: { a: { fault: 'crash', at: '1s' }, b: { fault: 'pause', at: '1s' } } };
    const rows = [decided, ...struck('a', 'n1'), ...struck('b', 'n1')];
    const when = { event: 'decided', node: 'n1', nth: 1 };
    expect(withStrikeTriggers(data, ['a', 'b'], traceOf(rows))).toEqual({
      faults: { a: { fault: 'crash', when }, b: { fault: 'pause', when } },
    });
    expect(withStrikeTriggers(data, ['a', 'b'], traceOf(rows.slice(0, 3)))).toBeNull();
  });
});
