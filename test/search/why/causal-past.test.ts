import { describe, expect, it } from 'vitest';
import type { TraceEvent } from '../../../src/engine/event.ts';
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
  const pastOf = (...seqs: number[]): number[] => causalPast(events, seqs).map(({ seq }) => seq);

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
    const told = tellingEvents(causalPast(events, [6]), 3);
    expect(told.map(({ name }) => name)).toEqual(['ready', 'question', 'answers']);
  });
});
