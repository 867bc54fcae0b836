import { describe, expect, it } from 'vitest';
import type { EventType, TraceEvent } from '../../../src/engine/event.ts';
import { UnderWay } from '../../../src/reports/traces/under-way.ts';

function row(type: EventType, fields: object = {}): TraceEvent {
  const [node, peer] = type === 'delivered' || type === 'late-reply' ? ['b', 'a'] : ['a', 'b'];
  const data = { sentAt: 3, ordinal: 0, ...fields };
  return { seq: 0, at: 3, type, node, peer, name: 'm', incarnation: 1, data };
}

describe('messages under way', () => {
  it('are known again where they arrive, each copy once', () => {
    const underWay = new UnderWay<string>();
    underWay.departed(row('sent'), 'sent');
    underWay.departed(row('duplicated', { copy: 1 }), 'doubled');
    expect(underWay.settled(row('held', { copy: 0 }))).toBeNull();
    expect([...underWay.rest()].map(({ copied }) => copied)).toEqual(['sent', 'doubled']);
    expect(underWay.settled(row('delivered'))).toEqual({ sent: 'sent', copied: 'sent' });
    const doubled = { sent: 'sent', copied: 'doubled' };
    expect(underWay.settled(row('late-reply', { copy: 1 }))).toEqual(doubled);
    expect(underWay.settled(row('delivered'))).toBeNull();
    expect([...underWay.rest()]).toEqual([]);
  });

  it('are no more when they are lost, and another one when they are sent again', () => {
    const underWay = new UnderWay<string>();
    underWay.departed(row('sent'), 'sent');
    expect(underWay.settled(row('lost', { copy: 0, why: 'loss' }))?.sent).toBe('sent');
    underWay.departed(row('resent', { sentAt: 9 }), 'again');
    expect(underWay.settled(row('delivered', { sentAt: 9, attempt: 1 }))?.sent).toBe('again');
  });

  it('of many packets are known by what they carry, not by what is lost of them', () => {
    const underWay = new UnderWay<string>();
    underWay.departed(row('sent', { request: 'w/1' }), 'sent');
    expect(underWay.settled(row('lost', { ordinal: 2 }))).toBeNull();
    expect(underWay.settled(row('delivered', { ordinal: 3, request: 'w/2' }))).toBeNull();
    expect(underWay.settled(row('delivered', { ordinal: 3, request: 'w/1' }))?.sent).toBe('sent');
  });
});
