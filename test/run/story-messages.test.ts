import { describe, expect, it } from 'vitest';
import type { MessageReport, WitnessEvent } from '../../src/run/report/report.ts';
import { type Matter, mostMessages, StoryMessages } from '../../src/run/story-messages.ts';

/** A message that takes ten rows and ten nanoseconds, unless more is given. */
function message(
  seq: number,
  from: string,
  to: string,
  over: Partial<MessageReport> = {},
): MessageReport {
  const plain = { message: 'put', request: null, fate: 'delivered', why: null, marks: [] } as const;
  const end = { at: seq + 10, endSeq: seq + 10 };
  return { seq, sentAt: seq, from, to, ...plain, ...end, ...over };
}

const lost = (seq: number, from: string, to: string, over: Partial<MessageReport> = {}) =>
  message(seq, from, to, { fate: 'lost', why: 'loss', at: seq, ...over });

function event(seq: number, at: number, node: string | null, over: Partial<WitnessEvent> = {}) {
  return { seq, at, node, incarnation: 1, type: 'observed', event: 'did', data: {}, ...over };
}

const done = (seq: number, at: number, client: string, number: number, attempt = 1) => {
  const data = { workload: 'w', client, number, attempt };
  return event(seq, at, client, { type: 'completed', event: 'put', data });
};

function chosen(all: readonly MessageReport[], matter: Partial<Matter>): number[] {
  const asked = { proof: [], told: [], untilNs: null, ...matter };
  return new StoryMessages(all).choose(asked).map(({ seq }) => seq);
}

describe('the messages of a story', () => {
  it('are questions and answers of operations that are evidence, however long ago', () => {
    const all = [
      message(10, 'a', 'n', { request: 'w/a#0' }),
      message(30, 'n', 'a', { request: 'w/a#0' }),
      message(50, 'a', 'n', { request: 'w/a#1' }),
      message(70, 'a', 'n', { request: 'w/a#2.2' }),
      message(90, 'b', 'n', { request: 'w/b#0' }),
    ];
    const proof = [done(45, 45, 'a', 0), done(95, 95, 'a', 2, 2)];
    expect(chosen(all, { proof, untilNs: 95 })).toEqual([10, 30, 70]);
  });

  it('are what led to the evidence, back to where it began', () => {
    const all = [
      message(10, 'c', 'a', { request: 'w/c#0' }),
      message(21, 'a', 'b', { sentAt: 20, at: 30, endSeq: 31 }),
      message(25, 'x', 'b', { at: 29, endSeq: 30 }),
      message(32, 'b', 'd', { sentAt: 30, at: 40, endSeq: 41 }),
    ];
    const proof = [event(42, 40, 'd')];
    expect(chosen(all, { proof, untilNs: 40 })).toEqual([10, 21, 32]);
  });

  it('are what was lost on the way between the nodes of the evidence: of each kind the last', () => {
    const all = [
      lost(1, 'a', 'b'),
      lost(2, 'a', 'b'),
      lost(3, 'a', 'b', { why: 'partition' }),
      lost(4, 'x', 'y'),
      lost(90, 'a', 'b'),
    ];
    expect(chosen(all, { proof: [event(50, 50, 'b')], untilNs: 50 })).toEqual([2, 3]);
    expect(chosen(all, {})).toEqual([1, 3, 4]);
  });

  it('are the exchange that brought what the story tells, and nothing that stands beside it', () => {
    const all = [
      message(10, 'a', 'n', { request: 'a:1:1' }),
      message(22, 'n', 'a', { request: 'a:1:1', sentAt: 20, at: 30, endSeq: 32 }),
      message(35, 'a', 'n'),
    ];
    const told = [event(33, 30, 'a'), event(60, 60, 'a')];
    expect(chosen(all, { told })).toEqual([10, 22]);
  });

  it('are never more than so many, what explains most before all else', () => {
    const asked = Array.from({ length: 5 }, (_, n) => message(n, 'a', 'n', { request: 'w/a#0' }));
    const others = Array.from({ length: 99 }, (_, n) => message(100 + 20 * n, 'n', 'b'));
    const told = others.map(({ at, endSeq }) => event((endSeq ?? 0) + 1, at ?? 0, 'b'));
    const proof = [done(50, 50, 'a', 0)];
    const some = chosen([...asked, ...others], { proof, told, untilNs: 9999 });
    expect(some).toHaveLength(mostMessages.ofViolation);
    expect(some.slice(0, 5)).toEqual([0, 1, 2, 3, 4]);
    // Of equals the latest, which are nearest to the end of the story.
    expect(some.at(-1)).toBe(100 + 20 * 98);
    expect(chosen([...asked, ...others], { told })).toHaveLength(mostMessages.ofMilestones);
  });
});
