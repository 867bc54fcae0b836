import { describe, expect, it } from 'vitest';
import type { TraceEvent } from '../../../src/engine/event.ts';
import { sendings } from '../../../src/cli/why/sendings.ts';
import { causalPast, tellingEvents } from '../../../src/search/why/causal-past.ts';

/** A row of a trace in few words: `a sent b hello`, `b delivered a hello`, `a observed - elected`. */
function rows(...lines: readonly string[]): TraceEvent[] {
  return lines.map((line, seq) => {
    const [node = '', type, peer = '-', name = ''] = line.split(' ');
    const isMessage = type === 'sent' || type === 'delivered';
    return {
      seq,
      at: seq,
      type: type as TraceEvent['type'],
      node,
      peer: peer === '-' ? null : peer,
      name,
      incarnation: 1,
      data: isMessage ? { sentAt: 7, ordinal: 0 } : null,
    };
  });
}

describe('the past of an event', () => {
  const events = rows(
    'c observed - idle',
    'a observed - asks',
    'a sent b question',
    'a observed - later',
    'b observed - ready',
    'b delivered a question',
    'b observed - answers',
    'c observed - alone',
    'b observed - afterwards',
  );
  const pastOf = (...seqs: number[]): number[] =>
    causalPast(events, seqs, sendings()).map(({ seq }) => seq);

  it('is what happened before on its node, and before the sending of what arrived there', () => {
    expect(pastOf(6)).toEqual([1, 2, 4, 5, 6]);
  });

  it('holds nothing that only came earlier', () => {
    expect(pastOf(7)).toEqual([0, 7]);
    expect(pastOf(3)).toEqual([1, 2, 3]);
  });

  it('of several events is all of theirs', () => {
    expect(pastOf(3, 7)).toEqual([0, 1, 2, 3, 7]);
    expect(pastOf()).toEqual([]);
  });

  it('is told by its last observations and the messages between nodes', () => {
    const told = tellingEvents(causalPast(events, [6], sendings()), 3);
    expect(told.map(({ name }) => name)).toEqual(['ready', 'question', 'answers']);
  });

  it('holds the sending of what was sent again, came late, or was of no use to its receiver', () => {
    const row = (seq: number, line: string, fields: object): TraceEvent => {
      const [node = '', type, peer = null, name = ''] = line.split(' ');
      const kind = type as TraceEvent['type'];
      return { seq, at: seq, type: kind, node, peer, name, incarnation: 1, data: { ...fields } };
    };
    const once = { sentAt: 7, ordinal: 0 };
    const again = { sentAt: 9, ordinal: 0 };
    for (const arrival of ['delivered', 'late-reply', 'unhandled']) {
      const story = [
        row(0, 'a observed', {}),
        row(1, 'a sent b question', once),
        row(2, 'a lost b question', once),
        row(3, 'a resent b question', again),
        row(4, `b ${arrival} a question`, again),
      ];
      const past = causalPast(story, [4], sendings());
      expect(past.map(({ seq }) => seq)).toEqual([0, 1, 2, 3, 4]);
      expect(tellingEvents(past, 9).map(({ seq }) => seq)).toEqual([0, 4]);
    }
    // It arrives with its last packet.
    const large = [
      row(0, 'a sent b question', { ...once, request: 'w/1' }),
      row(1, 'b delivered a question', { sentAt: 7, ordinal: 3, request: 'w/1' }),
    ];
    expect(causalPast(large, [1], sendings())).toHaveLength(2);
  });
});
