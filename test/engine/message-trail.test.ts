import { describe, expect, it } from 'vitest';
import { eventTypes } from '../../src/engine/event.ts';
import { longestTrail, MessageTrail } from '../../src/engine/message-trail.ts';

const sent = eventTypes.indexOf('sent');

function fill(trail: MessageTrail, from: number, until: number): void {
  for (let seq = from; seq < until; seq += 1) {
    trail.add(sent, seq, seq * 10, 0, 1, 7, seq * 10, 0, 0, `r${seq}`, null);
  }
}

const seqs = (trail: MessageTrail): number[] => [...trail.rows()].map(({ seq }) => seq);

describe('the trail of messages', () => {
  it('gives back what was put in, oldest first', () => {
    const trail = new MessageTrail();
    const at = 4_000_000_000_000_001;
    trail.add(sent, 3, at, 4, 5, 6, at - 1, 2, 1, 'w/a#0', null);
    trail.add(eventTypes.indexOf('lost'), 4, at, 4, 5, 6, at, 0, 0, null, 'partition');
    expect([...trail.rows()]).toEqual([
      {
        type: 'sent',
        seq: 3,
        at,
        from: 4,
        to: 5,
        name: 6,
        sentAt: at - 1,
        ordinal: 2,
        copy: 1,
        request: 'w/a#0',
        why: null,
      },
      {
        type: 'lost',
        seq: 4,
        at,
        from: 4,
        to: 5,
        name: 6,
        sentAt: at,
        ordinal: 0,
        copy: 0,
        request: null,
        why: 'partition',
      },
    ]);
  });

  it('is as long as it may be and forgets the oldest first', () => {
    const trail = new MessageTrail();
    fill(trail, 0, longestTrail + 100);
    const left = seqs(trail);
    expect(left).toHaveLength(longestTrail);
    expect(left[0]).toBe(100);
    expect(left).toEqual(left.toSorted((a, b) => a - b));
    expect([...trail.rows()].at(-1)?.request).toBe(`r${longestTrail + 99}`);
  });

  it('does not forget what it was told to keep, the first time', () => {
    const trail = new MessageTrail();
    fill(trail, 0, 1000);
    trail.keep();
    fill(trail, 1000, 1000 + longestTrail + 5);
    trail.keep();
    const left = seqs(trail);
    expect(left.slice(0, 1000)).toEqual(Array.from({ length: 1000 }, (_, seq) => seq));
    expect(left).toHaveLength(1000 + longestTrail);
    expect(left[1000]).toBe(1005);
  });
});
